import { expect, test } from 'vitest';
import { turnBack, turnOfPage } from './page-turn.ts';
import type { Box } from './reading.ts';

/** An A4 page, whose origin is at the bottom left. */
const toPage = [1, 0, 0, -1, 0, 842];

const directions = {
  right: [10, 0, 0, 10],
  up: [0, 10, -10, 0],
  left: [-10, 0, 0, -10],
  down: [0, -10, 10, 0],
} as const;

/** Each row beside the last. */
function rows(direction: keyof typeof directions, ...texts: string[]) {
  return texts.map((str, index) => ({
    str,
    transform: [...directions[direction], 100 + index * 20, 100 + index * 20],
  }));
}

const words = ['Lantern Walk', 'Fanny Hensel', 'Largo'];

test('7.75 the page is turned so that most of its words run from left to right', () => {
  expect(turnOfPage(rows('right', ...words), toPage)).toBe(0);
  expect(turnOfPage(rows('up', ...words), toPage)).toBe(90);
  expect(turnOfPage(rows('left', ...words), toPage)).toBe(180);
  expect(turnOfPage(rows('down', ...words), toPage)).toBe(270);
  expect(turnOfPage([...rows('up', ...words), ...rows('right', 'III')], toPage)).toBe(90);
  expect(turnOfPage([], toPage)).toBe(0);
});

test('7.75 a stamp along the margin turns no page, nor do words among as many others or turned signs of music', () => {
  expect(turnOfPage(rows('up', 'Downloaded from a library', 'by a reader'), toPage)).toBe(0);
  expect(turnOfPage([...rows('up', ...words), ...rows('right', ...words)], toPage)).toBe(0);
  const arpeggio = rows('up', '\uEAA9\uEAA9\uEAA9', '\uEAA9\uEAA9', '\uEAA9', '\uEAA9');
  expect(turnOfPage([...arpeggio, ...rows('right', 'III')], toPage)).toBe(0);
});

test('7.75 a page that its /Rotate turns already is turned by what is missing', () => {
  // As pdf.js gives it for a turn of 90 degrees.
  expect(turnOfPage(rows('up', ...words), [0, 1, 1, 0, 0, 0])).toBe(0);
  expect(turnOfPage(rows('right', ...words), [0, 1, 1, 0, 0, 0])).toBe(270);
});

test('7.75 a box is turned back to where it was shown, whichever way the page was turned', () => {
  const box: Box = [100, 50, 200, 20];
  // Its top left corner on the page that is shown, 842 by 595 points.
  expect(turnBack(box, { turn: 90, widthPt: 595, heightPt: 842 })).toEqual([50, 295, 20, 200]);
  expect(turnBack(box, { turn: 270, widthPt: 595, heightPt: 842 })).toEqual([772, 100, 20, 200]);
  expect(turnBack(box, { turn: 180, widthPt: 595, heightPt: 842 })).toEqual([295, 772, 200, 20]);
  expect(turnBack(box, { turn: 0, widthPt: 595, heightPt: 842 })).toEqual(box);
});
