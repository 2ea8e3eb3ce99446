import { topOfMusic } from '@mirubato/domain/scores';
import { OPS, type PageViewport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import { expect, test } from 'vitest';
import { readDrawing } from './pdf-glyphs.ts';

const viewport = { transform: [1, 0, 0, -1, 0, 842], width: 595, height: 842 } as unknown as PageViewport;

function line(y: number, fromX = 40, toX = 550): [number, unknown[]] {
  return [OPS.constructPath, [OPS.stroke, [new Float32Array([0, fromX, y, 1, toX, y])], null]];
}

function firstStaff(operators: PDFOperatorList): number | null {
  return topOfMusic(readDrawing(operators, new Map(), viewport, 1));
}

function drawing(...operators: [number, unknown[] | null][]): PDFOperatorList {
  return {
    fnArray: operators.map(([operator]) => operator),
    argsArray: operators.map(([, args]) => args),
  } as PDFOperatorList;
}

const staffAt = (y: number) => [0, 1, 2, 3, 4].map((index) => line(y - index * 5));

test('the first of two staves', () => {
  expect(firstStaff(drawing(...staffAt(500), ...staffAt(700)))).toBeCloseTo(142, 0);
});

test('a rule under the heading is no staff', () => {
  expect(firstStaff(drawing(line(780), ...staffAt(700)))).toBeCloseTo(142, 0);
  expect(firstStaff(drawing(line(780), line(760)))).toBeNull();
});

test('lines drawn measure by measure, or scaled, are staff lines too', () => {
  const measures = staffAt(700).flatMap(() => []);
  for (let index = 0; index < 5; index += 1) {
    for (let x = 40; x < 540; x += 100) measures.push(line(700 - index * 5, x, x + 100) as never);
  }
  expect(firstStaff(drawing(...measures))).toBeCloseTo(142, 0);
  const scaled = [0, 1, 2, 3, 4].map((index) => line(7000 - index * 50, 400, 5500));
  const operators = drawing([OPS.save, null], [OPS.transform, [0.1, 0, 0, 0.1, 0, 0]], ...scaled, [
    OPS.restore,
    null,
  ]);
  expect(firstStaff(operators)).toBeCloseTo(142, 0);
});

test('lines drawn as thin rectangles are staff lines too', () => {
  const bars = [0, 1, 2, 3, 4].map((index): [number, unknown[]] => {
    const y = 700 - index * 5;
    return [
      OPS.constructPath,
      [OPS.fill, [new Float32Array([0, 40, y, 1, 550, y, 1, 550, y + 0.5, 1, 40, y + 0.5, 4])], null],
    ];
  });
  expect(firstStaff(drawing(...bars))).toBeCloseTo(141.5, 0);
});

test('an incipit is no first staff', () => {
  const incipit = [0, 1, 2, 3, 4].map((index) => line(760 - index * 5, 40, 100));
  expect(firstStaff(drawing(...incipit, ...staffAt(600)))).toBeCloseTo(242, 0);
});

test('a tablature is where music begins, too', () => {
  const tablature = [0, 1, 2, 3, 4, 5].map((index) => line(700 - index * 6));
  expect(firstStaff(drawing(...tablature, ...staffAt(600)))).toBeCloseTo(142, 0);
});
