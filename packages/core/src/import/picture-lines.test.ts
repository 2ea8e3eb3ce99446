import { expect, test } from 'vitest';
import type { GreyPicture } from './page-picture.ts';
import { findPictureLines } from './picture-lines.ts';

const [WIDTH, HEIGHT] = [1000, 400];
const PX_PER_PT = 225 / 72;

function paper(): GreyPicture {
  return { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT).fill(230) };
}

function drawBlock({ data }: GreyPicture, x: number, y: number, width: number, height: number): void {
  for (let row = y; row < y + height; row += 1) data.fill(40, row * WIDTH + x, row * WIDTH + x + width);
}

/** Letters as blocks: every third one is high. */
function drawWords(picture: GreyPicture, x: number, baseline: number, count: number, high = 30): void {
  for (let letter = 0; letter < count; letter += 1) {
    const height = letter % 3 === 0 ? high : Math.round(high * 0.65);
    drawBlock(picture, x + letter * high, baseline - height, Math.round(high * 0.6), height);
  }
}

const edges = (picture: GreyPicture) =>
  findPictureLines(picture, PX_PER_PT).map(({ left, right, baseline, rise }) => [
    left,
    right,
    baseline,
    rise,
  ]);

test('letters side by side are a line; what stands far from it is another', () => {
  const picture = paper();
  drawWords(picture, 100, 100, 7);
  drawWords(picture, 700, 100, 4);
  drawWords(picture, 300, 200, 7, 60);
  expect(edges(picture)).toEqual([
    [100, 298, 100, 30],
    [700, 808, 100, 30],
    [300, 696, 200, 60],
  ]);
});

test('dots over a letter and a dash belong to the line, and make it no larger', () => {
  const picture = paper();
  drawWords(picture, 100, 100, 7, 60);
  drawBlock(picture, 165, 28, 8, 8);
  drawBlock(picture, 180, 28, 8, 8);
  drawBlock(picture, 510, 75, 30, 7);
  const [line, ...others] = findPictureLines(picture, PX_PER_PT);
  expect(others).toEqual([]);
  expect(line?.rise).toBe(60);
  // The picture begins 12 pixels above the dots, so they are in it.
  const { data, width } = (line as NonNullable<typeof line>).picture;
  expect(data.subarray(14 * width, 15 * width).filter((grey) => grey < 100)).toHaveLength(16);
});

test('rules, dirt, and what hangs together with the lower edge are no lines', () => {
  const picture = paper();
  drawBlock(picture, 50, 50, 900, 3);
  for (let x = 20; x < 980; x += 47) drawBlock(picture, x, 120 + (x % 90), 1, 1);
  drawBlock(picture, 0, HEIGHT - 2, WIDTH, 2);
  for (const x of [200, 240, 280]) drawBlock(picture, x, HEIGHT - 50, 18, 50);
  expect(findPictureLines(picture, PX_PER_PT)).toEqual([]);
});
