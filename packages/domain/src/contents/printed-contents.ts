/**
 * Pieces out of a printed page of contents, with the pages of the PDF solved: what is printed counts from another
 * page than the PDF does.
 */
import type { Book, BookPage, FoundContents, FoundPiece } from './book.ts';
import { isContentsHeading, isFrontMatter } from './front-matter.ts';
import { bearsOut, solveOffset } from './page-offset.ts';
import { type PrintedRow, rowsOf } from './printed-rows.ts';
import { lineOfTitle } from './title-words.ts';

/** Contents stand at a book's beginning, in France and Italy at its end. */
export const FIRST_PAGES = 14;
export const LAST_PAGES = 4;

/** So many rows with a number make a page of contents; fewer where it says that it is one. */
const MIN_ROWS = 5;
const MIN_ROWS_UNDER_HEADING = 2;

/** Of all rows, those that go up as the numbers do. */
const MIN_IN_ORDER = 0.8;

/** Of recognised numbers, those that go up together. */
const MOST_IN_ORDER = 0.75;

/** How far the page with the title may lie from where the offset leads: plates between, misprints. */
const ASTRAY_WITHIN = 2;

/** Of rows that lead to no page of the PDF: more of them, and it is no page of contents of this book. */
const MAX_OUTSIDE = 0.3;

const CONFIDENCE = { seen: 0.95, offset: 0.75, unsure: 0.4 };

/** A digit of a picture may be another. */
const RECOGNISED_CONFIDENCE = { seen: 0.8, offset: 0.6, unsure: 0.3 };

interface ContentsPages {
  readonly pageCount: number;
  readonly rows: readonly PrintedRow[];
  /** The pages that are none of contents. */
  readonly others: readonly BookPage[];
  readonly isNamed: boolean;
  readonly isRecognised: boolean;
}

export function printedContents(book: Book): FoundContents | undefined {
  const contents = readContents(book);
  if (!contents) return undefined;
  const { rows, others, isNamed, isRecognised } = contents;
  const solved = solveOffset(rows, { ...book, pages: others });
  // A page of a picture that neither says what it is nor leads to a title may be any table.
  if (!solved || (isRecognised && !isNamed && !solved.isSure)) return undefined;
  const trust = isRecognised ? RECOGNISED_CONFIDENCE : CONFIDENCE;
  const found = rows.flatMap((row, index): FoundPiece[] => {
    const { text, heading } = row;
    const [first, last] = expectedPages(contents, index, solved.offset);
    const near = others
      .filter(({ number }) => number >= first - ASTRAY_WITHIN && number <= last + ASTRAY_WITHIN)
      .sort((a, b) => Math.abs(a.number - first) - Math.abs(b.number - first))
      .find((page) => lineOfTitle(text, page));
    if (!near && row.number === null && first !== last) return [];
    const confidence = near ? trust.seen : solved.isSure && row.number !== null ? trust.offset : trust.unsure;
    return [{ text, heading, page: near?.number ?? first, confidence }];
  });
  const inside = found.filter(({ page }) => page >= 1 && page <= book.pageCount);
  if (inside.length < 2 || inside.length < found.length * (1 - MAX_OUTSIDE)) return undefined;
  return { source: 'contents-page', pieces: inside.sort((a, b) => a.page - b.page) };
}

/** Whether among the pages that were looked at one is of contents. */
export function hasPrintedContents(book: Book): boolean {
  return readContents(book) !== undefined;
}

/**
 * The pages of a scanned book that, when they are looked at, say most about where its pieces begin: the first one
 * first. Empty when enough is known, and where there is no page of contents.
 */
export function pagesToLookAt(book: Book): number[] {
  const contents = readContents(book);
  if (!contents) return [];
  const { rows, others } = contents;
  const isUnseen = (page: number) =>
    others.some(({ number, hasMusic }) => number === page && hasMusic === null);
  const solved = solveOffset(rows, { ...book, pages: others });
  if (!solved) return [Math.round(book.pageCount / 2), Math.round(book.pageCount / 2) + 1].filter(isUnseen);
  const pages = rows.map((_, index) => expectedPages(contents, index, solved.offset)[0]);
  const [first = 0, last = 0] = [pages[0], pages.at(-1)];
  const agreeing = others.filter((page) => bearsOut(rows, page, solved.offset)).map(({ number }) => number);
  const areEnough = agreeing.length >= 2 && Math.max(...agreeing) > (first + last) / 2;
  const wanted = areEnough
    ? rows.flatMap(({ number }, index) =>
        number === null ? between(expectedPages(contents, index, solved.offset)) : [],
      )
    : LOOK_AT.map((part) => pages[Math.round(part * (pages.length - 1))] ?? 0);
  return [...new Set(wanted)].filter(isUnseen);
}

/** So many pages are looked through for a piece whose number cannot be read. */
const MAX_GAP = 5;

/** The first and the last piece, and others evenly between them; as parts of all. */
const LOOK_AT = [0, 1, 0.5, 0.25, 0.75, 0.125, 0.625];

function isOfNumber({ number }: PrintedRow): boolean {
  return number !== null;
}

function between([first, last]: readonly [number, number]): number[] {
  if (last - first >= MAX_GAP) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Of a row without a number, from the piece before it to the piece after it. */
function expectedPages(
  { rows, pageCount }: Pick<ContentsPages, 'rows' | 'pageCount'>,
  index: number,
  offset: number,
): readonly [number, number] {
  const own = rows[index]?.number ?? null;
  if (own !== null) return [own + offset, own + offset];
  const before = rows.slice(0, index).findLast(isOfNumber)?.number;
  const after = rows.slice(index + 1).find(isOfNumber)?.number;
  return [before ? before + offset : 1, after ? after + offset : pageCount];
}

function readContents(book: Book): ContentsPages | undefined {
  const pages = contentsPages(book);
  const isRecognised = pages.some(isRecognisedPage);
  const printed = pages.flatMap(rowsOf).filter(({ text }) => !isFrontMatter(text));
  const rows = isRecognised ? inOrder(printed) : printed;
  if (rows.length < 2) return undefined;
  const others = book.pages.filter(({ number }) => !pages.some((page) => page.number === number));
  return { pageCount: book.pageCount, rows, others, isNamed: pages.some(isNamedContents), isRecognised };
}

function contentsPages({ pages, pageCount }: Book): BookPage[] {
  const found: BookPage[] = [];
  for (const page of pages) {
    const mayBe = page.number <= FIRST_PAGES || page.number > pageCount - LAST_PAGES;
    if (!mayBe || page.hasMusic) continue;
    const follows = found.at(-1)?.number === page.number - 1;
    const rows = rowsOf(page);
    const least = follows || isNamedContents(page) ? MIN_ROWS_UNDER_HEADING : MIN_ROWS;
    const isOrdered = isRecognisedPage(page) ? areMostInOrder(rows) : areInOrder(rows);
    if (rows.length >= least && isOrdered) found.push(page);
  }
  return found;
}

function isNamedContents({ lines }: BookPage): boolean {
  return lines.some(({ text }) => isContentsHeading(text));
}

function isRecognisedPage({ lines }: BookPage): boolean {
  return lines.some(({ confidence }) => confidence !== undefined);
}

/** One number that was read wrongly may break two steps. */
function areMostInOrder(rows: readonly PrintedRow[]): boolean {
  const ordered = inOrder(rows).filter(isOfNumber).length;
  return ordered >= 2 && ordered >= rows.filter(isOfNumber).length * MOST_IN_ORDER;
}

function areInOrder(rows: readonly PrintedRow[]): boolean {
  const numbers = rows.map(({ number }) => number).filter((number) => number !== null);
  const steps = numbers.slice(1).filter((number, index) => number >= (numbers[index] ?? 0)).length;
  return numbers.length >= 2 && steps >= (numbers.length - 1) * MIN_IN_ORDER;
}

/** The most numbers that go up together are right; the others were read wrongly. */
function inOrder(rows: readonly PrintedRow[]): PrintedRow[] {
  let best: number[] = [];
  const endingAt: number[][] = [];
  for (const [index, { number }] of rows.entries()) {
    let own: number[] = [];
    for (const [before, run] of endingAt.entries()) {
      if (number !== null && run.length > own.length && (rows[before]?.number ?? 0) <= number) own = run;
    }
    endingAt.push(number === null ? [] : [...own, index]);
    if ((endingAt[index]?.length ?? 0) > best.length) best = endingAt[index] ?? [];
  }
  return rows.map((row, index) => (best.includes(index) ? row : { ...row, number: null }));
}
