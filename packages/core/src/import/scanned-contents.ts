/**
 * Reads the page of contents of a scanned book, and of its music as little as tells how the printed numbers of pages
 * and the pages of the PDF go together.
 */
import {
  type Book,
  type BookPage,
  FIRST_PAGES,
  hasPrintedContents,
  LAST_PAGES,
  pagesToLookAt,
} from '@mirubato/domain/contents';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { hasStaves, MIN_NUMBERS, type Reading, readEdges, readTable } from './recognise-book-page.ts';
import { type RecognisedPage, type Recognition, readLines } from './recognise-page.ts';
import { inReadingOrder } from './recognised-lines.ts';

/** A page that was recognised as the first ones of every document are. */
export interface FrontPage extends Pick<RecognisedPage, 'staffTopPt' | 'unread'> {
  /** From 1. */
  readonly number: number;
}

/** Pages of music, each some 0.5 seconds; most books need two. */
const MAX_LOOKS = 6;

/** Contents at the end cost a look at each of the last pages; a shorter document with a cover is mostly one piece. */
const MIN_PAGES_WITH_CONTENTS_AT_END = 16;

/**
 * The pages of `book` with what was found on them; null where no page of contents was found. Costs nothing where the
 * music begins on the first page, and where the first pages have a text layer.
 */
export async function readScannedContents(
  document: PDFDocumentProxy,
  recognition: Recognition,
  book: Book,
  front: readonly FrontPage[],
): Promise<BookPage[] | null> {
  if (front[0]?.staffTopPt !== null) return null;
  const looks = createLooks(document, recognition, book);
  await readFront(looks, front);
  if (!looks.hasContents() && book.pageCount >= MIN_PAGES_WITH_CONTENTS_AT_END)
    for (const number of lastPages(looks.pages)) await looks.forTable(number);
  if (!looks.hasContents() || !(await lookAtMusic(looks))) return null;
  await lookForLastMusic(looks);
  return looks.pages;
}

interface Looks {
  readonly book: Book;
  /** As far as is known. */
  readonly pages: BookPage[];
  change(number: number, part: Partial<BookPage>): void;
  /** Undefined for a page that cannot be drawn, and when the time is over. */
  at<T>(
    number: number,
    task: (page: PDFPageProxy, ...reading: Reading) => Promise<T>,
  ): Promise<T | undefined>;
  /** Reads a page that may be of contents; true for one of music. */
  forTable(number: number): Promise<boolean | undefined>;
  hasContents(): boolean;
}

function createLooks(document: PDFDocumentProxy, recognition: Recognition, book: Book): Looks {
  const pages = [...book.pages];
  const looks: Looks = {
    book,
    pages,
    change(number, part) {
      const page = pages[number - 1];
      if (page) pages[number - 1] = { ...page, ...part };
    },
    at: (number, task) =>
      recognition.spend(async (...reading) => {
        const page = await document.getPage(number);
        try {
          return await task(page, ...reading);
        } finally {
          page.cleanup();
        }
      }),
    async forTable(number) {
      const lines = await looks.at(number, (page, ...reading) => readTable(page, number, ...reading));
      if (lines !== undefined)
        looks.change(number, lines === null ? { hasMusic: true } : { hasMusic: false, lines });
      return lines === undefined ? undefined : lines === null;
    },
    hasContents: () => hasPrintedContents({ ...book, pages }),
  };
  return looks;
}

/** The pages that were recognised for their heading, and those after them up to the music. */
async function readFront({ pages, at, change, forTable }: Looks, front: readonly FrontPage[]): Promise<void> {
  const withoutMusic = front.filter(({ staffTopPt }) => staffTopPt === null);
  for (const { number, unread } of withoutMusic) {
    if (unread.numbers.length < MIN_NUMBERS) continue;
    const more = (await at(number, async (_, ...reading) => readLines(unread, number, ...reading))) ?? [];
    change(number, { lines: inReadingOrder([...(pages[number - 1]?.lines ?? []), ...more]) });
  }
  if (withoutMusic.length < front.length) return;
  const next = (front.at(-1)?.number ?? 0) + 1;
  for (let number = next; number <= Math.min(FIRST_PAGES, pages.length); number += 1) {
    if (pages[number - 1]?.hasMusic !== null || (await forTable(number)) !== false) return;
  }
}

/** False where two pages lie on one sheet: numbers of pages do not count the sheets. */
async function lookAtMusic({ book, pages, at, change }: Looks): Promise<boolean> {
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const [number] = pagesToLookAt({ ...book, pages });
    if (number === undefined) return true;
    const edges = await at(number, (page, ...reading) => readEdges(page, number, ...reading));
    if (edges?.isSpread) return false;
    change(number, { hasMusic: edges?.hasMusic ?? false, lines: edges?.lines ?? [] });
  }
  return true;
}

/** Behind it lie an index, a list of other editions, the cover. */
async function lookForLastMusic({ pages, at, change }: Looks): Promise<void> {
  for (const number of lastPages(pages)) {
    if (pages[number - 1]?.hasMusic === true) return;
    if (pages[number - 1]?.hasMusic === false) continue;
    const hasMusic = await at(number, hasStaves);
    if (hasMusic !== false) return;
    change(number, { hasMusic });
  }
}

/** From the last one back. */
function lastPages(pages: readonly BookPage[]): number[] {
  return pages
    .slice(-LAST_PAGES)
    .map(({ number }) => number)
    .reverse();
}
