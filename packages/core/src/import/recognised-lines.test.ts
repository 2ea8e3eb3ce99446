import { expect, test } from 'vitest';
import { lineOfWords } from './recognised-lines.ts';

const line = { left: 0, right: 400, baseline: 100, rise: 20, top: 80, bottom: 105 };

/** What becomes of a line of which the recogniser is sure. */
function readAs(text: string): string | undefined {
  const words = text.split(' ').map((word) => ({ text: word, confidence: 0.95 }));
  return lineOfWords(words, line, 1, 3)?.text;
}

test.each([
  ['5, Die Trauernde', '5. Die Trauernde'],
  ['12: Der Wanderer', '12. Der Wanderer'],
  ['N°, 52. Polish Air', 'N°. 52. Polish Air'],
  ['2. The Will 0’ the Wisp', '2. The Will o’ the Wisp'],
  ['4. Tears, 1dle tears', '4. Tears, Idle tears'],
  ['J: S. Bach', 'J. S. Bach'],
  ['"Clara Faisst', 'Clara Faisst'],
  ['“Soprano I.', 'Soprano I.'],
  ['Filippo Vitali (ca, 1599-1653)', 'Filippo Vitali (ca. 1599-1653)'],
  ['| Walzer ~', 'Walzer'],
])('7.12 %s is %s', (recognised, meant) => {
  expect(readAs(recognised)).toBe(meant);
});

test.each([
  '"Pictures" by hand',
  'Tempo 1mo',
  'The 1st Nowell',
  '1er Livre',
  '1st Violin',
  '10, 20, 30 Songs',
  'Op. 5, Nr. 2',
  'Sonata 1a in C',
])('7.12 %s stays as it is', (text) => {
  expect(readAs(text)).toBe(text);
});
