/**
 * Pieces out of a printed page of contents, with the pages of the PDF solved: what is printed counts from another
 * page than the PDF does.
 */
import type { TextLine } from '../scores/heading.ts';
import type { Book, BookPage, FoundContents, FoundPiece } from './book.ts';
import { isContentsHeading, isFrontMatter } from './front-matter.ts';
import { solveOffset } from './page-offset.ts';
import { lineOfTitle } from './title-words.ts';

export interface PrintedRow {
  readonly text: string;
  readonly heading: string | null;
  /** As printed. */
  readonly number: number;
}

/** Contents stand at a book's beginning, in France and Italy at its end. */
const FIRST_PAGES = 14;
const LAST_PAGES = 4;

/** So many rows with a number make a page of contents; fewer where it says that it is one. */
const MIN_ROWS = 5;
const MIN_ROWS_UNDER_HEADING = 2;

/** Of all rows, those that go up as the numbers do. */
const MIN_IN_ORDER = 0.8;

/** How far the page with the title may lie from where the offset leads: plates between, misprints. */
const ASTRAY_WITHIN = 2;

/** Of rows that lead to no page of the PDF: more of them, and it is no page of contents of this book. */
const MAX_OUTSIDE = 0.3;

const CONFIDENCE = { seen: 0.95, offset: 0.75, unsure: 0.4 };

export function printedContents(book: Book): FoundContents | undefined {
  const pages = contentsPages(book);
  const rows = pages.flatMap(rowsOf).filter(({ text }) => !isFrontMatter(text));
  if (rows.length < 2) return undefined;
  const afterContents = book.pages.filter(({ number }) => !pages.some((page) => page.number === number));
  const solved = solveOffset(rows, { ...book, pages: afterContents });
  if (!solved) return undefined;
  const found = rows.map((row): FoundPiece => {
    const { text, heading } = row;
    const expected = row.number + solved.offset;
    const near = afterContents
      .filter(({ number }) => Math.abs(number - expected) <= ASTRAY_WITHIN)
      .sort((a, b) => Math.abs(a.number - expected) - Math.abs(b.number - expected))
      .find((page) => lineOfTitle(text, page));
    const confidence = near ? CONFIDENCE.seen : solved.isSure ? CONFIDENCE.offset : CONFIDENCE.unsure;
    return { text, heading, page: near?.number ?? expected, confidence };
  });
  const inside = found.filter(({ page }) => page >= 1 && page <= book.pageCount);
  if (inside.length < 2 || inside.length < found.length * (1 - MAX_OUTSIDE)) return undefined;
  return { source: 'contents-page', pieces: inside.sort((a, b) => a.page - b.page) };
}

function contentsPages({ pages, pageCount }: Book): BookPage[] {
  const found: BookPage[] = [];
  for (const page of pages) {
    const mayBe = page.number <= FIRST_PAGES || page.number > pageCount - LAST_PAGES;
    if (!mayBe || page.hasMusic) continue;
    const follows = found.at(-1)?.number === page.number - 1;
    const isNamed = follows || page.lines.some(({ text }) => isContentsHeading(text));
    const rows = rowsOf(page);
    if (rows.length >= (isNamed ? MIN_ROWS_UNDER_HEADING : MIN_ROWS) && areInOrder(rows)) found.push(page);
  }
  return found;
}

function areInOrder(rows: readonly PrintedRow[]): boolean {
  const steps = rows.slice(1).filter(({ number }, index) => number >= (rows[index]?.number ?? 0)).length;
  return steps >= (rows.length - 1) * MIN_IN_ORDER;
}

/** Rows that end in a number, column after column. */
export function rowsOf({ lines, widthPt }: BookPage): PrintedRow[] {
  const entries: (PrintedRow & { readonly leftPt: number })[] = [];
  let heading: string | null = null;
  let open: { text: string; leftPt: number } | undefined;
  for (const row of printedRows(lines)) {
    for (const { text, box } of row) {
      const { words, number } = withNumber(text);
      if (words !== '') {
        const continued = open && (/[,\-–—]$/.test(open.text) || /^\p{Ll}/u.test(words));
        if (open && !continued) heading = open.text;
        open = { text: continued ? `${open?.text} ${words}` : words, leftPt: box[0] };
      }
      if (number === undefined || !open) continue;
      entries.push({ text: open.text, heading, number, leftPt: open.leftPt });
      open = undefined;
    }
  }
  const isRight = ({ leftPt }: { leftPt: number }) => leftPt > widthPt / 2;
  const right = entries.filter(isRight);
  if (right.length < entries.length / 4) return entries;
  return [...entries.filter((entry) => !isRight(entry)), ...right];
}

/** From top to bottom, each from left to right. */
function printedRows(lines: readonly TextLine[]): TextLine[][] {
  const rows: TextLine[][] = [];
  const bottom = ({ box }: TextLine) => box[1] + box[3];
  for (const line of [...lines].sort((a, b) => bottom(a) - bottom(b))) {
    const above = rows.at(-1);
    const first = above?.[0];
    if (first && bottom(line) - bottom(first) < line.fontSizePt / 2) above.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.sort((a, b) => a.box[0] - b.box[0]));
}

/** "Minuet . . . . 12" and a number alone; a year or the number of a work within the words is none. */
function withNumber(text: string): { words: string; number: number | undefined } {
  const alone = /^(?:p|pp|s|str|pag)?\.?\s*(\d{1,3})$/i.exec(text.replace(/^[\s.·•…_]+/, ''));
  if (alone) return { words: '', number: Number(alone[1]) };
  const led = /^(.*?\p{L}.*?)(?:\s*[.·•…_]{2,}|(?:\s+[.·•…_]){2,}|\s{2,})[\s.·•…_]*(\d{1,3})$/u.exec(text);
  if (led) return { words: clean(led[1] ?? ''), number: Number(led[2]) };
  return { words: clean(text), number: undefined };
}

function clean(text: string): string {
  return text
    .replace(/[\s.·•…_]{3,}$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
