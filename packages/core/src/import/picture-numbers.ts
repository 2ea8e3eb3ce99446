/** Finds what may be numbers of pages in the picture of a page, by where they stand and how short they are. */
import type { PictureLine } from './picture-lines.ts';

export interface PartedLines {
  readonly words: readonly PictureLine[];
  readonly numbers: readonly PictureLine[];
}

/** Three digits and a speck of dirt. */
const MAX_LETTERS = 4;

/** Of three digits, as a part of their height. */
const MAX_SHAPE = 2.8;

/** Print of 5 points. */
const MIN_DIGIT_PT = 3.2;

/** Numbers of one column end, or begin, within this part of their height. */
const ALIGNED = 0.6;

/** Digits are as high as the words of their row, of old style half as high as capitals; dots of a leader are lower. */
const LEAST_HEIGHT = 0.55;

/** On one baseline, as a part of a number's height: a page is bent, and a digit of old style hangs below. */
const SAME_ROW = 0.6;

/** A column has two numbers at least. `lines` are those of a page without staves, single letters too. */
export function partColumnOfNumbers(lines: readonly PictureLine[]): PartedLines {
  const candidates = lines.filter((line) => isShort(line) && lines.some((words) => leads(words, line)));
  const isInColumn = (line: PictureLine) =>
    candidates.some(
      (other) =>
        other !== line &&
        Math.min(Math.abs(other.right - line.right), Math.abs(other.left - line.left)) < line.rise * ALIGNED,
    );
  const numbers = candidates.filter(isInColumn);
  return { numbers, words: lines.filter((line) => !numbers.includes(line) && !isSingle(line)) };
}

/** What is short and stands alone in its row. `lines` are those of the edge of a page of music. */
export function partLoneNumbers(lines: readonly PictureLine[], pxPerPt: number): PartedLines {
  const numbers = lines.filter(
    (line) =>
      isShort(line) &&
      line.rise > MIN_DIGIT_PT * pxPerPt &&
      !lines.some((other) => other !== line && areInRow(other, line) && gapOf(other, line) < line.rise * 3),
  );
  return { numbers, words: lines.filter((line) => !numbers.includes(line) && !isSingle(line)) };
}

/** Whether words stand at the left of a number, in its row. */
function leads(words: PictureLine, number: PictureLine): boolean {
  return (
    !isSingle(words) &&
    words.right < number.left &&
    areInRow(words, number) &&
    number.rise > words.rise * LEAST_HEIGHT
  );
}

function areInRow(one: PictureLine, other: PictureLine): boolean {
  return Math.abs(one.baseline - other.baseline) < other.rise * SAME_ROW;
}

function gapOf(one: PictureLine, other: PictureLine): number {
  return Math.max(one.left - other.right, other.left - one.right);
}

function isShort({ left, right, letters, rise }: PictureLine): boolean {
  return letters <= MAX_LETTERS && right - left < rise * MAX_SHAPE;
}

function isSingle({ left, right, top, bottom, letters }: PictureLine): boolean {
  return letters === 1 && right - left <= (bottom - top) * 1.5;
}
