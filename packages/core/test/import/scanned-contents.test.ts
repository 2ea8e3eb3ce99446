/** Scanned books are made here, and read as any PDF is. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BookPage } from '@mirubato/domain/contents';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PdfFacts } from '../../src/import/pdf-facts.ts';
import { createPdfReader, type PdfReader } from '../../src/import/pdf-reader.ts';
import { readScannedContents } from '../../src/import/scanned-contents.ts';
import {
  contentsPage,
  musicPage,
  type PrintedBookPage,
  proseOf,
  type Scanner,
  scannedBook,
} from './scanned-book.ts';

const DIRT: Scanner = { dpi: 150, blurPx: 0.6, speckle: 0.001, grain: 8, paper: 230, seed: 7 };

let folder: string;
let reader: PdfReader;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scanned-contents-'));
  reader = createPdfReader({ threads: 1, timeoutMs: 300_000 });
});

afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true });
});

async function read(pages: readonly PrintedBookPage[], scanner: Scanner): Promise<PdfFacts> {
  const path = join(folder, 'book.pdf');
  await writeFile(path, await scannedBook(pages, scanner));
  const facts = await reader.read(path, {
    thumbnailPath: join(folder, 'book.webp'),
    fileName: 'scan0001.pdf',
  });
  if (!facts.ok) throw new Error(facts.problem.detail);
  return facts.value;
}

const placesIn = ({ contents }: PdfFacts) =>
  contents?.items.map(({ title, firstPage, lastPage }) => [title, firstPage, lastPage]);

const cover: PrintedBookPage = {
  words: [{ text: 'Album for the Young', sizePt: 30, x: 297, y: 300, align: 'middle' }],
};
const preface: PrintedBookPage = {
  words: proseOf(
    'Preface',
    'These pieces were written between 1802 and 1847 for pupils, who had them copied. Bar 12 of the third one has a natural in one copy only',
  ),
};

test('7.53 the contents of a crooked, dirty scan are found behind cover and preface, and searched', async () => {
  const rows = [
    { title: 'Minuet in G', page: 4 },
    { title: 'The Little Horseman', page: 5 },
    { title: 'Air', page: 7 },
    { title: 'Evening Song', page: 8 },
  ];
  const facts = await read(
    [
      cover,
      preface,
      { words: [] },
      contentsPage(rows, { heading: 'Contents', leader: ' .' }),
      musicPage(4, 'Minuet in G'),
      musicPage(5, 'The Little Horseman'),
      musicPage(6),
      musicPage(7, 'Air'),
      musicPage(8, 'Evening Song'),
      { words: [{ text: 'More from this house', sizePt: 14, x: 200, y: 200 }] },
    ],
    { ...DIRT, rotateDegrees: 1 },
  );
  expect(facts.contents?.source).toBe('contents-page');
  expect(placesIn(facts)).toEqual([
    ['Minuet in G', 5, 5],
    ['The Little Horseman', 6, 7],
    ['Air', 8, 8],
    ['Evening Song', 9, 9],
  ]);
  for (const { confidence } of facts.contents?.items ?? []) {
    expect(confidence).toBeGreaterThan(0.5);
    expect(confidence).toBeLessThan(0.9);
  }
  expect(facts.readings.title).toMatchObject({ value: 'Album for the Young', source: 'recognition' });
  expect(facts.pages[3]?.text.split('\n')).toContain('The Little Horseman 5');
  expect(facts.hasTextLayer).toBe(false);
});

test('7.53 contents on two pages without leaders, numbers at the foot, no titles over the music, 300 dpi', async () => {
  const titles = ['Morgengruß', 'Frühlingslied', 'Jägerlied', 'Abendlied'];
  const rows = titles.map((title, index) => ({ title, page: 97 + index }));
  const facts = await read(
    [
      contentsPage(rows.slice(0, 2), { heading: 'Inhalt', leader: '', font: 'sans' }),
      contentsPage(rows.slice(2), { heading: null, leader: '', font: 'sans' }),
      ...rows.map(({ page }) => musicPage(page, undefined, 'foot')),
    ],
    { ...DIRT, dpi: 300, blurPx: 1.2 },
  );
  expect(placesIn(facts)).toEqual(titles.map((title, index) => [title, 3 + index, 3 + index]));
});

test('7.53 contents at the end are found', async () => {
  const music = musicPage(null);
  const rows = [
    { title: 'Barcarolle', page: 2 },
    { title: 'Chanson triste', page: 6 },
    { title: 'Tarantelle', page: 12 },
  ];
  const facts = await read(
    [
      cover,
      musicPage(2, 'Barcarolle'),
      ...Array.from({ length: 3 }, () => music),
      musicPage(6, 'Chanson triste'),
      ...Array.from({ length: 5 }, () => music),
      musicPage(12, 'Tarantelle'),
      ...Array.from({ length: 4 }, () => music),
      contentsPage(rows, { heading: 'TABLE DES MATIÈRES', leader: ' -' }),
    ],
    DIRT,
  );
  expect(placesIn(facts)).toEqual([
    ['Barcarolle', 2, 5],
    ['Chanson triste', 6, 11],
    ['Tarantelle', 12, 16],
  ]);
});

test('7.54 a preface with a table of numbers, and a book without contents, propose nothing', async () => {
  const table = [
    { title: 'First print, bars', page: 212 },
    { title: 'Berlin copy, bars', page: 208 },
    { title: 'Leaves missing', page: 14 },
    { title: 'Later hands', page: 3 },
    { title: 'Corrections', page: 61 },
  ];
  const facts = await read(
    [
      preface,
      contentsPage(table, { heading: 'The sources', leader: ' .' }),
      ...[1, 2, 3].map((number) => musicPage(number)),
    ],
    DIRT,
  );
  expect(facts.contents).toBeNull();
  expect(facts.pages.slice(2).map(({ text }) => text)).toEqual(['', '', '']);
});

test('7.53 where music begins on the first page, no page is looked at', async () => {
  const touched = () => {
    throw new Error('a page was looked at');
  };
  const document = { getPage: touched } as unknown as PDFDocumentProxy;
  const pages = Array.from(
    { length: 40 },
    (_, index): BookPage => ({ number: index + 1, widthPt: 595, heightPt: 842, hasMusic: null, lines: [] }),
  );
  const book = { pageCount: 40, pages, outline: [], pageLabels: [] };
  const unread = { words: [], numbers: [], pxPerPt: 2 };
  const recognition = { recognise: touched, spend: touched };
  const read = readScannedContents(document, recognition, book, [{ number: 1, staffTopPt: 90, unread }]);
  expect(await read).toBeNull();
});
