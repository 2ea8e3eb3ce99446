/** Scans are made here, from a printed page, and read as any PDF is. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPdf } from '../../src/import/pdf-document.ts';
import type { PdfFacts } from '../../src/import/pdf-facts.ts';
import { createPdfReader, type PdfReader } from '../../src/import/pdf-reader.ts';
import readPdf from '../../src/import/pdf-worker.ts';
import { ageCanvas, type PrintedWords, pdfOfScans, pdfOfWords, printPage, scanCanvas } from './scan.ts';

const DPI = 150;
const DIRT = { blurPx: 0.6, speckle: 0.001, grain: 8, paper: 230, seed: 7 };

const twoPages = join(import.meta.dirname, 'fixtures/two-pages.pdf');
let folder: string;
let reader: PdfReader;
let first: Canvas;
let second: Canvas;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recognition-'));
  reader = createPdfReader({ threads: 1 });
  [first, second] = (await print(await readFile(twoPages))) as [Canvas, Canvas];
});

afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true });
});

async function print(pdf: Uint8Array): Promise<Canvas[]> {
  const opened = await openPdf(new Uint8Array(pdf));
  if (!opened.ok) throw new Error(opened.problem.detail);
  const { document, end } = opened.value;
  const pages: Canvas[] = [];
  for (let number = 1; number <= document.numPages; number += 1)
    pages.push(await printPage(document, number, DPI));
  await end();
  return pages;
}

async function printWords(lines: readonly PrintedWords[]): Promise<Canvas> {
  const [page] = await print(pdfOfWords(lines));
  return page as Canvas;
}

async function scanOf(name: string, pages: readonly Canvas[], rotate = 0): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, pdfOfScans(await Promise.all(pages.map((page) => scanCanvas(page, DPI, rotate)))));
  return path;
}

async function factsOf(path: string): Promise<PdfFacts> {
  const read = await reader.read(path, {
    thumbnailPath: join(folder, 'thumbnail.webp'),
    fileName: 'scan0001.pdf',
  });
  if (!read.ok) throw new Error(read.problem.detail);
  return read.value;
}

test('7.12 title and composer of a crooked, soft and dirty scan are recognised, with their place', async () => {
  const crooked = ageCanvas(first, { ...DIRT, rotateDegrees: 1.2 });
  const { readings, recognisedLines } = await factsOf(await scanOf('crooked.pdf', [crooked]));
  expect(readings.title).toMatchObject({ value: 'Lantern Walk', source: 'recognition' });
  expect(readings.composer).toMatchObject({ value: 'Fanny Hensel', source: 'recognition' });
  expect(readings.title?.confidence).toBeLessThan(1);
  // As printed it is at 236, 18, 123 by 17 points; turned by 1.2 degrees about the middle it moves 8 to the right.
  const [x = 0, y = 0, width = 0, height = 0] = readings.title?.evidence?.box ?? [];
  expect(Math.abs(x - 244)).toBeLessThan(4);
  expect(Math.abs(y - 18)).toBeLessThan(4);
  expect(Math.abs(width - 123)).toBeLessThan(6);
  expect(Math.abs(height - 17)).toBeLessThan(4);
  // 7.70: each line of words, as it lies on the page.
  const line = recognisedLines.find(({ text }) => text === 'Lantern Walk');
  expect(line).toMatchObject({ page: 1, box: readings.title?.evidence?.box });
});

test('7.13 recognised words are text of their page, and no text layer', async () => {
  const { pages, hasTextLayer } = await factsOf(await scanOf('plain.pdf', [ageCanvas(first, DIRT), second]));
  expect(pages[0]?.text).toContain('Lantern Walk');
  expect(pages[1]?.text).toBe('');
  expect(hasTextLayer).toBe(false);
});

test('7.13 a PDF with words is not recognised', async () => {
  const { readings, hasTextLayer, recognisedLines } = await factsOf(twoPages);
  expect(recognisedLines).toEqual([]);
  expect(readings.title?.source).toBe('page');
  expect(hasTextLayer).toBe(true);
});

test('7.14 a page is recognised as it is shown, whichever way it lies in the file', async () => {
  const lying = createCanvas(first.height, first.width);
  const context = lying.getContext('2d');
  context.rotate(-Math.PI / 2);
  context.drawImage(first, -first.width, 0);
  const { readings } = await factsOf(await scanOf('lying.pdf', [lying], 90));
  expect(readings.title?.value).toBe('Lantern Walk');
});

test('7.14 of two pages on one sheet the left one is recognised', async () => {
  const sheet = createCanvas(first.width * 2, first.height);
  const context = sheet.getContext('2d');
  context.drawImage(first, 0, 0);
  context.drawImage(second, first.width, 0);
  const { readings } = await factsOf(await scanOf('sheet.pdf', [ageCanvas(sheet, DIRT)]));
  expect(readings.title).toMatchObject({ value: 'Lantern Walk', source: 'recognition' });
  expect(readings.composer?.value).toBe('Fanny Hensel');
  expect(readings.composer?.evidence?.box[0]).toBeLessThan(595);
});

test('7.15 a cover without staves is recognised', async () => {
  const cover = await printWords([
    { text: 'Fanny Hensel', sizePt: 16, x: 297, y: 220 },
    { text: 'Evening Voices', sizePt: 34, x: 297, y: 300 },
    { text: 'Six songs for voice and piano', sizePt: 14, x: 297, y: 350 },
  ]);
  const { readings } = await factsOf(await scanOf('cover.pdf', [ageCanvas(cover, DIRT), first]));
  expect(readings.title).toMatchObject({ value: 'Evening Voices', evidence: { page: 1 } });
});

test('7.16 a blank page and a picture of noise have no words', async () => {
  const blank = createCanvas(1240, 1754);
  blank.getContext('2d').fillRect(0, 0, 0, 0);
  const noise = ageCanvas(blank, { seed: 3, speckle: 0.5, grain: 60, paper: 140 });
  for (const [name, page] of Object.entries({ blank: ageCanvas(blank, DIRT), noise })) {
    const { readings, pages } = await factsOf(await scanOf(`${name}.pdf`, [page]));
    expect(pages[0]?.text).toBe('');
    expect(readings.title?.source).toBe('file-name');
    expect(readings.composer).toBeUndefined();
  }
});

test('7.17 recognising asks no network', async () => {
  const refuse = vi.fn(() => {
    throw new Error('no network here');
  });
  const connect = vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(refuse);
  vi.stubGlobal('fetch', refuse);
  try {
    const read = await readPdf({
      path: await scanOf('offline.pdf', [ageCanvas(first, DIRT)]),
      thumbnailPath: join(folder, 'offline.webp'),
      partialPath: join(folder, 'offline.partial'),
      maxBytes: 1e8,
      languages: ['eng'],
    });
    expect(read.ok && read.value.pages[0]?.text).toContain('Lantern Walk');
    expect(refuse).not.toHaveBeenCalled();
  } finally {
    connect.mockRestore();
    vi.unstubAllGlobals();
  }
});

test('7.18 a language that is not installed costs the words and nothing else', async () => {
  const other = createPdfReader({ threads: 1, languages: ['tlh'] });
  const read = await other.read(await scanOf('other.pdf', [first]), {
    thumbnailPath: join(folder, 'other.webp'),
    fileName: 'Hensel - Lantern Walk.pdf',
  });
  await other.close();
  expect(read).toMatchObject({
    ok: true,
    value: { pageCount: 1, readings: { title: { source: 'file-name' } } },
  });
});

test('7.18 a job cancelled while it recognises ends, and the next is read', async () => {
  const path = await scanOf('cancelled.pdf', [ageCanvas(first, DIRT)]);
  const abort = new AbortController();
  const reading = reader.read(path, {
    thumbnailPath: join(folder, 'cancelled.webp'),
    fileName: 'a.pdf',
    signal: abort.signal,
  });
  setTimeout(() => abort.abort(), 600);
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  expect((await factsOf(path)).readings.title?.value).toBe('Lantern Walk');
});
