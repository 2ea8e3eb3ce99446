import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, it, onTestFinished } from 'vitest';
import { lineAt, linesOfPage, pageLines, textFor } from './page-lines.ts';

/** An A4 page, whose origin is at the bottom left. */
const toPage = [1, 0, 0, -1, 0, 842];
const piece = (str: string, x: number, y: number, size: number, width: number) => ({
  str,
  transform: [size, 0, 0, size, x, y],
  width,
  height: size,
});

it('joins the words of a line and keeps apart what stands apart', () => {
  const lines = pageLines(
    [
      piece('Walk', 170, 770, 20, 50),
      piece('Lantern', 100, 770, 20, 64),
      piece('Fanny Hensel', 430, 740, 12, 80),
      piece('\uE050', 60, 700, 20, 10),
      piece('—', 60, 640, 12, 10),
    ],
    toPage,
  );
  expect(lines).toEqual([
    { text: 'Lantern Walk', box: [100, 56, 120, 20] },
    { text: 'Fanny Hensel', box: [430, expect.closeTo(92.4), 80, 12] },
  ]);
  expect(lineAt(lines, 120, 60)?.text).toBe('Lantern Walk');
  expect(lineAt(lines, 300, 60)).toBeUndefined();
});

it('7.75 points at the lines of a page written up the page, where they are shown', async () => {
  const up = (text: string, size: number, x: number, y: number) =>
    `/F ${size} Tf 0 1 -1 0 ${x} ${y} Tm (${text}) Tj`;
  const content = [
    up('Lantern Walk', 20, 76, 230),
    up('Fanny Hensel', 12, 110, 430),
    up('Largo', 12, 208, 60),
  ];
  const document = await getDocument({ data: pdfOfPage(`BT ${content.join(' ')} ET`), verbosity: 0 }).promise;
  onTestFinished(() => document.loadingTask.destroy());
  const lines = await linesOfPage(await document.getPage(1));
  expect(lines.map(({ text }) => text)).toEqual(['Lantern Walk', 'Fanny Hensel', 'Largo']);
  // Of a page 595 points high: its letters begin 230 above the bottom, and stand to the left of 76.
  const [x = 0, y = 0, width = 0, height = 0] = lines[0]?.box ?? [];
  expect([x, width, y + height]).toEqual([60, 20, 365].map((value) => expect.closeTo(value)));
  expect(height).toBeGreaterThan(100);
  expect(lineAt(lines, 70, 300)?.text).toBe('Lantern Walk');
});

it('takes of a line what fits into the field', () => {
  const line = 'Leipzig: C. F. Peters, 1894 (3 / 4)';
  expect(textFor('publisher', line)).toBe(line);
  expect(textFor('publishedYear', line)).toBe('1894');
  expect(textFor('timeSignature', line)).toBe('3/4');
  expect(textFor('keyFifths', line)).toBeUndefined();
  expect(textFor('publishedYear', 'Leipzig')).toBeUndefined();
});

/** Lying, 842 by 595 points; the places of its objects are left for pdf.js to find. */
function pdfOfPage(content: string): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>',
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  return new TextEncoder().encode(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n`);
}
