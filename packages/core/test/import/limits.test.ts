/** What a page may ask for, and what is left of it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PdfReading } from '../../src/import/pdf-reading.ts';
import readPdf from '../../src/import/pdf-worker.ts';
import { temporaryFolder } from '../temporary.ts';
import { hostilePdfs } from './hostile-pdfs.ts';

async function readHostile(name: string) {
  const folder = await temporaryFolder();
  const path = join(folder, 'hostile.pdf');
  await writeFile(path, hostilePdfs[name]?.() ?? '');
  const [thumbnailPath, partialPath] = [join(folder, 'thumbnail.webp'), join(folder, 'partial')];
  return readPdf({ path, thumbnailPath, partialPath, maxBytes: 1e9, languages: ['eng'] });
}

async function readingOf(name: string): Promise<PdfReading> {
  const read = await readHostile(name);
  if (!read.ok) throw new Error(read.problem.detail);
  return read.value;
}

test('a PDF that counts fewer pages than none is damaged', async () => {
  expect(await readHostile('a negative count of pages')).toMatchObject({
    ok: false,
    problem: { code: 'pdf-damaged' },
  });
});

test.each(['a page as thin as a hair', 'a page as narrow as a hair'])('%s is read', async (name) => {
  expect((await readingOf(name)).pageCount).toBe(1);
});

test('of a page with thousands of lines the first are looked at', async () => {
  const { headingPages, pages } = await readingOf('20,000 words on the page');
  expect(headingPages[0]?.lines).toHaveLength(2000);
  expect(pages[0]?.text.length).toBeGreaterThan(50_000);
});

test('a picture too large to be drawn costs the picture and nothing else', async () => {
  expect(await readingOf('a picture of 4,000,000,000 pixels')).toMatchObject({
    pageCount: 1,
    hasThumbnail: true,
  });
});
