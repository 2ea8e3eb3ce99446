import { OPS, type PageViewport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import { expect, test } from 'vitest';
import { needsRecognition } from './needs-recognition.ts';

const viewport = { width: 600, height: 800, scale: 1 } as PageViewport;

function operators(...list: [number, unknown][]): PDFOperatorList {
  return { fnArray: list.map(([name]) => name), argsArray: list.map(([, args]) => args) } as PDFOperatorList;
}

function words(count: number) {
  const text = Array.from({ length: count }, () => 'word').join(' ');
  return count === 0 ? [] : [{ text, page: 1, fontSizePt: 10, box: [0, 0, 100, 10] as const }];
}

const scan = operators(
  [OPS.save, null],
  [OPS.transform, [600, 0, 0, 800, 0, 0]],
  [OPS.paintImageXObject, ['scan', 1, 1]],
  [OPS.restore, null],
);

test('a page that is a picture is recognised, with a stamp on it or not', () => {
  expect(needsRecognition(scan, viewport, words(0))).toBe(true);
  expect(needsRecognition(scan, viewport, words(12))).toBe(true);
});

test('a picture with a text layer is not', () => {
  expect(needsRecognition(scan, viewport, words(40))).toBe(false);
});

test('a picture in strips is one', () => {
  const strip: [number, unknown][] = [
    [OPS.save, null],
    [OPS.transform, [600, 0, 0, 100, 0, 0]],
    [OPS.paintImageMaskXObject, [{}]],
    [OPS.restore, null],
  ];
  expect(needsRecognition(operators(...strip, ...strip, ...strip), viewport, words(3))).toBe(true);
  expect(needsRecognition(operators(...strip), viewport, words(3))).toBe(false);
});

test('a page drawn without words is recognised, an empty one is not', () => {
  expect(needsRecognition(operators([OPS.constructPath, [0, [null], null]]), viewport, words(0))).toBe(true);
  expect(needsRecognition(operators([OPS.constructPath, [0, [null], null]]), viewport, words(2))).toBe(false);
  expect(needsRecognition(operators([OPS.save, null]), viewport, words(0))).toBe(false);
});
