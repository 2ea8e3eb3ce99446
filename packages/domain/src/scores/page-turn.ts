/** Pages on which all runs up, down or upside down, although the PDF shows them so: read as a person turns them. */
import type { Box } from './reading.ts';

/** Degrees, clockwise, by which a page as it is shown is turned to be read. */
export type Turn = 0 | 90 | 180 | 270;

export interface TurnedPage {
  /** From 1. */
  readonly number: number;
  readonly turn: Turn;
  /** Of the page once it is turned. */
  readonly widthPt: number;
  readonly heightPt: number;
}

/** As pdf.js gives it: `transform` leads from the text to the page in points. */
interface Written {
  readonly str: string;
  readonly transform: readonly number[];
}

/** A stamp along the margin has fewer rows, whatever else is a picture. */
const MIN_ROWS = 3;

/** More than half of the page's letters and numbers run that way. Signs of music fonts, turned in arpeggios, are none. */
export function turnOfPage(pieces: readonly Written[], toPage: readonly number[]): Turn {
  const counts = new Map<Turn, { characters: number; rows: Set<number> }>();
  let characters = 0;
  for (const { str, transform } of pieces) {
    const length = str.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    if (length === 0) continue;
    const { turn, row } = directionOf(transform, toPage);
    const count = counts.get(turn) ?? { characters: 0, rows: new Set() };
    counts.set(turn, { characters: count.characters + length, rows: count.rows.add(row) });
    characters += length;
  }
  for (const [turn, { characters: own, rows }] of counts)
    if (own > characters / 2 && rows.size >= MIN_ROWS) return turn;
  return 0;
}

/** Which turn makes the text run from left to right, and the row on which it then stands. */
function directionOf(transform: readonly number[], toPage: readonly number[]): { turn: Turn; row: number } {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = toPage;
  const [right = 1, up = 0, , , x = 0, y = 0] = transform;
  const [alongX, alongY] = [a * right + c * up, b * right + d * up];
  const isSideways = Math.abs(alongY) > Math.abs(alongX);
  const row = Math.round(isSideways ? a * x + c * y + e : b * x + d * y + f);
  if (isSideways) return { turn: alongY < 0 ? 90 : 270, row };
  return { turn: alongX < 0 ? 180 : 0, row };
}

/** Where a box of the turned page lies on the page as it is shown. */
export function turnBack([x, y, width, height]: Box, page: Omit<TurnedPage, 'number'>): Box {
  const { turn, widthPt, heightPt } = page;
  if (turn === 90) return [y, widthPt - x - width, height, width];
  if (turn === 180) return [widthPt - x - width, heightPt - y - height, width, height];
  if (turn === 270) return [heightPt - y - height, x, height, width];
  return [x, y, width, height];
}
