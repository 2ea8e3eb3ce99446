/**
 * Pictures as phones write them. `corners.heic` and `corners.avif` are `drawCorners(240, 320)` as PNG through libheif's
 * `heif-enc -q 60`; `lying.heic` is the same turned anticlockwise, as JPEG whose EXIF says 6, through it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { WHOLE_PICTURE } from '@mirubato/domain/import';
import { type Result, unwrap } from '@mirubato/domain/problem';
import type { Canvas } from '@napi-rs/canvas';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPicture } from '../../src/import/pictures/picture-file.ts';
import { createPictureThreads } from '../../src/import/pictures/picture-threads.ts';
import { makePdf } from '../../src/import/pictures/picture-worker.ts';
import { temporaryFolder } from '../temporary.ts';
import { CORNERS, type Corners, type Rgb } from './page-pictures.ts';

/** ISO 23008-12: quarters of a turn, anticlockwise. */
const IROT_CLOCKWISE = 3;

/** Upright. */
const [WIDTH, HEIGHT] = [240, 320];

describe('HEIC', () => {
  it('7.71 lies as its own rotation says, once, whatever EXIF says beside it', async () => {
    const upright = await drawn(await fixture('corners.heic'));
    expect([upright.width, upright.height]).toEqual([WIDTH, HEIGHT]);
    expect(cornersOf(upright)).toEqual(CORNERS);

    const lying = await fixture('lying.heic');
    expect(lying.includes('Exif')).toBe(true);
    const turned = await drawn(withProperty(lying, 'irot', IROT_CLOCKWISE));
    expect([turned.width, turned.height]).toEqual([WIDTH, HEIGHT]);
    expect(cornersOf(turned)).toEqual(CORNERS);

    const asItLies = await drawn(lying);
    expect([asItLies.width, asItLies.height]).toEqual([HEIGHT, WIDTH]);
    const { topLeft, topRight, bottomRight, bottomLeft } = CORNERS;
    expect(cornersOf(asItLies)).toEqual({
      ...{ topLeft: topRight, topRight: bottomRight },
      ...{ bottomRight: bottomLeft, bottomLeft: topLeft },
    });
  });

  it('7.71 becomes a page of the PDF, and its preview is drawn, in a thread', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'IMG_1.HEIC');
    await writeFile(path, withProperty(await fixture('lying.heic'), 'irot', IROT_CLOCKWISE));
    const threads = createPictureThreads();
    onTestFinished(() => threads.close());
    expect(unwrap(await threads.inspect({ path }))).toEqual([{ widthPx: WIDTH, heightPx: HEIGHT }]);
    const pdfPath = join(folder, 'score.pdf');
    const page = {
      page: 1,
      crop: WHOLE_PICTURE,
      rotation: 0,
      contrast: 'none',
      path,
      fileName: 'a',
    } as const;
    const job = { pages: [page, page], pdfPath, partialPath: `${pdfPath}.partial`, maxBytes: 1e9 };
    unwrap(await threads.make(job));
    const pdf = await readFile(pdfPath);
    const images = pdf.toString('latin1').match(/\/Subtype \/Image[^>]*/g) ?? [];
    expect(images).toHaveLength(2);
    for (const entries of images) {
      expect(entries).toContain(`/Width ${WIDTH}`);
      expect(entries).toContain('DCTDecode');
    }
  });

  it('7.63 the same HEIC is the same bytes', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'IMG_1.HEIC');
    await writeFile(path, await fixture('corners.heic'));
    const made: Buffer[] = [];
    for (const name of ['a', 'b']) {
      const pdfPath = join(folder, `${name}.pdf`);
      const { port1, port2 } = new MessageChannel();
      onTestFinished(() => port1.close());
      const page = {
        page: 1,
        crop: WHOLE_PICTURE,
        rotation: 0,
        contrast: 'none',
        path,
        fileName: name,
      } as const;
      const job = {
        pages: [page],
        pdfPath,
        partialPath: `${pdfPath}.partial`,
        maxBytes: 1e9,
        progress: port2,
      };
      unwrap(await makePdf(job));
      made.push(await readFile(pdfPath));
    }
    expect(made[0]?.equals(made[1] as Buffer)).toBe(true);
  });

  it('7.65 refuses it cut off anywhere, damaged, and with the codec of another kind', async () => {
    const whole = await fixture('corners.heic');
    const codes = new Set<string>();
    for (let length = 12; length < whole.length; length += 29)
      codes.add(await codeOfDrawing(whole.subarray(0, length)));
    expect([...codes]).toEqual(['picture-damaged']);
    expect(await codeOfDrawing(whole)).toBe('ok');

    const avif = await fixture('corners.avif');
    expect(await codeOfDrawing(avif)).toBe('not-a-picture');
    const renamed = Buffer.from(avif);
    renamed.write('mif1', 8, 'latin1');
    expect(await codeOfDrawing(renamed)).toBe('not-a-picture');
  });

  it('7.65 refuses one that says it is too large, and one that is larger than it says', async () => {
    const tooLarge = await fixture('corners.heic');
    writeSize(tooLarge, 40_000, 40_000);
    expect(codeOf(openPicture(tooLarge))).toBe('picture-too-large');
    const understated = await fixture('corners.heic');
    writeSize(understated, 8, 8);
    expect(await codeOfDrawing(understated)).toBe('picture-damaged');
  });

  it('7.65 a thousand damaged ones are drawn or refused by name, and the next whole one is drawn', async () => {
    const whole = await fixture('corners.heic');
    const random = seeded(1);
    const codes = new Set<string>();
    for (let round = 0; round < 1000; round += 1) {
      const damaged = Buffer.from(whole);
      for (let hits = 0; hits <= random(4); hits += 1)
        damaged[12 + random(damaged.length - 12)] = random(256);
      codes.add(await codeOfDrawing(damaged));
    }
    const names = ['not-a-picture', 'ok', 'picture-damaged', 'picture-too-large'];
    expect(names).toEqual(expect.arrayContaining([...codes]));
    expect(codes).toContain('picture-damaged');
    expect(cornersOf(await drawn(whole))).toEqual(CORNERS);
  });
});

function fixture(name: string): Promise<Buffer> {
  return readFile(new URL(`./fixtures/${name}`, import.meta.url));
}

async function drawn(bytes: Buffer): Promise<Canvas> {
  return unwrap(await unwrap(openPicture(bytes)).draw(1)) as Canvas;
}

async function codeOfDrawing(bytes: Buffer): Promise<string> {
  const opened = openPicture(bytes);
  return codeOf(opened.ok ? await opened.value.draw(1) : opened);
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.problem.code;
}

/** What HEVC loses is rounded away: each corner is the one of `CORNERS` that it comes near, or what it is. */
function cornersOf(canvas: Canvas): Corners {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  const at = (x: number, y: number): Rgb => {
    const [red = 0, green = 0, blue = 0] = context.getImageData(x * width, y * height, 1, 1).data;
    const found: Rgb = [red, green, blue];
    return Object.values(CORNERS).find((one) => isNear(one, found)) ?? found;
  };
  return {
    topLeft: at(0.25, 0.25),
    topRight: at(0.75, 0.25),
    bottomRight: at(0.75, 0.75),
    bottomLeft: at(0.25, 0.75),
  };
}

function isNear(one: Rgb, other: Rgb): boolean {
  return one.every((channel, index) => Math.abs(channel - (other[index] as number)) < 24);
}

/** Gives the first picture one more property of one byte, and what lies behind the properties a later place. */
function withProperty(heic: Buffer, name: string, value: number): Buffer {
  const box = Buffer.from([0, 0, 0, 9, ...Buffer.from(name, 'latin1'), value]);
  const [meta, iprp, ipco, ipma] = ['meta', 'iprp', 'ipco', 'ipma'].map((type) => heic.indexOf(type) - 4);
  const ipcoEnd = (ipco as number) + heic.readUInt32BE(ipco);
  const properties = countBoxes(heic.subarray((ipco as number) + 8, ipcoEnd));
  // Box and version, number of pictures, id of the first, number of its properties.
  const count = (ipma as number) + 18;
  const end = count + 1 + heic.readUInt8(count);
  const longer = Buffer.concat([
    heic.subarray(0, ipcoEnd),
    box,
    heic.subarray(ipcoEnd, end),
    Buffer.from([0x80 | (properties + 1)]),
    heic.subarray(end),
  ]);
  const grow = (at: number | undefined, by: number) =>
    longer.writeUInt32BE(longer.readUInt32BE(at) + by, at as number);
  grow(meta, box.length + 1);
  grow(iprp, box.length + 1);
  grow(ipco, box.length);
  grow((ipma as number) + box.length, 1);
  longer.writeUInt8(longer.readUInt8(count + box.length) + 1, count + box.length);
  // As `heif-enc` writes it: version 0, base offsets of four bytes, one extent for each.
  const iloc = heic.indexOf('iloc') + 12;
  for (let item = 0; item < heic.readUInt16BE(iloc - 2); item += 1)
    grow(iloc + item * 18 + 4, box.length + 1);
  return longer;
}

function countBoxes(boxes: Buffer): number {
  let count = 0;
  for (let at = 0; at < boxes.length; at += boxes.readUInt32BE(at)) count += 1;
  return count;
}

function writeSize(heic: Buffer, width: number, height: number): void {
  const ispe = heic.indexOf('ispe');
  heic.writeUInt32BE(width, ispe + 8);
  heic.writeUInt32BE(height, ispe + 12);
}

/** Numerical Recipes' linear congruential generator: the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
