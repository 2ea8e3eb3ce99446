/** Scores as PDFs of our own making, and the way of such files into a library. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type Mirubato } from './mirubato.ts';

export interface SheetMusic {
  readonly title: string;
  readonly composer: string;
  /** What stands on each page below the heading. */
  readonly pages: readonly string[];
}

export type Colour = readonly [red: number, green: number, blue: number];

/** Colour of the bar across the middle of a page, so that a drawn page is known by its pixels. */
export function colourOfPage(page: number): Colour {
  return [page % 2 === 0 ? 0 : 255, page * 20, 0];
}

/** A4 pages with the title centred, the composer on the right, and the page's own words and colour. */
export function scorePdf({ title, composer, pages }: SheetMusic): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>',
  ];
  for (const [index, words] of pages.entries()) {
    const content = [
      `${colourOfPage(index + 1)
        .map((part) => part / 255)
        .join(' ')} rg 0 361 595 120 re f 0 g`,
      ...(index === 0 ? [text(26, 297 - title.length * 6, 770, title), text(12, 430, 730, composer)] : []),
      text(11, 60, 640, words),
    ].join('\n');
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + index * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  return fileOf(objects);
}

/** Bytes that begin as a PDF and are none. */
export function damagedPdf(): Buffer {
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5000, 'x')]);
}

/** Writes the scores into the folder, imports it, and waits until all of them are in the library. */
export async function importScores(
  mirubato: Mirubato,
  folder: string,
  scores: readonly SheetMusic[],
): Promise<void> {
  for (const score of scores) await writeFile(join(folder, `${score.title}.pdf`), scorePdf(score));
  await mirubato.ask('POST', '/imports', { paths: [folder], mode: 'copy' });
  await expect.poll(async () => (await scoreIds(mirubato)).size, { timeout: 60_000 }).toBe(scores.length);
}

/** Ids of the library's scores by title. */
export async function scoreIds(mirubato: Mirubato): Promise<Map<string, string>> {
  const { items } = (await mirubato.ask('GET', '/scores?limit=60')) as {
    items: { id: string; title: string }[];
  };
  return new Map(items.map(({ id, title }) => [title, id]));
}

/** Presses the button that opens the browser's own dialog, and chooses there. */
export async function chooseFiles(page: Page, files: readonly { name: string; buffer: Buffer }[]) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(files.map((file) => ({ ...file, mimeType: 'application/pdf' })));
}

function text(size: number, x: number, y: number, words: string): string {
  return `BT /F1 ${size} Tf ${x} ${y} Td (${words.replace(/[\\()]/g, '\\$&')}) Tj ET`;
}

/** PDF 32000-1, 7.5: header, objects, their offsets, trailer. Only characters of Latin-1. */
function fileOf(objects: readonly string[]): Buffer {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const xref = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + xref + trailer, 'latin1');
}
