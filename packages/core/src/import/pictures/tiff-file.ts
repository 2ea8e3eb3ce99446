/** Pages of a TIFF, as scanners write them. */
import { MAX_PICTURE_PAGES } from '@mirubato/domain/import';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas';
import UTIF, { type IFD } from 'utif2';
import type { OpenPicture } from './picture-file.ts';
import { checkSize } from './picture-size.ts';

/** TIFF 6.0: tags by their numbers. */
const TAG = {
  subfile: 't254',
  width: 't256',
  height: 't257',
  compression: 't259',
  stripOffsets: 't273',
  orientation: 't274',
  stripBytes: 't279',
  tileOffsets: 't324',
  tileBytes: 't325',
} as const;

/** None, CCITT, LZW, JPEG old and new, Deflate, PackBits. */
const READ_COMPRESSIONS = [1, 2, 3, 4, 5, 6, 7, 8, 32_773, 32_946];

type Ifd = IFD & { readonly [tag: string]: unknown };

/** Problems: as of `openPicture`. */
export function openTiff(bytes: Buffer): Result<OpenPicture> {
  let pages: Ifd[];
  try {
    // A scaled-down copy of another page is none.
    pages = (UTIF.decode(bytes) as Ifd[]).filter(
      (ifd) => numberOf(ifd, TAG.width) > 0 && (numberOf(ifd, TAG.subfile) & 1) === 0,
    );
  } catch (cause) {
    return fail('picture-damaged', 'The TIFF cannot be read.', { cause: String(cause) });
  }
  if (pages.length === 0) return fail('picture-damaged', 'There is no picture in the TIFF.');
  if (pages.length > MAX_PICTURE_PAGES)
    return fail('picture-too-large', `It has ${pages.length} pages; ${MAX_PICTURE_PAGES} are the most.`);
  for (const page of pages) {
    const checked = checkPage(page, bytes.length);
    if (!checked.ok) return checked;
  }
  return ok({
    kind: 'tiff',
    bytes,
    pageCount: pages.length,
    async draw(number) {
      const page = pages[number - 1];
      if (!page) return fail('not-found', `The picture has no page ${number}.`);
      return drawPage(bytes, page);
    },
  });
}

function checkPage(page: Ifd, sizeBytes: number): Result<void> {
  const compression = numberOf(page, TAG.compression) || 1;
  if (!READ_COMPRESSIONS.includes(compression))
    return fail('not-a-picture', `TIFFs with compression ${compression} are not read.`);
  const offsets = numbersOf(page, TAG.stripOffsets).concat(numbersOf(page, TAG.tileOffsets));
  const lengths = numbersOf(page, TAG.stripBytes).concat(numbersOf(page, TAG.tileBytes));
  const isWhole =
    offsets.length > 0 && offsets.every((offset, at) => offset + (lengths[at] ?? 0) <= sizeBytes);
  if (!isWhole) return fail('picture-damaged', 'Bytes are missing.');
  return checkSize(numberOf(page, TAG.width), numberOf(page, TAG.height));
}

function drawPage(bytes: Buffer, page: Ifd): Result<Canvas> {
  try {
    UTIF.decodeImage(bytes, page);
    const { width, height } = page;
    const pixels = UTIF.toRGBA8(page);
    // Unpacked bytes are held no longer than this page is worked on.
    page.data = undefined as never;
    const canvas = createCanvas(width, height);
    const clamped = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length);
    canvas.getContext('2d').putImageData(new ImageData(clamped, width, height), 0, 0);
    return ok(upright(canvas, numberOf(page, TAG.orientation)));
  } catch (cause) {
    return fail('picture-damaged', 'The TIFF cannot be read.', { cause: String(cause) });
  }
}

/** TIFF 6.0, tag 274, the numbers of EXIF: 1 as it lies, 6 to be turned clockwise, 2, 4, 5 and 7 mirrored. */
function upright(canvas: Canvas, orientation: number): Canvas {
  const { width: w, height: h } = canvas;
  const matrix = {
    2: [-1, 0, 0, 1, w, 0],
    3: [-1, 0, 0, -1, w, h],
    4: [1, 0, 0, -1, 0, h],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, h, 0],
    7: [0, -1, -1, 0, h, w],
    8: [0, -1, 1, 0, 0, w],
  }[orientation] as [number, number, number, number, number, number] | undefined;
  if (!matrix) return canvas;
  const turned = orientation >= 5 ? createCanvas(h, w) : createCanvas(w, h);
  const context = turned.getContext('2d');
  context.setTransform(...matrix);
  context.drawImage(canvas, 0, 0);
  return turned;
}

function numberOf(ifd: Ifd, tag: string): number {
  return numbersOf(ifd, tag)[0] ?? 0;
}

function numbersOf(ifd: Ifd, tag: string): number[] {
  const values = ifd[tag];
  return Array.isArray(values) || ArrayBuffer.isView(values) ? Array.from(values as ArrayLike<number>) : [];
}
