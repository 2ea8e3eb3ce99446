/** Scans in the packings of copiers and archives, turned, and two on a sheet: drawn and recognised like any other. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPdfReader, type PdfReader } from '../../src/import/pdf-reader.ts';
import { temporaryFolder } from '../temporary.ts';
import { ccitt, ccittMask, jbig2, jpx, type PicturePage, pdfOfPictures } from './scan-formats.ts';

let reader: PdfReader;

beforeAll(() => {
  reader = createPdfReader({ threads: 1 });
});

afterAll(() => reader.close());

const pages: Readonly<Record<string, PicturePage>> = {
  'CCITT G4 at 600 dpi': { picture: ccitt },
  'CCITT G4 as a mask': { picture: ccittMask },
  JBIG2: { picture: jbig2 },
  'JPEG 2000': { picture: jpx },
  'JPEG 2000, turned by 90 degrees': { picture: jpx, rotate: 90 },
  'JPEG 2000, turned by 180 degrees': { picture: jpx, rotate: 180 },
  'JBIG2, turned by 270 degrees': { picture: jbig2, rotate: 270 },
  'two pages of JPEG 2000 on a sheet': { picture: jpx, isTwice: true },
  'two pages of CCITT G4 on a sheet': { picture: ccitt, isTwice: true },
};

test.each(Object.entries(pages))('7.26 %s is drawn and recognised', async (_, page) => {
  const folder = await temporaryFolder();
  const [path, thumbnailPath] = [join(folder, 'scan0001.pdf'), join(folder, 'thumbnail.webp')];
  await writeFile(path, pdfOfPictures([page]));
  const read = await reader.read(path, { thumbnailPath, fileName: 'scan0001.pdf' });
  expect(read).toMatchObject({
    ok: true,
    value: {
      hasThumbnail: true,
      readings: {
        title: { value: 'Lantern Walk', source: 'recognition' },
        composer: { value: 'Fanny Hensel', source: 'recognition' },
      },
    },
  });
  const { ink, isLandscape } = await lookAt(thumbnailPath);
  expect(isLandscape).toBe(page.isTwice === true);
  // A page of music has so much; one that could not be drawn has none, or nothing else.
  expect(ink).toBeGreaterThan(0.01);
  expect(ink).toBeLessThan(0.3);
});

/** Part of the picture that is darker than paper. */
async function lookAt(path: string): Promise<{ ink: number; isLandscape: boolean }> {
  const image = await loadImage(path);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] as number) < 190) dark += 1;
  return { ink: (dark * 4) / data.length, isLandscape: image.width > image.height };
}
