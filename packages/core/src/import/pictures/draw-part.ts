/** Draws a part of a picture, on white. */
import type { Crop, PictureContrast } from '@mirubato/domain/import';
import { type Canvas, createCanvas, Image, ImageData } from '@napi-rs/canvas';
import { type GreyPicture, greyOf } from '../page-picture.ts';
import { blacken, whiten } from './picture-contrast.ts';

/** Rows are put back in strips, so that a page is not held in colour twice. */
const STRIP_ROWS = 256;

/** At the size it has; a part has one pixel at least. To be freed with `free`. */
export function drawPart(source: Image | Canvas, crop: Crop): Canvas {
  const left = Math.min(source.width - 1, Math.round(crop.left * source.width));
  const top = Math.min(source.height - 1, Math.round(crop.top * source.height));
  const width = Math.max(1, Math.min(source.width - left, Math.round(crop.width * source.width)));
  const height = Math.max(1, Math.min(source.height - top, Math.round(crop.height * source.height)));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(source, -left, -top);
  return canvas;
}

/** Changes the pixels in place. */
export function applyContrast(canvas: Canvas, contrast: Exclude<PictureContrast, 'none'>): void {
  putGrey(canvas, contrastOf(greyOf(canvas), contrast));
}

/** Grey levels, row by row. */
export function contrastOf(picture: GreyPicture, contrast: Exclude<PictureContrast, 'none'>): Uint8Array {
  return contrast === 'contrast' ? whiten(picture) : blacken(picture);
}

/** Pixels lie outside of what the garbage collector counts, and are let go of when told. */
export function free(drawn: Image | Canvas): void {
  if (drawn instanceof Image) {
    // It says that nothing is no picture.
    drawn.onerror = () => undefined;
    drawn.src = new Uint8Array(0);
  } else {
    drawn.width = 1;
    drawn.height = 1;
  }
}

function putGrey(canvas: Canvas, levels: Uint8Array): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top);
    const colours = new Uint8ClampedArray(width * rows * 4);
    const start = top * width;
    for (let at = 0; at < width * rows; at += 1) {
      const level = levels[start + at] as number;
      colours[at * 4] = level;
      colours[at * 4 + 1] = level;
      colours[at * 4 + 2] = level;
      colours[at * 4 + 3] = 255;
    }
    context.putImageData(new ImageData(colours, width, rows), 0, top);
  }
}
