import { readFile } from 'node:fs/promises';
import type { Notation } from '@mirubato/domain/scores';
import { describe, expect, test } from 'vitest';
import { openPdf } from './pdf-document.ts';
import { readPages } from './pdf-pages.ts';

const fixtures = new URL('../../test/import/fixtures/', import.meta.url);

describe('LilyPond', () => {
  test('a grand staff with four flats in 12/8', async () => {
    const notation = await notationOf('grand-staff.pdf');
    expect(notation).toMatchObject({
      clefs: ['g', 'f'],
      keyFifths: { value: -4, source: 'notation', evidence: { page: 1 } },
      timeSignature: { value: '12/8', source: 'notation', evidence: { page: 1 } },
      tempo: { value: 'Andante con moto', source: 'page', evidence: { page: 1 } },
    });
    expect(notation?.pages).toHaveLength(1);
    expect(notation?.pages[0]).toMatchObject({ page: 1, noteheads: 14, accidentals: 10, rests: 1 });
    expect(notation?.pages[0]?.systems.map(({ staves }) => staves.length)).toEqual([2]);
  });

  test('the box of a key signature holds its signs', async () => {
    const notation = await notationOf('grand-staff.pdf');
    const [left, top, width, height] = notation?.keyFifths?.evidence?.box ?? [0, 0, 0, 0];
    const [staff] = notation?.pages[0]?.systems[0]?.staves ?? [];
    expect(left).toBeGreaterThan(staff?.box[0] ?? Number.NaN);
    expect(width).toBeGreaterThan((staff?.spacePt ?? Number.NaN) * 3);
    expect(width).toBeLessThan((staff?.spacePt ?? Number.NaN) * 6);
    expect(top).toBeLessThan((staff?.box[1] ?? Number.NaN) + 5);
    expect(top + height).toBeGreaterThan((staff?.box[1] ?? Number.NaN) + 10);
  });

  test('a clarinet is outvoted by the piano', async () => {
    expect(await notationOf('clarinet-and-piano.pdf')).toMatchObject({
      clefs: ['g', 'g', 'f'],
      keyFifths: { value: -3 },
      timeSignature: { value: '2/2' },
      tempo: { value: 'Sehr ruhig' },
    });
  });

  test('an accidental of the first note is no key signature, and no time signature is none', async () => {
    const notation = await notationOf('alto-clef.pdf');
    expect(notation).toMatchObject({
      clefs: ['c'],
      keyFifths: { value: 0 },
      timeSignature: null,
      tempo: null,
    });
    expect(notation?.pages[0]?.systems.map(({ staves }) => staves.length)).toEqual([1, 1]);
  });

  test('a page without music has no notation', async () => {
    expect(await notationOf('words-only.pdf')).toBeNull();
  });

  test('a metronome mark gets its note back', async () => {
    expect((await notationOf('two-pages.pdf'))?.tempo?.value).toBe('Andante (♩ = 72)');
  });
});

test('MuseScore, by SMuFL', async () => {
  const notation = await notationOf('two-instruments.pdf');
  expect(notation).toMatchObject({
    clefs: ['g', 'f'],
    keyFifths: { value: 3 },
    timeSignature: { value: '2/2' },
    tempo: { value: 'Allegro vivace' },
  });
  expect(notation?.pages[0]).toMatchObject({ noteheads: 5, accidentals: 7, rests: 1 });
});

describe('the layout of Sonata', () => {
  test('in a Type 3 font without a name, inside a form', async () => {
    const staff = [0, 5, 10, 15, 20].map((y) => `20 ${y + 100} m 280 ${y + 100} l S`).join('\n');
    const notes = `BT /F1 20 Tf 24 105 Td (&) Tj ET
      BT /F1 20 Tf 1 0 0 1 38 120 Tm (#) Tj 5 -7.5 Td (#) Tj ET
      BT /F1 20 Tf 52 115 Td (3) Tj 0 -10 Td (4) Tj ET
      BT /F1 20 Tf 70 110 Td [(\\317) -2000 (w)] TJ ET`;
    const notation = await readNotationOf(pdfWithForm(`${staff}\n${notes}`));
    expect(notation).toMatchObject({
      clefs: ['g'],
      keyFifths: { value: 2 },
      timeSignature: { value: '3/4' },
    });
    expect(notation?.pages[0]).toMatchObject({ noteheads: 2, accidentals: 2 });
    // The form lies 30 pt to the right and 50 pt up on a page 300 pt high.
    expect(notation?.pages[0]?.systems[0]?.staves[0]?.box).toEqual([50, 130, 260, 20]);
    expect(notation?.timeSignature?.evidence?.box[0]).toBeCloseTo(82);
  });
});

async function notationOf(name: string): Promise<Notation | null> {
  return readNotationOf(new Uint8Array(await readFile(new URL(name, fixtures))));
}

async function readNotationOf(bytes: Uint8Array): Promise<Notation | null> {
  const opened = await openPdf(bytes);
  if (!opened.ok) throw new Error(opened.problem.detail);
  try {
    return (await readPages(opened.value.document, ['eng'])).notation;
  } finally {
    await opened.value.end();
  }
}

/** One page that draws `content` by way of a form; its font has squares in the place of notes. */
function pdfWithForm(content: string): Uint8Array {
  const square = stream('', '500 0 0 0 250 250 d1 0 0 250 250 re f');
  const names = { 35: 'numbersign', 38: 'ampersand', 51: 'three', 52: 'four', 119: 'w', 207: 'oe' };
  const entries = Object.entries(names);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>',
    stream('', 'q 1 0 0 1 30 50 cm /X Do Q'),
    stream(
      '/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F1 6 0 R >> >>',
      content,
    ),
    `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 0 /LastChar 255
      /Widths [${Array.from({ length: 256 }, () => 300).join(' ')}] /Resources << >>
      /Encoding << /Type /Encoding /Differences [${entries.map(([code, name]) => `${code} /${name}`).join(' ')}] >>
      /CharProcs << ${entries.map(([, name]) => `/${name} 7 0 R`).join(' ')} >> >>`,
    square,
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  // Without a table of objects; pdf.js finds them by their numbers.
  return new TextEncoder().encode(`%PDF-1.4\n${body}trailer << /Root 1 0 R >>\n%%EOF\n`);
}

function stream(dictionary: string, content: string): string {
  return `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}
