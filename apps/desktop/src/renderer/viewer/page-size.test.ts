import { expect, it } from 'vitest';
import { pageSize } from './page-size.ts';

const a4 = { width: 595, height: 842 };

it('fits the whole page', () => {
  const size = pageSize(a4, { widthPx: 1280, heightPx: 842 }, 'page', 1);
  expect([size.widthPx, size.heightPx]).toEqual([595, 842]);
  expect(size.renderScale).toBe(1);
});

it('fits the width and lets the page be taller than the view', () => {
  const size = pageSize(a4, { widthPx: 1190, heightPx: 700 }, 'width', 2);
  expect([size.widthPx, size.heightPx]).toEqual([1190, 1684]);
  expect(size.canvasWidthPx).toBe(2380);
});

it('never asks for a canvas that a browser refuses', () => {
  const size = pageSize(a4, { widthPx: 3840, heightPx: 2160 }, 'width', 3);
  expect(size.canvasWidthPx * size.canvasHeightPx).toBeLessThanOrEqual(16_777_216);
  expect(size.widthPx).toBe(3840);
});
