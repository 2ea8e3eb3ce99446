import type { PageViewport } from 'pdfjs-dist';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { expect, test } from 'vitest';
import { isMusicFont, linesOf, textOf } from './pdf-lines.ts';

const viewport = { transform: [1, 0, 0, -1, 0, 842] } as PageViewport;

function item(str: string, x: number, y: number, more: Partial<TextItem> = {}): TextItem {
  const transform = [10, 0, 0, 10, x, y];
  return {
    str,
    transform,
    width: str.length * 5,
    height: 10,
    fontName: 'words',
    dir: 'ltr',
    hasEOL: false,
    ...more,
  };
}

test('pieces side by side are one line, far ones are not', () => {
  const lines = linesOf(
    [item('Amy', 100, 800), item('Beach', 118, 800), item('Op. 7', 400, 800)],
    viewport,
    1,
    () => false,
  );
  expect(lines.map(({ text }) => text)).toEqual(['Amy Beach', 'Op. 7']);
  expect(lines[0]).toMatchObject({ page: 1, fontSizePt: 10, box: [100, 34, 43, 10] });
});

test('a page reads from top to bottom, syllables of one row in one line', () => {
  const lines = linesOf(
    [item('hill', 300, 500), item('Lantern Walk', 200, 800), item('the', 200, 501)],
    viewport,
    1,
    () => false,
  );
  expect(textOf(lines)).toBe('Lantern Walk\nthe hill');
});

test('music is left out: by font, by private code points, by control characters', () => {
  const items = [
    item('& œ', 10, 700, { fontName: 'notes' }),
    item('\uE050\u0001', 10, 600),
    item('a\uE1D5b', 10, 500),
  ];
  const lines = linesOf(items, viewport, 1, (fontName) => fontName === 'notes');
  expect(lines.map(({ text }) => text)).toEqual(['ab']);
});

test('words along the margin are no line', () => {
  expect(
    linesOf([item('Library', 20, 400, { transform: [0, 10, -10, 0, 20, 400] })], viewport, 1, () => false),
  ).toEqual([]);
});

test.each([
  ['XKWUYZ+Emmentaler-20', true],
  ['MScoreText', true],
  ['BravuraText', true],
  ['Leland', true],
  ['Maestro', true],
  ['OpusTextStd', true],
  ['Finale Maestro', true],
  ['Finale Maestro Text', false],
  ['RepriseTitleStd', false],
  ['Edwin-Roman', false],
  ['EngraversMT', false],
  ['C059-Bold', false],
  ['SonataSans', false],
])('%s holds music: %s', (name, isMusic) => {
  expect(isMusicFont(name)).toBe(isMusic);
});
