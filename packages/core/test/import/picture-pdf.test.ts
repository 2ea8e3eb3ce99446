/** What the threads make of pictures, asked directly. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { crc32, inflateSync } from 'node:zlib';
import { type PicturePage, WHOLE_PICTURE } from '@mirubato/domain/import';
import { type Result, unwrap } from '@mirubato/domain/problem';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPdf } from '../../src/import/pdf-document.ts';
import { openPicture } from '../../src/import/pictures/picture-file.ts';
import { inspect, makePdf } from '../../src/import/pictures/picture-worker.ts';
import { temporaryFolder } from '../temporary.ts';
import {
  CORNERS,
  type Corners,
  drawCorners,
  photographOfPage,
  pictureOf,
  type Rgb,
  tiffOf,
  tiffPageOf,
  withOrientation,
} from './page-pictures.ts';

type Change = Partial<Omit<PicturePage, 'pictureId'>>;

const LONG_SIDE_PT = 842;

describe('a PDF of pictures', () => {
  it('7.61 has a page for each, in their order, of the shape of the picture', async () => {
    const wide = await pictureOf('png', 80, 40);
    const { pages } = await shown(
      await made([
        [await pictureOf('jpeg')],
        [wide],
        [await pictureOf('webp')],
        [tiffOf([tiffPageOf(), tiffPageOf(30, 90)]), { page: 2 }],
      ]),
    );
    expect(pages.map(({ widthPt, heightPt }) => [Math.round(widthPt), Math.round(heightPt)])).toEqual([
      [631, LONG_SIDE_PT],
      [LONG_SIDE_PT, 421],
      [631, LONG_SIDE_PT],
      [281, LONG_SIDE_PT],
    ]);
    for (const { corners } of pages) expectCorners(corners, CORNERS);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    '7.51 is upright where EXIF says %i, treated or not',
    async (orientation) => {
      const [width, height] = [60, 80];
      const lying = withOrientation(await lyingJpeg(width, height, orientation), orientation);
      const tiff = tiffOf([
        { ...tiffPageOf(), ...pixelsOf(lyingCanvas(width, height, orientation)), orientation },
      ]);
      const { pages } = await shown(
        await made([[lying], [lying, { crop: { left: 0, top: 0, width: 0.9, height: 0.9 } }], [tiff]]),
      );
      for (const { corners, widthPt, heightPt } of pages) {
        expectCorners(corners, CORNERS);
        expect(widthPt / heightPt).toBeCloseTo(0.75, 1);
      }
    },
  );

  it('7.61 shows a page turned as it was asked for', async () => {
    const { topLeft, topRight, bottomRight, bottomLeft } = CORNERS;
    const { pages } = await shown(
      await made([
        [await pictureOf('jpeg'), { rotation: 90 }],
        [await pictureOf('png'), { rotation: 270 }],
      ]),
    );
    expect(pages.map(({ widthPt }) => Math.round(widthPt))).toEqual([LONG_SIDE_PT, LONG_SIDE_PT]);
    const clockwise = {
      topLeft: bottomLeft,
      topRight: topLeft,
      bottomRight: topRight,
      bottomLeft: bottomRight,
    };
    expectCorners(pages[0]?.corners, clockwise);
    const back = { topLeft: topRight, topRight: bottomRight, bottomRight: bottomLeft, bottomLeft: topLeft };
    expectCorners(pages[1]?.corners, back);
  });

  it('7.62 holds the bytes of a JPEG as they were, and every pixel of PNG and TIFF', async () => {
    const jpeg = await pictureOf('jpeg');
    const pdf = await made([[jpeg], [await pictureOf('png', 61, 80)], [tiffOf([tiffPageOf(61, 80)])]]);
    expect(pdf.includes(jpeg)).toBe(true);
    const { data } = pixelsOf(drawCorners(61, 80));
    const unpacked = imageStreams(pdf).filter(({ entries }) => entries.includes('FlateDecode'));
    expect(unpacked.map(({ bytes }) => inflateSync(bytes).equals(data))).toEqual([true, true]);
  });

  it('7.62 has nothing of what was cropped away', async () => {
    const crop = { left: 0.5, top: 0, width: 0.5, height: 0.5 };
    const pdf = await made([
      [await pictureOf('png'), { crop }],
      [await pictureOf('jpeg'), { crop }],
    ]);
    for (const { entries } of imageStreams(pdf)) {
      expect(entries).toContain('/Width 30');
      expect(entries).toContain('/Height 40');
    }
    const green = CORNERS.topRight;
    for (const { corners } of (await shown(pdf)).pages)
      expectCorners(corners, { topLeft: green, topRight: green, bottomRight: green, bottomLeft: green });
  });

  it('7.62 keeps grey pictures in grey, and those of two colours in bits', async () => {
    const grey: Rgb = [128, 128, 128];
    const [black, white]: Rgb[] = [
      [0, 0, 0],
      [255, 255, 255],
    ];
    const corners = (one: Rgb, other: Rgb) => ({
      ...{ topLeft: one, topRight: other },
      ...{ bottomRight: one, bottomLeft: other },
    });
    const pdf = await made([
      [await pictureOf('png', 60, 80, corners(grey, white as Rgb))],
      [await pictureOf('png', 60, 80, corners(black as Rgb, white as Rgb))],
    ]);
    const [first, second] = imageStreams(pdf).map(({ entries }) => entries);
    expect(first).toMatch(/DeviceGray[\s\S]*BitsPerComponent 8/);
    expect(second).toMatch(/DeviceGray[\s\S]*BitsPerComponent 1\b/);
    expectCorners((await shown(pdf)).pages[1]?.corners, corners(black as Rgb, white as Rgb));
  });

  it('7.63 has the same bytes for the same pictures, and others for another treatment', async () => {
    const pages: [Buffer, Change?][] = [
      [await pictureOf('jpeg')],
      [await pictureOf('png'), { contrast: 'contrast' }],
    ];
    const hash = (pdf: Buffer) => createHash('sha256').update(pdf).digest('hex');
    const first = hash(await made(pages));
    expect(hash(await made(pages))).toBe(first);
    expect(hash(await made(pages.toReversed()))).not.toBe(first);
    const pdf = await made(pages);
    expect(pdf.toString('latin1')).not.toMatch(/\(D:\d{4}/);
  });

  it('7.64 makes paper white under a shadow, and ink stays', async () => {
    const photograph = await photographOfPage().encode('png');
    for (const contrast of ['contrast', 'black-and-white'] as const) {
      const { pages } = await shown(await made([[photograph, { contrast }]]));
      const { at } = pages[0] as Shown;
      // Between two bars, and on one, from the lightest place to the darkest.
      for (const x of [0.1, 0.5, 0.9]) {
        expect(at(x, 20 / 560)[0], `paper at ${x}`).toBeGreaterThan(245);
        expect(at(x, 41.5 / 560)[0], `ink at ${x}`).toBeLessThan(60);
      }
    }
    const bits = await made([[photograph, { contrast: 'black-and-white' }]]);
    expect(imageStreams(bits)[0]?.entries).toMatch(/BitsPerComponent 1\b/);
  });

  it('7.65 refuses what is no picture, cut off, too large, and a TIFF of a kind that is not read', async () => {
    const [png, jpeg, webp] = [await pictureOf('png'), await pictureOf('jpeg'), await pictureOf('webp')];
    const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length - 20);
    const wrong = Buffer.from(png);
    wrong[wrong.length - 30] = (wrong[wrong.length - 30] as number) ^ 0xff;
    const large = Buffer.from(png);
    large.writeUInt32BE(40_000, 16);
    const tiff = tiffOf([tiffPageOf()]);
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const codes = {
      empty: codeOf(openPicture(Buffer.alloc(0))),
      letter: codeOf(openPicture(Buffer.from('Dear Sir or Madam'))),
      byte: codeOf(openPicture(Buffer.from('x'))),
      svg: codeOf(openPicture(svg)),
      pdf: codeOf(openPicture(Buffer.from('%PDF-1.7 and more'))),
      'head of a heic': codeOf(openPicture(heic)),
      png: codeOf(openPicture(cut(png))),
      'png with a wrong byte': codeOf(openPicture(wrong)),
      jpeg: codeOf(openPicture(cut(jpeg))),
      webp: codeOf(openPicture(cut(webp))),
      tiff: codeOf(openPicture(tiff.subarray(0, tiff.length - 300))),
      'tiff of another kind': codeOf(openPicture(tiffOf([{ ...tiffPageOf(), compression: 34_661 }]))),
      large: codeOf(openPicture(withCrc(large))),
      'large tiff': codeOf(openPicture(tiffOf([{ ...tiffPageOf(), width: 20_000, height: 20_000 }]))),
    };
    expect(codes).toEqual({
      empty: 'file-empty',
      letter: 'not-a-picture',
      byte: 'not-a-picture',
      svg: 'not-a-picture',
      pdf: 'not-a-picture',
      'head of a heic': 'picture-damaged',
      png: 'picture-damaged',
      'png with a wrong byte': 'picture-damaged',
      jpeg: 'picture-damaged',
      webp: 'picture-damaged',
      tiff: 'picture-damaged',
      'tiff of another kind': 'not-a-picture',
      large: 'picture-too-large',
      'large tiff': 'picture-too-large',
    });
  });

  it('7.65 names the picture, and leaves nothing, when one of them is bad', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'good'), await pictureOf('png'));
    await writeFile(join(folder, 'bad'), 'Dear Sir or Madam');
    const pages = ['good', 'bad'].map((name) => pageAt(join(folder, name), {}));
    const pdfPath = join(folder, 'score.pdf');
    const refused = await makePdf({
      pages,
      pdfPath,
      partialPath: `${pdfPath}.partial`,
      maxBytes: 1e9,
      progress: port(),
    });
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: 'not-a-picture', detail: expect.stringMatching(/^bad: /) },
    });
    expect(existsSync(pdfPath)).toBe(false);
    const tooLarge = await makePdf({
      ...{ pages: pages.slice(0, 1), pdfPath, partialPath: `${pdfPath}.partial`, progress: port() },
      maxBytes: 100,
    });
    expect(codeOf(tooLarge)).toBe('file-too-large');
  });

  it('7.61 reads a TIFF as fax machines pack it', async () => {
    const data = await readFile(new URL('./fixtures/scan-600dpi.g4', import.meta.url));
    const [width, height] = [4961, 7016];
    const tiff = tiffOf([{ width, height, compression: 4, photometric: 0, bits: [1], data }]);
    const pdf = await made([[tiff]]);
    expect(imageStreams(pdf)[0]?.entries).toMatch(/BitsPerComponent 1\b/);
    const { at } = (await shown(pdf)).pages[0] as Shown;
    expect(at(0.01, 0.01)).toEqual([255, 255, 255]);
  });

  it('a picture is looked at once, with a preview of each of its pages', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'scan');
    await writeFile(path, tiffOf([tiffPageOf(), tiffPageOf(30, 20)]));
    expect(unwrap(await inspect({ path, progress: port() }))).toEqual([
      { widthPx: 60, heightPx: 80 },
      { widthPx: 30, heightPx: 20 },
    ]);
    expect((await readdir(folder)).sort()).toEqual(['scan', 'scan.1.webp', 'scan.2.webp']);
  });
});

function pageAt(path: string, change: Change) {
  return {
    ...{ path, fileName: path.split('/').at(-1) ?? '' },
    ...{ page: 1, crop: WHOLE_PICTURE, rotation: 0 as const, contrast: 'none' as const },
    ...change,
  };
}

async function made(pictures: readonly [Buffer, Change?][]): Promise<Buffer> {
  const folder = await temporaryFolder();
  const pages = pictures.map(([, change = {}], index) => pageAt(join(folder, String(index)), change));
  for (const [index, [bytes]] of pictures.entries()) await writeFile(join(folder, String(index)), bytes);
  const pdfPath = join(folder, 'score.pdf');
  unwrap(
    await makePdf({ pages, pdfPath, partialPath: `${pdfPath}.partial`, maxBytes: 1e9, progress: port() }),
  );
  return readFile(pdfPath);
}

function port() {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  return port2;
}

interface Shown {
  readonly widthPt: number;
  readonly heightPt: number;
  /** In the middle of each quarter. */
  readonly corners: Corners;
  /** At fractions of width and height. */
  at(x: number, y: number): Rgb;
}

async function shown(pdf: Buffer): Promise<{ pages: Shown[] }> {
  const { document, end } = unwrap(await openPdf(new Uint8Array(pdf)));
  const pages: Shown[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: 1 });
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
    await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport, background: 'white' })
      .promise;
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const at = (x: number, y: number): Rgb => {
      const start = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
      return [data[start] as number, data[start + 1] as number, data[start + 2] as number];
    };
    pages.push({
      widthPt: viewport.width,
      heightPt: viewport.height,
      at,
      corners: {
        topLeft: at(0.25, 0.25),
        topRight: at(0.75, 0.25),
        bottomRight: at(0.75, 0.75),
        bottomLeft: at(0.25, 0.75),
      },
    });
  }
  await end();
  return { pages };
}

/** JPEG is never quite what it was. */
function expectCorners(found: Corners | undefined, wanted: Corners): void {
  for (const corner of ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'] as const)
    for (const channel of [0, 1, 2])
      expect(
        Math.abs((found?.[corner][channel] ?? 999) - (wanted[corner][channel] as number)),
        `${corner} ${found?.[corner]}`,
      ).toBeLessThan(24);
}

/** How an upright picture is stored when EXIF is to turn it back. */
function lyingCanvas(width: number, height: number, orientation: number) {
  const isTurned = orientation > 4;
  const canvas = isTurned ? createCanvas(height, width) : createCanvas(width, height);
  const context = canvas.getContext('2d');
  const [w, h] = [width, height];
  const matrix = [
    [1, 0, 0, 1, 0, 0],
    [-1, 0, 0, 1, w, 0],
    [-1, 0, 0, -1, w, h],
    [1, 0, 0, -1, 0, h],
    [0, 1, 1, 0, 0, 0],
    [0, -1, 1, 0, 0, w],
    [0, -1, -1, 0, h, w],
    [0, 1, -1, 0, h, 0],
  ][orientation - 1] as [number, number, number, number, number, number];
  context.setTransform(...matrix);
  context.drawImage(drawCorners(width, height), 0, 0);
  return canvas;
}

function lyingJpeg(width: number, height: number, orientation: number): Promise<Buffer> {
  return lyingCanvas(width, height, orientation).encode('jpeg', 100);
}

function pixelsOf(canvas: ReturnType<typeof drawCorners>) {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const rgb = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) rgb.set(data.subarray(at * 4, at * 4 + 3), at * 3);
  return { width, height, data: rgb };
}

function imageStreams(pdf: Buffer): { entries: string; bytes: Buffer }[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/<<((?:(?!>>)[\s\S])*\/Subtype \/Image(?:(?!>>)[\s\S])*)>>\nstream\n/g)].map(
    ({ 0: head, 1: entries = '', index }) => {
      const length = Number(/\/Length (\d+)/.exec(entries)?.[1]);
      const start = index + head.length;
      return { entries, bytes: pdf.subarray(start, start + length) };
    },
  );
}

/** The checksum of the header is made right again, so that nothing but its size is wrong. */
function withCrc(png: Buffer): Buffer {
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.problem.code;
}
