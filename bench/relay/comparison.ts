/** The table of `run.ts`. */
import { quantile } from '../table.ts';
import type { ServerName } from './client.ts';

export interface LoadFigures {
  /** Of the server, for each update that reached another device. */
  readonly cpuUsPerDelivery: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** 1 when every update reached every other device. */
  readonly deliveredShare: number;
  /** 1 when every update was also sent back to its writer. */
  readonly echoedShare: number;
}

export interface IdleFigures {
  readonly idleKbPerSocket: number;
  /** JavaScript's part of it. */
  readonly idleHeapKbPerSocket: number;
}

export interface CatchUpFigures {
  /** From the first try to connect until the whole document is there. */
  readonly catchUpMs: number;
  /** The first of them. */
  readonly firstCatchUpMs: number;
  /** The same until a Yjs document has taken it in, which costs the same with every server. */
  readonly appliedMs: number;
}

export type Figures = LoadFigures & IdleFigures & CatchUpFigures;

const rows: readonly { figure: keyof Figures; what: string; aim?: number }[] = [
  { figure: 'cpuUsPerDelivery', what: 'CPU per delivery, µs', aim: 0.6 },
  { figure: 'p50Ms', what: 'delivery p50, ms' },
  { figure: 'p99Ms', what: 'delivery p99, ms', aim: 0.3 },
  { figure: 'deliveredShare', what: 'share delivered' },
  { figure: 'echoedShare', what: 'share sent back to the writer' },
  { figure: 'idleKbPerSocket', what: 'idle socket, kB resident', aim: 0.8 },
  { figure: 'idleHeapKbPerSocket', what: 'idle socket, kB of heap' },
  { figure: 'firstCatchUpMs', what: 'first catch-up, ms' },
  { figure: 'catchUpMs', what: 'catch-up, ms', aim: 0.5 },
  { figure: 'appliedMs', what: 'catch-up and applied, ms' },
];

const PEER = 'y-websocket';

/** Medians of the rounds; the ratio is of our median to that of y-websocket's server. */
export function renderComparison(
  figures: ReadonlyMap<ServerName, readonly Partial<Figures>[]>,
  largeBytes: number,
): string {
  const names = [...figures.keys()];
  const medianOf = (name: ServerName, figure: keyof Figures) =>
    quantile(
      (figures.get(name) ?? []).flatMap((round) => round[figure] ?? []),
      0.5,
    );
  const lines = [
    `Medians of ${figures.get(names[0] ?? 'mirubato')?.length ?? 0} rounds; the large document has ${(largeBytes / 1e6).toFixed(1)} MB.`,
    '',
    `| | ${names.join(' | ')} | ratio to ${PEER} | aim |`,
    `|---|${names.map(() => '---:').join('|')}|---:|---|`,
  ];
  for (const { figure, what, aim } of rows) {
    const ratio = medianOf('mirubato', figure) / medianOf(PEER, figure);
    const verdict = aim === undefined ? '' : `≤ ${aim} ${ratio <= aim ? 'met' : 'MISSED'}`;
    const cells = names.map((name) => {
      const median = medianOf(name, figure);
      return Number.isNaN(median) ? '' : median.toPrecision(3);
    });
    lines.push(`| ${what} | ${cells.join(' | ')} | ${ratio.toFixed(2)} | ${verdict} |`);
  }
  return lines.join('\n');
}
