/** Finds the first staff of a page in its drawing operators. */
import { OPS, type PageViewport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';

type Matrix = [number, number, number, number, number, number];

/** Lines of a staff; a tablature has more, and five of them are found in it. */
const STAFF_LINES = 5;

/** Staff lines lie 1.2 mm apart in a pocket score and 2.6 mm in a beginner's book; a margin on both sides. */
const MIN_SPACE_PT = 2.2;
const MAX_SPACE_PT = 12;

/** As a part of the page: the first staff goes across it, an incipit before it does not. */
const MIN_STAFF_WIDTH = 0.25;

/** `DrawOPS` of pdf.js, which it does not export: how many numbers follow each drawing operator. */
const coordinatesByDrawOperator = [2, 2, 6, 4, 0];

/** Distance of the first staff's top line from the page's top, in points; null when none is drawn with lines. */
export function findFirstStaff(operators: PDFOperatorList, viewport: PageViewport): number | null {
  const lengthByLevel = new Map<number, number>();
  for (const { y, length } of horizontalLines(operators, viewport.transform as Matrix)) {
    const level = Math.round(y * 4) / 4;
    lengthByLevel.set(level, (lengthByLevel.get(level) ?? 0) + length);
  }
  const levels = [...lengthByLevel]
    .filter(([, length]) => length >= viewport.width * MIN_STAFF_WIDTH)
    .map(([level]) => level)
    .sort((a, b) => a - b);
  for (const [index, top] of levels.entries()) {
    if (isStaffTop(top, levels.slice(index + 1))) return top;
  }
  return null;
}

/** Line thickness drawn as a rectangle gives two levels near each other, so each next line is sought by distance. */
function isStaffTop(top: number, below: readonly number[]): boolean {
  for (const second of below) {
    const space = second - top;
    if (space < MIN_SPACE_PT) continue;
    if (space > MAX_SPACE_PT) return false;
    const tolerance = Math.max(0.5, space * 0.08);
    let found = 2;
    while (found < STAFF_LINES && below.some((level) => Math.abs(level - top - space * found) <= tolerance))
      found += 1;
    if (found === STAFF_LINES) return true;
  }
  return false;
}

function* horizontalLines(
  { fnArray, argsArray }: PDFOperatorList,
  base: Matrix,
): Generator<{ y: number; length: number }> {
  let matrix = base;
  const saved: Matrix[] = [];
  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index];
    if (operator === OPS.save) saved.push(matrix);
    else if (operator === OPS.restore) matrix = saved.pop() ?? matrix;
    else if (operator === OPS.transform) matrix = multiply(matrix, args as Matrix);
    else if (operator === OPS.paintFormXObjectBegin) {
      saved.push(matrix);
      if (args?.[0]) matrix = multiply(matrix, args[0] as Matrix);
    } else if (operator === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? matrix;
    else if (operator === OPS.constructPath && args?.[1]?.[0]) yield* horizontalSegments(args[1][0], matrix);
  }
}

function* horizontalSegments(
  path: ArrayLike<number>,
  matrix: Matrix,
): Generator<{ y: number; length: number }> {
  let from: readonly [number, number] = [0, 0];
  let index = 0;
  while (index < path.length) {
    const operator = path[index] as number;
    const coordinates = coordinatesByDrawOperator[operator];
    if (coordinates === undefined) return;
    if (coordinates > 0) {
      const end = index + coordinates;
      const to = apply(matrix, path[end - 1] as number, path[end] as number);
      if (operator === 1 && Math.abs(to[1] - from[1]) < 0.3)
        yield { y: to[1], length: Math.abs(to[0] - from[0]) };
      from = to;
    }
    index += 1 + coordinates;
  }
}

function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}
