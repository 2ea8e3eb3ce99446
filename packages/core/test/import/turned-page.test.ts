/** Pages on which all is written sideways or upside down, although the PDF shows them so. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Box, Guess, Turn } from '@mirubato/domain/scores';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPdfReader, type PdfReader } from '../../src/import/pdf-reader.ts';
import { temporaryFolder } from '../temporary.ts';
import { engravedPdf } from './engraved-pdf.ts';
import { pdfOfObjects, streamOf } from './pdf-parts.ts';

const [WIDTH, HEIGHT] = [595, 842];

/** Where a box of the upright page lies once that has been turned the other way about. */
const lying: Readonly<Record<Exclude<Turn, 0>, (box: Box) => Box>> = {
  90: ([x, y, width, height]) => [y, WIDTH - x - width, height, width],
  180: ([x, y, width, height]) => [WIDTH - x - width, HEIGHT - y - height, width, height],
  270: ([x, y, width, height]) => [HEIGHT - y - height, x, height, width],
};

let reader: PdfReader;

beforeAll(() => {
  reader = createPdfReader({ threads: 1 });
});

afterAll(() => reader.close());

test.each([90, 180, 270] as const)(
  '7.75 a page to be turned by %i degrees is read as an upright one, and its evidence lies where it is shown',
  async (turn) => {
    const upright = await factsOf(engraved());
    const turned = await factsOf(engraved(turn));
    const values = ({ readings }: typeof upright) =>
      Object.entries(readings).map(([field, guess]: [string, Guess<string | number>]) => [
        field,
        guess.value,
        guess.confidence,
      ]);
    expect(values(upright)).toEqual(
      expect.arrayContaining([
        ['title', 'Lantern Walk', expect.any(Number)],
        ['composer', 'Fanny Hensel', expect.any(Number)],
        ['keyFifths', -3, expect.any(Number)],
        ['timeSignature', '4/4', expect.any(Number)],
        ['tempo', 'Allegro', expect.any(Number)],
      ]),
    );
    expect(values(turned)).toEqual(values(upright));
    expect(turned.difficulty).toEqual(upright.difficulty);
    expect(turned.fingerprint).not.toBeNull();
    expect(turned.fingerprint).toEqual(upright.fingerprint);
    expect(turned.pages[0]?.text).toBe(upright.pages[0]?.text);
    const { widthPt, heightPt } = turned.pages[0] ?? {};
    expect([widthPt, heightPt]).toEqual(turn === 180 ? [WIDTH, HEIGHT] : [HEIGHT, WIDTH]);
    for (const field of ['title', 'composer', 'keyFifths', 'timeSignature', 'tempo'] as const) {
      const box = upright.readings[field]?.evidence?.box as Box;
      const wanted = lying[turn](box).map((value) => expect.closeTo(value, 0));
      expect(turned.readings[field]?.evidence, field).toEqual({ page: 1, box: wanted });
    }
  },
);

test('7.75 a stamp along the margin turns no page', async () => {
  const stamp =
    'BT /F 8 Tf 0 1 -1 0 20 100 Tm (Downloaded from a library of scores) Tj 10 TL T* (by a reader) Tj ET';
  const { readings, pages } = await factsOf(pageOf(`BT /F 24 Tf 200 780 Td (Lantern) Tj ET ${stamp}`));
  expect(readings.title?.value).toBe('Lantern');
  expect(pages[0]?.text).toBe('Lantern');
});

function engraved(toBeTurned: Turn = 0): Buffer {
  const words = { title: 'Lantern Walk', composer: 'Fanny Hensel', tempo: 'Allegro' };
  return engravedPdf({ ...words, flats: 3, notesInBar: 8, chordSize: 2, toBeTurned });
}

function pageOf(content: string): Buffer {
  return pdfOfObjects([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>`,
    streamOf('', content),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>',
  ]);
}

async function factsOf(pdf: Buffer) {
  const folder = await temporaryFolder();
  const path = join(folder, 'score.pdf');
  await writeFile(path, pdf);
  const read = await reader.read(path, { thumbnailPath: join(folder, 'a.webp'), fileName: 'scan0001.pdf' });
  if (!read.ok) throw new Error(read.problem.detail);
  return read.value;
}
