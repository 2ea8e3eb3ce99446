/** The straight lines of a page's paths: staff lines, bar lines, stems. */
import type { HorizontalLine, VerticalLine } from '@mirubato/domain/scores';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { apply, type Matrix } from './pdf-matrix.ts';

export interface StraightLines {
  readonly horizontals: HorizontalLine[];
  readonly verticals: VerticalLine[];
}

/** `DrawOPS` of pdf.js, which it does not export: how many numbers follow each drawing operator. */
const coordinatesByDrawOperator = [2, 2, 6, 4, 0];

/** Staff lines are a seventh of a space thick at most, thick bar lines half a space. */
const MAX_STAFF_LINE_PT = 1.3;
const MAX_BAR_PT = 3.5;

/** Shorter ones are ledger lines and marks, of which there are thousands. */
const MIN_LENGTH_PT = 8;

/** A line counts as straight with this much slope from end to end. */
const MAX_SLANT_PT = 0.3;

const strokes = new Set<number>([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.closeFillStroke,
  OPS.eoFillStroke,
]);
const fills = new Set<number>([OPS.fill, OPS.eoFill]);

/** `operator` is how the path is painted: as lines, or as an area that is one when it is thin. */
export function addStraightLines(
  operator: number,
  path: ArrayLike<number>,
  matrix: Matrix,
  { horizontals, verticals }: StraightLines,
): void {
  const isStroke = strokes.has(operator);
  if (!isStroke && !fills.has(operator)) return;
  let from: readonly [number, number] = [0, 0];
  let [left, top, right, bottom] = empty;
  for (let index = 0; index < path.length; ) {
    const drawn = path[index] as number;
    const coordinates = coordinatesByDrawOperator[drawn];
    if (coordinates === undefined) return;
    if (drawn === 0) endArea();
    for (let at = index + 1; at <= index + coordinates; at += 2) {
      const to = apply(matrix, path[at] as number, path[at + 1] as number);
      if (isStroke && drawn === 1) addSegment(from, to);
      from = to;
      left = Math.min(left, to[0]);
      right = Math.max(right, to[0]);
      top = Math.min(top, to[1]);
      bottom = Math.max(bottom, to[1]);
    }
    index += 1 + coordinates;
  }
  endArea();

  function addSegment(a: readonly [number, number], b: readonly [number, number]): void {
    const [width, height] = [Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])];
    if (height <= MAX_SLANT_PT && width >= MIN_LENGTH_PT)
      horizontals.push({ y: (a[1] + b[1]) / 2, left: Math.min(a[0], b[0]), right: Math.max(a[0], b[0]) });
    else if (width <= MAX_SLANT_PT && height >= MIN_LENGTH_PT)
      verticals.push({ x: (a[0] + b[0]) / 2, top: Math.min(a[1], b[1]), bottom: Math.max(a[1], b[1]) });
  }

  function endArea(): void {
    const [width, height] = [right - left, bottom - top];
    if (!isStroke && height <= MAX_STAFF_LINE_PT && width >= MIN_LENGTH_PT)
      horizontals.push({ y: (top + bottom) / 2, left, right });
    else if (!isStroke && width <= MAX_BAR_PT && height >= MIN_LENGTH_PT)
      verticals.push({ x: (left + right) / 2, top, bottom });
    [left, top, right, bottom] = empty;
  }
}

const empty = [
  Number.POSITIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
] as const;
