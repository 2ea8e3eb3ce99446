import { expect, test } from 'vitest';
import type { GreyPicture } from './page-picture.ts';
import { findFold, findPictureStaves } from './picture-staves.ts';

const [WIDTH, HEIGHT] = [1240, 1754];
const PX_PER_PT = 150 / 72;

function paper(level = 235): GreyPicture {
  return { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT).fill(level) };
}

function drawRow({ data }: GreyPicture, left: number, right: number, y: number, thick = 2, level = 90) {
  for (let row = y; row < y + thick; row += 1) data.fill(level, row * WIDTH + left, row * WIDTH + right);
}

function drawStaff(picture: GreyPicture, top: number, left = 100, right = 1140, space = 11): void {
  for (let line = 0; line < 5; line += 1) drawRow(picture, left, right, top + line * space);
}

test('staves are found from top to bottom, with their lines apart as they are', () => {
  const picture = paper();
  for (const top of [700, 300, 1100]) drawStaff(picture, top);
  const staves = findPictureStaves(picture, PX_PER_PT);
  expect(staves.map(({ top }) => Math.round(top))).toEqual([301, 701, 1101]);
  expect(staves[0]?.space).toBeCloseTo(11, 0);
});

test('grain, dirt, broken lines and shade do not hide them', () => {
  const picture = paper();
  drawStaff(picture, 400);
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  for (let at = 0; at < picture.data.length; at += 1) {
    const shade = 1 - (0.4 * (at % WIDTH)) / WIDTH;
    picture.data[at] = (picture.data[at] as number) * shade + (random() - 0.5) * 16;
    if (random() < 0.003) picture.data[at] = 30;
  }
  for (let x = 130; x < 1140; x += 60)
    for (let y = 395; y < 450; y += 1) picture.data.fill(180, y * WIDTH + x, y * WIDTH + x + 5);
  expect(findPictureStaves(picture, PX_PER_PT).map(({ top }) => Math.round(top))).toEqual([401]);
});

test('a line that sinks by half a degree is still one', () => {
  const picture = paper();
  for (let line = 0; line < 5; line += 1)
    for (let x = 100; x < 1140; x += 1)
      drawRow(picture, x, x + 1, Math.round(500 + line * 11 + x * Math.tan(Math.PI / 360)));
  expect(findPictureStaves(picture, PX_PER_PT)).toHaveLength(1);
});

test('rules, boxes, and rows of words are no staff', () => {
  const picture = paper();
  for (const y of [200, 260, 700]) drawRow(picture, 100, 1140, y, 3);
  for (let row = 0; row < 12; row += 1)
    for (let x = 100; x < 1140; x += 11) drawRow(picture, x, x + 8, 900 + row * 24, 12);
  expect(findPictureStaves(picture, PX_PER_PT)).toEqual([]);
});

test('two pages side by side meet where no staff goes on', () => {
  const sheet = paper();
  for (const top of [300, 500]) {
    drawStaff(sheet, top, 60, 560);
    drawStaff(sheet, top + 20, 680, 1180);
  }
  expect(findFold(sheet, PX_PER_PT)).toBeCloseTo(620, -1);
  const page = paper();
  drawStaff(page, 300);
  drawStaff(page, 500, 100, 560);
  expect(findFold(page, PX_PER_PT)).toBeNull();
});

test('a page of nothing has none', () => {
  expect(findPictureStaves(paper(), PX_PER_PT)).toEqual([]);
});
