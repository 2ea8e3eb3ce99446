/** The rows that the benchmarks give, and the one table that is printed of them. */

export interface Row {
  readonly what: string;
  /** One value for each run, in `unit`. */
  readonly values: readonly number[];
  readonly unit?: 'ms' | 'MB';
  /** What the median should not exceed. It is shown, never asserted. */
  readonly aim?: number;
  /** A floor or a peer measured in the same run, to tell a slow program from a slow machine. */
  readonly peer?: { readonly name: string; readonly values: readonly number[] };
  /** Of the process that did the work, when it had done it. */
  readonly rssMb?: number;
}

const headings = ['what', 'n', 'unit', 'median', 'p95', 'aim', '', 'ratio', 'to', 'its median', 'RSS MB'];

export function renderTable(rows: readonly Row[]): string {
  const lines = [headings, ...rows.map(cells)];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const isText = (column: number) => [0, 2, 6, 8].includes(column);
  const render = (line: readonly string[]) =>
    `| ${line
      .map((cell, column) =>
        isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (isText(column) ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [render(lines[0] ?? []), rule, ...lines.slice(1).map(render)].join('\n');
}

function cells({ what, values, unit = 'ms', aim, peer, rssMb }: Row): string[] {
  const median = quantile(values, 0.5);
  const peerMedian = peer && quantile(peer.values, 0.5);
  return [
    what,
    String(values.length),
    unit,
    number(median),
    values.length > 1 ? number(quantile(values, 0.95)) : '',
    aim === undefined ? '' : `≤ ${aim}`,
    aim === undefined ? '' : median <= aim ? 'met' : 'MISSED',
    peerMedian === undefined ? '' : `${number(median / peerMedian)}×`,
    peer?.name ?? '',
    peerMedian === undefined ? '' : number(peerMedian),
    rssMb === undefined ? '' : String(Math.round(rssMb)),
  ];
}

/** Nearest rank. @param share 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
