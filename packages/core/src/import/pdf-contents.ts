/** Finds the pieces of a book: in what its PDF says, else in the pictures of its pages. */
import { type BookPage, findContents } from '@mirubato/domain/contents';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { textOf } from './pdf-lines.ts';
import { readOutline } from './pdf-outline.ts';
import type { PageReadings } from './pdf-pages.ts';
import type { PdfReading } from './pdf-reading.ts';
import { readScannedContents } from './scanned-contents.ts';

/** The pieces of a book, and the pages with the words that had to be recognised to find them. */
export async function readContents(
  document: PDFDocumentProxy,
  { pages, bookPages, frontPages, recognition }: PageReadings,
): Promise<Pick<PdfReading, 'contents' | 'pages'>> {
  const book = {
    pageCount: document.numPages,
    pages: bookPages,
    outline: await readOutline(document),
    pageLabels: (await document.getPageLabels().catch(() => null)) ?? [],
  };
  const contents = findContents(book);
  if (contents) return { contents, pages };
  const scanned = await readScannedContents(document, recognition, book, frontPages);
  if (!scanned) return { contents: null, pages };
  return {
    contents: findContents({ ...book, pages: scanned }) ?? null,
    pages: pages.map((page, index) => {
      const seen = scanned[index];
      return !seen || seen.lines === bookPages[index]?.lines ? page : { ...page, text: wordsOf(seen) };
    }),
  };
}

/** Of a page of music the number at its edge is no word. */
function wordsOf({ hasMusic, lines }: BookPage): string {
  const isWord = hasMusic ? /\p{L}/u : /[\p{L}\d]/u;
  return textOf(lines.filter(({ text }) => isWord.test(text)));
}
