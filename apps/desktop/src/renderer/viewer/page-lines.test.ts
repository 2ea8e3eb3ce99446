import { expect, it } from 'vitest';
import { lineAt, pageLines, textFor } from './page-lines.ts';

/** An A4 page, whose origin is at the bottom left. */
const toPage = [1, 0, 0, -1, 0, 842];
const piece = (str: string, x: number, y: number, size: number, width: number) => ({
  str,
  transform: [size, 0, 0, size, x, y],
  width,
  height: size,
});

it('joins the words of a line and keeps apart what stands apart', () => {
  const lines = pageLines(
    [
      piece('Walk', 170, 770, 20, 50),
      piece('Lantern', 100, 770, 20, 64),
      piece('Fanny Hensel', 430, 740, 12, 80),
      piece('\uE050', 60, 700, 20, 10),
      piece('—', 60, 640, 12, 10),
    ],
    toPage,
  );
  expect(lines).toEqual([
    { text: 'Lantern Walk', box: [100, 56, 120, 20] },
    { text: 'Fanny Hensel', box: [430, expect.closeTo(92.4), 80, 12] },
  ]);
  expect(lineAt(lines, 120, 60)?.text).toBe('Lantern Walk');
  expect(lineAt(lines, 300, 60)).toBeUndefined();
});

it('takes of a line what fits into the field', () => {
  const line = 'Leipzig: C. F. Peters, 1894 (3 / 4)';
  expect(textFor('publisher', line)).toBe(line);
  expect(textFor('publishedYear', line)).toBe('1894');
  expect(textFor('timeSignature', line)).toBe('3/4');
  expect(textFor('keyFifths', line)).toBeUndefined();
  expect(textFor('publishedYear', 'Leipzig')).toBeUndefined();
});
