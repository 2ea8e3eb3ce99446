import { expect, test } from 'vitest';
import { findSkew, straighten, turned } from './deskew.ts';
import type { GreyPicture } from './page-picture.ts';

const [WIDTH, HEIGHT] = [1200, 1600];

/** Lines a few pixels thick, turned by `degrees` about the middle. */
function ruled(degrees: number): GreyPicture {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(240);
  const slope = Math.tan((degrees * Math.PI) / 180);
  for (let line = 200; line < 1400; line += 40)
    for (let x = 150; x < 1050; x += 1)
      for (let thick = 0; thick < 3; thick += 1)
        data[Math.round(line + (x - WIDTH / 2) * slope + thick) * WIDTH + x] = 60;
  return { width: WIDTH, height: HEIGHT, data };
}

test.each([-2.6, -1.2, -0.4, 0, 0.7, 1.9])('a page turned by %d degrees is measured', (degrees) => {
  expect((findSkew(ruled(degrees)) * 180) / Math.PI).toBeCloseTo(degrees, 0.8);
});

test('a blank page and a page of noise are left as they are', () => {
  expect(findSkew({ width: 300, height: 400, data: new Uint8Array(120_000).fill(250) })).toBe(0);
});

test('a straightened page has its lines in rows', () => {
  const { data } = straighten(ruled(1.2), (1.2 * Math.PI) / 180);
  const dark = (y: number) => {
    let count = 0;
    for (let x = 200; x < 1000; x += 1) if ((data[y * WIDTH + x] as number) < 150) count += 1;
    return count;
  };
  const fullRows = Array.from({ length: HEIGHT }, (_, y) => dark(y)).filter((count) => count > 750);
  expect(fullRows.length).toBeGreaterThanOrEqual(30);
});

test('a point goes back to where it was on the turned page', () => {
  const [x, y] = turned(WIDTH / 2 + 100, HEIGHT / 2, (2 * Math.PI) / 180, WIDTH, HEIGHT);
  expect(x).toBeCloseTo(WIDTH / 2 + 99.94, 1);
  expect(y).toBeCloseTo(HEIGHT / 2 + 3.49, 1);
});
