/** What tells one engraved page from another, however it was scanned. */
import type { GreyPicture } from './page-picture.ts';

/** Square cells from the left to the right end of the staves. */
export const FINGERPRINT_ROWS = 40;
export const FINGERPRINT_COLUMNS = 28;

/** Lighter marks than this, in grey levels below the paper, are grain. */
const INK_FROM = 12;

/** From here on it is ink: a thin line of a scan counts as much as one that was drawn black. */
const INK_TO = 60;

/** Of what a column across the staves has more than the margin, this much is in the outermost column of a staff. */
const STAFF_EDGE = 0.4;

/** So many columns in a row: more than a line along the edge of a scan. */
const EDGE_COLUMNS = 4;

/** A column of the grid is a few pixels wide at least. */
const LEAST_WIDTH_PX = 100;

/** A page with less ink has no music on it; staff lines alone are more. */
const LEAST_INK = 0.004;

/**
 * How much more or less ink each cell has than its row and column, row by row, as -127 to 127. The rows of staves
 * alone, which all pages have alike, are thereby left out. Null for a page with next to nothing on it.
 */
export function fingerprintOf(picture: GreyPicture): Int8Array | null {
  const ink = inkOf(picture);
  const { width, height } = picture;
  const rowSums = new Float64Array(height);
  const columnSums = new Float64Array(width);
  let total = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = ink[y * width + x] as number;
      rowSums[y] = (rowSums[y] as number) + value;
      columnSums[x] = (columnSums[x] as number) + value;
      total += value;
    }
  }
  if (total < LEAST_INK * INK_TO * width * height) return null;
  const [left, right] = staffSpan(columnSums);
  if (right - left < LEAST_WIDTH_PX) return null;
  const middle = balanceOf(rowSums);
  const cells = cellsOf(ink, width, { left, middle, cellPx: (right - left) / FINGERPRINT_COLUMNS });
  return scaled(withoutMeans(cells));
}

/** Grey levels below the paper, which is the commonest level. */
function inkOf({ data }: GreyPicture): Uint8Array {
  const counts = new Uint32Array(256);
  for (const level of data) counts[level] = (counts[level] as number) + 1;
  const paper = counts.indexOf(Math.max(...counts.subarray(96)), 96);
  return data.map((level) => (paper - level >= INK_FROM ? Math.min(INK_TO, paper - level) : 0));
}

/** From the left to the right end of the staves; between them every column has about the same ink. */
function staffSpan(columnSums: Float64Array): [left: number, right: number] {
  const sorted = columnSums.toSorted();
  const margin = sorted[Math.floor(sorted.length * 0.02)] ?? 0;
  const level = margin + STAFF_EDGE * ((sorted[Math.floor(sorted.length / 2)] ?? 0) - margin);
  const isStaff = (at: number) =>
    columnSums.subarray(Math.max(0, at), at + EDGE_COLUMNS).every((sum) => sum > level);
  let left = 0;
  while (left < columnSums.length && !isStaff(left)) left += 1;
  let right = columnSums.length;
  while (right > left && !isStaff(right - EDGE_COLUMNS)) right -= 1;
  return [left, right];
}

/** The row on which the ink is balanced, without the grain that is on all rows. */
function balanceOf(rowSums: Float64Array): number {
  const grain = rowSums.toSorted()[Math.floor(rowSums.length * 0.1)] ?? 0;
  let [sum, moment] = [0, 0];
  for (const [y, value] of rowSums.entries()) {
    const more = Math.max(0, value - grain);
    sum += more;
    moment += more * y;
  }
  return sum === 0 ? rowSums.length / 2 : moment / sum;
}

interface Grid {
  readonly left: number;
  /** The row on which the page's ink is balanced: titles and page numbers cut off hardly move it. */
  readonly middle: number;
  readonly cellPx: number;
}

/** Ink between the middles of cells goes to both in part, so that a page a little displaced has nearly the same. */
function cellsOf(ink: Uint8Array, width: number, { left, middle, cellPx }: Grid): Float64Array {
  const cells = new Float64Array(FINGERPRINT_ROWS * FINGERPRINT_COLUMNS);
  const add = (row: number, column: number, value: number) => {
    if (row < 0 || row >= FINGERPRINT_ROWS || column < 0 || column >= FINGERPRINT_COLUMNS) return;
    const cell = row * FINGERPRINT_COLUMNS + column;
    cells[cell] = (cells[cell] as number) + value;
  };
  for (let at = 0; at < ink.length; at += 1) {
    const value = ink[at] as number;
    if (value === 0) continue;
    const x = ((at % width) - left) / cellPx - 0.5;
    const y = (Math.floor(at / width) - middle) / cellPx + FINGERPRINT_ROWS / 2 - 0.5;
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const [right, below] = [x - column, y - row];
    add(row, column, value * (1 - right) * (1 - below));
    add(row, column + 1, value * right * (1 - below));
    add(row + 1, column, value * (1 - right) * below);
    add(row + 1, column + 1, value * right * below);
  }
  return cells;
}

function withoutMeans(cells: Float64Array): Float64Array {
  const rowMeans = new Float64Array(FINGERPRINT_ROWS);
  const columnMeans = new Float64Array(FINGERPRINT_COLUMNS);
  for (const [at, value] of cells.entries()) {
    const [row, column] = [Math.floor(at / FINGERPRINT_COLUMNS), at % FINGERPRINT_COLUMNS];
    rowMeans[row] = (rowMeans[row] as number) + value / FINGERPRINT_COLUMNS;
    columnMeans[column] = (columnMeans[column] as number) + value / FINGERPRINT_ROWS;
  }
  const mean = rowMeans.reduce((sum, value) => sum + value, 0) / FINGERPRINT_ROWS;
  return cells.map((value, at) => {
    const [row, column] = [Math.floor(at / FINGERPRINT_COLUMNS), at % FINGERPRINT_COLUMNS];
    return value - (rowMeans[row] as number) - (columnMeans[column] as number) + mean;
  });
}

/** So that 3 standard deviations fill the range. */
function scaled(values: Float64Array): Int8Array | null {
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  if (deviation === 0) return null;
  return Int8Array.from(values, (value) => Math.max(-127, Math.min(127, (value / deviation / 3) * 127)));
}
