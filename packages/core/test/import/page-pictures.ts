/** Pictures of pages, made here: four corners of four colours, so that it shows how they lie. */
import { createCanvas, ImageData } from '@napi-rs/canvas';

export type Rgb = readonly [red: number, green: number, blue: number];

export interface Corners {
  readonly topLeft: Rgb;
  readonly topRight: Rgb;
  readonly bottomRight: Rgb;
  readonly bottomLeft: Rgb;
}

export const CORNERS: Corners = {
  topLeft: [255, 0, 0],
  topRight: [0, 255, 0],
  bottomRight: [0, 0, 255],
  bottomLeft: [0, 0, 0],
};

export function drawCorners(width: number, height: number, corners: Corners = CORNERS) {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  const [x, y] = [width / 2, height / 2];
  const quarter = ([red, green, blue]: Rgb, left: number, top: number) => {
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    context.fillRect(left, top, x, y);
  };
  quarter(corners.topLeft, 0, 0);
  quarter(corners.topRight, x, 0);
  quarter(corners.bottomRight, x, y);
  quarter(corners.bottomLeft, 0, y);
  return canvas;
}

export async function pictureOf(
  kind: 'jpeg' | 'png' | 'webp',
  width = 60,
  height = 80,
  corners = CORNERS,
): Promise<Buffer> {
  const canvas = drawCorners(width, height, corners);
  return kind === 'png' ? canvas.encode('png') : canvas.encode(kind, 100);
}

/** The picture says that it is to be turned: the numbers of EXIF. */
export function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const ifd = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const exif = Buffer.from([...Buffer.from('Exif\0\0MM\0*'), 0, 0, 0, 8, ...ifd]);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/** As a camera at night sees a printed page: black bars on paper that a shadow crosses, and grain. */
export function photographOfPage(width = 400, height = 560) {
  const canvas = createCanvas(width, height);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const paper = 230 - (x / width) * 120;
      const isInk = y % 40 < 3 && x > 20 && x < width - 20;
      const grain = ((x * 7919 + y * 104_729) % 13) - 6;
      const level = isInk ? paper * 0.25 : paper + grain;
      pixels.set([level, level, level, 255], (y * width + x) * 4);
    }
  }
  canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}

export interface TiffPage {
  readonly width: number;
  readonly height: number;
  /** TIFF 6.0, tag 259. */
  readonly compression?: number;
  /** Tag 262: 0 white is zero, 2 RGB. */
  readonly photometric: number;
  readonly bits: readonly number[];
  readonly orientation?: number;
  readonly data: Buffer;
}

/** Little-endian, one strip a page. */
export function tiffOf(pages: readonly TiffPage[]): Buffer {
  const parts: Buffer[] = [Buffer.from('II*\0'), Buffer.alloc(4)];
  let at = 8;
  let link: [part: Buffer, offset: number] = [parts[1] as Buffer, 0];
  const put = (part: Buffer) => {
    const start = at;
    parts.push(part);
    at += part.length;
    return start;
  };
  for (const page of pages) {
    const data = put(Buffer.concat([page.data, Buffer.alloc(page.data.length % 2)]));
    const bits = put(Buffer.from(new Uint16Array(page.bits).buffer));
    const isOneBits = page.bits.length === 1;
    const entries: [tag: number, type: 3 | 4, count: number, value: number][] = [
      [256, 4, 1, page.width],
      [257, 4, 1, page.height],
      [258, 3, page.bits.length, isOneBits ? (page.bits[0] as number) : bits],
      [259, 3, 1, page.compression ?? 1],
      [262, 3, 1, page.photometric],
      [273, 4, 1, data],
      [274, 3, 1, page.orientation ?? 1],
      [277, 3, 1, page.bits.length],
      [278, 4, 1, page.height],
      [279, 4, 1, page.data.length],
    ];
    const ifd = Buffer.alloc(2 + entries.length * 12 + 4);
    ifd.writeUInt16LE(entries.length, 0);
    for (const [index, [tag, type, count, value]] of entries.entries()) {
      ifd.writeUInt16LE(tag, 2 + index * 12);
      ifd.writeUInt16LE(type, 4 + index * 12);
      ifd.writeUInt32LE(count, 6 + index * 12);
      ifd.writeUInt32LE(value, 10 + index * 12);
    }
    const start = put(ifd);
    link[0].writeUInt32LE(start, link[1]);
    link = [ifd, ifd.length - 4];
  }
  return Buffer.concat(parts);
}

/** RGB, as a colour scanner writes it. */
export function tiffPageOf(width = 60, height = 80, orientation = 1): TiffPage {
  const { data } = drawCorners(width, height).getContext('2d').getImageData(0, 0, width, height);
  const rgb = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) rgb.set(data.subarray(at * 4, at * 4 + 3), at * 3);
  return { width, height, photometric: 2, bits: [8, 8, 8], orientation, data: rgb };
}
