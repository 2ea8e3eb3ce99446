/** Small pictures of pages, on which a person chooses what becomes of them. */
import { readFile, writeFile } from 'node:fs/promises';
import { type Canvas, createCanvas, Image } from '@napi-rs/canvas';
import { applyContrast, free } from './draw-part.ts';
import type { PreviewJob } from './picture-job.ts';

/** Enough for a crop to be chosen on a screen of double density. */
const PREVIEW_SIDE_PX = 1600;

/** Staff lines stay clean from here. */
const WEBP_QUALITY = 80;

/** What `previewOf` begins with, so that a picture is unpacked once only. */
export async function writePreview(source: Image | Canvas, path: string): Promise<void> {
  const canvas = drawSmall(source, PREVIEW_SIDE_PX);
  await writeFile(path, await canvas.encode('webp', WEBP_QUALITY));
  free(canvas);
}

/** WebP, with contrast and turned; not cropped. */
export async function previewOf({ path, maxSidePx, contrast, rotation }: PreviewJob): Promise<Uint8Array> {
  const image = new Image();
  image.src = await readFile(path);
  await image.decode();
  const canvas = drawSmall(image, maxSidePx);
  free(image);
  if (contrast !== 'none') applyContrast(canvas, contrast);
  return new Uint8Array(await turn(canvas, rotation).encode('webp', WEBP_QUALITY));
}

function drawSmall(source: Image | Canvas, maxSidePx: number): Canvas {
  const scale = Math.min(1, maxSidePx / Math.max(source.width, source.height));
  const width = Math.max(1, Math.round(source.width * scale));
  const height = Math.max(1, Math.round(source.height * scale));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  return canvas;
}

function turn(canvas: Canvas, rotation: PreviewJob['rotation']): Canvas {
  if (rotation === 0) return canvas;
  const { width, height } = canvas;
  const turned = rotation === 180 ? createCanvas(width, height) : createCanvas(height, width);
  const context = turned.getContext('2d');
  context.translate(turned.width / 2, turned.height / 2);
  context.rotate((rotation * Math.PI) / 180);
  context.drawImage(canvas, -width / 2, -height / 2);
  return turned;
}
