/** What of a picture goes into the PDF: its own bytes where they can stay, else the pixels of what is left of it. */
import { deflateSync } from 'node:zlib';
import { isWholePicture, type PicturePage } from '@mirubato/domain/import';
import { ok, type Result } from '@mirubato/domain/problem';
import type { Canvas } from '@napi-rs/canvas';
import { greyOf } from '../page-picture.ts';
import { applyContrast, contrastOf, drawPart, free } from './draw-part.ts';
import type { OpenPicture, PictureKind } from './picture-file.ts';

export type PageImage =
  | { readonly kind: 'jpeg'; readonly bytes: Buffer }
  | {
      readonly kind: 'pixels';
      readonly width: number;
      readonly height: number;
      readonly colours: 'DeviceGray' | 'DeviceRGB';
      readonly bitsPerColour: 1 | 8;
      /** Rows from the top, each from a whole byte on; Flate. */
      readonly deflated: Buffer;
    };

/** Of what was lossy before: no loss that is seen, at half the bytes of 98. */
const JPEG_QUALITY = 92;

const LOSSY_KINDS: readonly PictureKind[] = ['jpeg', 'webp', 'heic'];

const STRIP_ROWS = 256;

/** Problems: as of `OpenPicture.draw`. */
export async function pageImageOf(
  picture: OpenPicture,
  { page, crop, contrast }: Pick<PicturePage, 'page' | 'crop' | 'contrast'>,
): Promise<Result<PageImage>> {
  if (picture.kind === 'jpeg' && contrast === 'none' && isWholePicture(crop))
    return ok({ kind: 'jpeg', bytes: picture.bytes });
  const drawn = await picture.draw(page);
  if (!drawn.ok) return drawn;
  const canvas = drawPart(drawn.value, crop);
  free(drawn.value);
  try {
    if (contrast === 'black-and-white')
      return ok(blackAndWhite(canvas, contrastOf(greyOf(canvas), contrast)));
    if (contrast === 'contrast') applyContrast(canvas, contrast);
    const isLossy = contrast !== 'none' || LOSSY_KINDS.includes(picture.kind);
    if (isLossy) return ok({ kind: 'jpeg', bytes: await canvas.encode('jpeg', JPEG_QUALITY) });
    return ok(lossless(canvas));
  } finally {
    free(canvas);
  }
}

/** In as few bits as its colours need. */
function lossless(canvas: Canvas): PageImage {
  const { width, height } = canvas;
  const colours = coloursOf(canvas);
  if (colours !== 'all') {
    const { data } = greyOf(canvas);
    if (colours === 'black-and-white') return blackAndWhite(canvas, data);
    return {
      kind: 'pixels',
      width,
      height,
      colours: 'DeviceGray',
      bitsPerColour: 8,
      deflated: deflate(data),
    };
  }
  const data = Buffer.alloc(width * height * 3);
  let at = 0;
  forEachPixel(canvas, (red, green, blue) => {
    data[at++] = red;
    data[at++] = green;
    data[at++] = blue;
  });
  return { kind: 'pixels', width, height, colours: 'DeviceRGB', bitsPerColour: 8, deflated: deflate(data) };
}

function coloursOf(canvas: Canvas): 'black-and-white' | 'grey' | 'all' {
  let isGrey = true;
  let isBlackAndWhite = true;
  forEachPixel(canvas, (red, green, blue) => {
    if (red !== green || red !== blue) isGrey = false;
    if (red !== 0 && red !== 255) isBlackAndWhite = false;
  });
  if (!isGrey) return 'all';
  return isBlackAndWhite ? 'black-and-white' : 'grey';
}

/** @param levels 0 is ink, all else paper */
function blackAndWhite({ width, height }: Canvas, levels: Uint8Array): PageImage {
  const rowBytes = Math.ceil(width / 8);
  const data = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const byte = y * rowBytes + (x >> 3);
      if (levels[y * width + x] !== 0) data[byte] = (data[byte] as number) | (0x80 >> (x & 7));
    }
  }
  return { kind: 'pixels', width, height, colours: 'DeviceGray', bitsPerColour: 1, deflated: deflate(data) };
}

function deflate(data: Uint8Array): Buffer {
  return deflateSync(data, { level: 6 });
}

function forEachPixel(canvas: Canvas, see: (red: number, green: number, blue: number) => void): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const { data } = context.getImageData(0, top, width, Math.min(STRIP_ROWS, height - top));
    for (let at = 0; at < data.length; at += 4)
      see(data[at] as number, data[at + 1] as number, data[at + 2] as number);
  }
}
