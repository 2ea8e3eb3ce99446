/** Finds the staves in the picture of a page: five dark rows at equal distances, going on across the page. */
import type { GreyPicture } from './page-picture.ts';
import { FAINT_INK_BELOW, inkOf } from './picture-ink.ts';

export interface PictureStaff {
  /** Of its top line at its highest place, in pixels from the picture's top. */
  readonly top: number;
  readonly left: number;
  readonly right: number;
  /** Between the middles of two lines. */
  readonly space: number;
}

const STAFF_LINES = 5;

/** As for drawn staves: pocket scores to beginners' books, with a margin. */
const MIN_SPACE_PT = 2.2;
const MAX_SPACE_PT = 12;

/** Each strip is looked at alone, so that lines may be bent, a little crooked, or hidden by notes here and there. */
const STRIPS = 12;

/** A quarter of the page: an incipit is narrower, a staff of a system of two columns wider. */
const MIN_STAFF_STRIPS = 3;

/** Of a strip's pixels in one row: much of a line lies under beams where notes are fast. */
const LINE_FILL = 0.18;

/** A line goes on for longer than the stroke of any letter, but for breaks that a scanner makes. */
const MIN_RUN_PT = 12;
const MAX_BREAK_PX = 3;

/** Staff lines are thinner, softness of the scan included; note heads, beams and stems are higher. */
const MAX_LINE_PT = 2;

/** A fold between two pages has margins on both sides; as a part of the sheet. */
const MIN_FOLD = 0.025;
const FOLD_WITHIN = [0.4, 0.6] as const;

/** Staves from top to bottom. `picture` is straight to about half a degree; noise and shade do no harm. */
export function findPictureStaves(picture: GreyPicture, pxPerPt: number): PictureStaff[] {
  return stavesOf(findLines(picture, pxPerPt), picture);
}

/**
 * Where two pages side by side meet, in pixels from the left: a band near the middle of the sheet that no staff
 * crosses, with staves on both sides of it. Null for one page.
 */
export function findFold(picture: GreyPicture, pxPerPt: number): number | null {
  const { width, height } = picture;
  const lines = findLines(picture, pxPerPt);
  const [from, to] = FOLD_WITHIN.map((part) => Math.round(part * width)) as [number, number];
  let [start, best, bestStart] = [from, 0, 0];
  for (let x = from; x <= to; x += 1) {
    let count = 0;
    for (let y = 0; y < height; y += 1) count += lines.isLine[y * width + x] as number;
    // Dirt and a slur may lie in the fold, five lines of a staff may not.
    if (count >= STAFF_LINES) start = x + 1;
    if (x - start > best) [best, bestStart] = [x - start, start];
  }
  if (best < width * MIN_FOLD) return null;
  const fold = Math.round(bestStart + best / 2);
  const [left, right] = [part(picture, 0, fold), part(picture, fold, width)];
  const hasStaves = (side: GreyPicture) => findPictureStaves(side, pxPerPt).length > 0;
  return hasStaves(left) && hasStaves(right) ? fold : null;
}

/** The columns from `left` to before `right`. */
export function part({ width, height, data }: GreyPicture, left: number, right: number): GreyPicture {
  const own = new Uint8Array((right - left) * height);
  for (let y = 0; y < height; y += 1)
    own.set(data.subarray(y * width + left, y * width + right), y * (right - left));
  return { width: right - left, height, data: own };
}

function stavesOf({ isLine, pxPerPt }: Lines, { width, height }: GreyPicture): PictureStaff[] {
  const stripWidth = Math.floor(width / STRIPS);
  const fills = Array.from({ length: STRIPS }, () => new Float32Array(height));
  for (let y = 0; y < height; y += 1)
    for (const [strip, own] of fills.entries()) {
      const start = y * width + strip * stripWidth;
      let count = 0;
      for (let at = start; at < start + stripWidth; at += 1) count += isLine[at] as number;
      own[y] = count / stripWidth;
    }
  const pieces = fills.flatMap((own, strip) =>
    fiveRows(lineRows(own), pxPerPt).map(({ top, space }) => ({ strip, top, space })),
  );
  return joinPieces(pieces)
    .filter(({ strips }) => strips.length >= MIN_STAFF_STRIPS)
    .map(({ strips, tops, space }) => ({
      top: Math.min(...tops),
      left: Math.min(...strips) * stripWidth,
      right: (Math.max(...strips) + 1) * stripWidth,
      space,
    }))
    .sort((a, b) => a.top - b.top);
}

interface Piece {
  readonly strip: number;
  readonly top: number;
  readonly space: number;
}

interface Lines {
  /** 1 where ink goes on sideways and is thin, pixel by pixel. */
  readonly isLine: Uint8Array;
  readonly pxPerPt: number;
}

function findLines(picture: GreyPicture, pxPerPt: number): Lines {
  const { width, height } = picture;
  const marks = markInk(picture, Math.round(pxPerPt * MIN_RUN_PT));
  const maxLinePx = Math.max(3, Math.round(pxPerPt * MAX_LINE_PT));
  const isLine = new Uint8Array(width * height);
  const thickness = new Uint16Array(width);
  for (let y = 0; y <= height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (y < height && marks[y * width + x] !== PAPER) {
        thickness[x] = (thickness[x] as number) + 1;
        continue;
      }
      const thick = thickness[x] as number;
      if (thick === 0) continue;
      thickness[x] = 0;
      if (thick > maxLinePx) continue;
      for (let row = y - thick; row < y; row += 1)
        if (marks[row * width + x] === LONG_INK) isLine[row * width + x] = 1;
    }
  }
  return { isLine, pxPerPt };
}

const PAPER = 0;
const INK = 1;
const LONG_INK = 2;

function markInk(picture: GreyPicture, minRunPx: number): Uint8Array {
  const { width, height } = picture;
  const isInk = inkOf(picture, FAINT_INK_BELOW);
  const marks = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    let start = 0;
    let end = Number.NEGATIVE_INFINITY;
    for (let x = 0; x < width; x += 1) {
      if (isInk[row + x] === 0) continue;
      marks[row + x] = INK;
      if (x - end > MAX_BREAK_PX) start = x;
      end = x;
      if (x - start + 1 === minRunPx) {
        for (let at = start; at < x; at += 1) if (marks[row + at] === INK) marks[row + at] = LONG_INK;
      }
      if (x - start + 1 >= minRunPx) marks[row + x] = LONG_INK;
    }
  }
  return marks;
}

/** The middles of the rows that are filled. */
function lineRows(fills: Float32Array): number[] {
  const rows: number[] = [];
  let start = -1;
  for (let y = 0; y <= fills.length; y += 1) {
    const isLine = y < fills.length && (fills[y] as number) >= LINE_FILL;
    if (isLine && start < 0) start = y;
    if (!isLine && start >= 0) {
      rows.push((start + y - 1) / 2);
      start = -1;
    }
  }
  return rows;
}

function fiveRows(rows: readonly number[], pxPerPt: number): { top: number; space: number }[] {
  const found: { top: number; space: number }[] = [];
  for (const [index, top] of rows.entries()) {
    const last = found.at(-1);
    if (last && top < last.top + last.space * STAFF_LINES) continue;
    for (const second of rows.slice(index + 1)) {
      const guessed = second - top;
      if (guessed < MIN_SPACE_PT * pxPerPt) continue;
      if (guessed > MAX_SPACE_PT * pxPerPt) break;
      const tolerance = Math.max(1.5, guessed * 0.12);
      const others = [2, 3, 4].map((line) =>
        rows.find((row) => Math.abs(row - top - guessed * line) <= tolerance),
      );
      if (others.includes(undefined)) continue;
      found.push({ top, space: ((others[2] as number) - top) / (STAFF_LINES - 1) });
      break;
    }
  }
  return found;
}

interface JoinedPieces {
  readonly strips: number[];
  readonly tops: number[];
  space: number;
}

/** Pieces at one height are one staff; notes may have hidden it in up to a few strips between. */
function joinPieces(pieces: readonly Piece[]): JoinedPieces[] {
  const staves: JoinedPieces[] = [];
  for (const { strip, top, space } of pieces) {
    const staff = staves.find(
      (each) =>
        strip - (each.strips.at(-1) as number) <= 3 &&
        Math.abs(top - (each.tops.at(-1) as number)) < space &&
        Math.abs(space - each.space) < space * 0.15,
    );
    if (!staff) staves.push({ strips: [strip], tops: [top], space });
    else {
      if (staff.strips.at(-1) !== strip) staff.strips.push(strip);
      staff.tops.push(top);
    }
  }
  return staves;
}
