/** Tells what a file of a picture is, that it is whole, and gives its pages to be drawn. */
import { crc32 } from 'node:zlib';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { type Canvas, Image } from '@napi-rs/canvas';
import { imageSize } from 'image-size';
import { isHeic, openHeic } from './heic-file.ts';
import { checkSize } from './picture-size.ts';
import { openTiff } from './tiff-file.ts';

export type PictureKind = 'jpeg' | 'png' | 'webp' | 'tiff' | 'heic';

export interface OpenPicture {
  readonly kind: PictureKind;
  readonly bytes: Buffer;
  readonly pageCount: number;
  /** Upright, as its EXIF (HEIC: its own rotation) says; to be freed with `free`. @param page from 1 */
  draw(page: number): Promise<Result<Image | Canvas>>;
}

const KIND_BY_TYPE: Readonly<Record<string, PictureKind>> = {
  jpg: 'jpeg',
  png: 'png',
  webp: 'webp',
  tiff: 'tiff',
};

/** ITU T.81, table B.1: start of image, and the marker that follows it. */
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);
const JPEG_START_OF_SCAN = Buffer.from([0xff, 0xda]);
const JPEG_END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

const DAMAGED = 'Bytes are missing or wrong.';

/** Problems: `file-empty`, `not-a-picture`, `picture-damaged`, `picture-too-large`. */
export function openPicture(bytes: Buffer): Result<OpenPicture> {
  if (bytes.length === 0) return fail('file-empty', 'The file has no bytes.');
  if (isHeic(bytes)) return openHeic(bytes);
  const kind = kindOf(bytes);
  if (!kind) return fail('not-a-picture', 'It is neither PNG, JPEG, WebP, TIFF nor HEIC.');
  if (kind === 'tiff') return openTiff(bytes);
  if (!isWhole(bytes, kind)) return fail('picture-damaged', DAMAGED);
  const size = checkedSize(bytes);
  if (!size.ok) return size;
  return ok({ kind, bytes, pageCount: 1, draw: () => decode(bytes) });
}

function kindOf(bytes: Buffer): PictureKind | undefined {
  if (bytes.subarray(0, 3).equals(JPEG_START)) return 'jpeg';
  if (/^(?:II\*\0|MM\0\*)$/.test(bytes.toString('latin1', 0, 4))) return 'tiff';
  try {
    return KIND_BY_TYPE[imageSize(bytes).type ?? ''];
  } catch {
    return undefined;
  }
}

/** Before it is unpacked: a file of a few kilobytes may say that it has many gigabytes. */
function checkedSize(bytes: Buffer): Result<void> {
  try {
    const { width, height } = imageSize(bytes);
    return width > 0 && height > 0 ? checkSize(width, height) : fail('picture-damaged', DAMAGED);
  } catch (cause) {
    return fail('picture-damaged', DAMAGED, { cause: String(cause) });
  }
}

/** The decoder draws what is there of a file that was cut off, and grey for the rest. */
function isWhole(bytes: Buffer, kind: PictureKind): boolean {
  if (kind === 'png') return isWholePng(bytes);
  if (kind === 'webp') return bytes.readUInt32LE(4) + 8 <= bytes.length;
  // The last scan ends the picture: within it these two bytes are never data.
  return bytes.lastIndexOf(JPEG_END_OF_IMAGE) > bytes.lastIndexOf(JPEG_START_OF_SCAN);
}

/** PNG 5.3: length, type, data and CRC of each chunk, up to IEND. */
function isWholePng(bytes: Buffer): boolean {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      return false;
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return true;
    at = end;
  }
  return false;
}

async function decode(bytes: Buffer): Promise<Result<Image>> {
  const image = new Image();
  try {
    image.src = bytes;
    await image.decode();
    return image.width > 0 ? ok(image) : fail('picture-damaged', DAMAGED);
  } catch (cause) {
    return fail('picture-damaged', DAMAGED, { cause: String(cause) });
  }
}
