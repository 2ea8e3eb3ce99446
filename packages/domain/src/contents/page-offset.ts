/** How much later a page stands in the PDF than its printed number says. */
import type { Book, BookPage } from './book.ts';
import type { PrintedRow } from './printed-rows.ts';
import { lineOfTitle } from './title-words.ts';

/** A title that is found on a page says more than a number at its edge, which may count bars. */
const VOTES = { title: 3, edge: 1, label: 1 };

/** Prefaces are no longer than this; the first page of a later volume may have any number. */
const MAX_OFFSET = 80;

/** Upper and lower part of a page in which its number stands. */
const EDGE = 0.12;

export interface SolvedOffset {
  readonly offset: number;
  /** Something in the book bears it out. */
  readonly isSure: boolean;
}

/** @param book without its pages of contents */
export function solveOffset(rows: readonly PrintedRow[], book: Book): SolvedOffset | undefined {
  const votes = new Map<number, number>();
  const vote = (offset: number, weight: number) => {
    if (offset <= MAX_OFFSET) votes.set(offset, (votes.get(offset) ?? 0) + weight);
  };
  for (const page of book.pages) {
    for (const number of edgeNumbers(page)) vote(page.number - number, VOTES.edge);
    for (const { number } of rowsWithTitle(rows, page)) vote(page.number - number, VOTES.title);
  }
  if (saysMore(book.pageLabels)) {
    for (const [index, label] of book.pageLabels.entries()) {
      if (/^\d{1,4}$/.test(label)) vote(index + 1 - Number(label), VOTES.label);
    }
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1] || Math.abs(a[0]) - Math.abs(b[0]));
  if (best && best[1] >= 2) return { offset: best[0], isSure: true };
  // The first piece begins where the music does.
  const first = book.pages.find(({ hasMusic }) => hasMusic)?.number;
  const number = rows[0]?.number;
  return first === undefined || typeof number !== 'number'
    ? undefined
    : { offset: first - number, isSure: false };
}

/** The page has the number or the title that the offset leads to expect. */
export function bearsOut(rows: readonly PrintedRow[], page: BookPage, offset: number): boolean {
  const printed = page.number - offset;
  return (
    edgeNumbers(page).includes(printed) || rowsWithTitle(rows, page).some(({ number }) => number === printed)
  );
}

/** Of rows that are much alike ("Prelude in C", "Prelude in D") the one that reads as the page does. */
function rowsWithTitle(rows: readonly PrintedRow[], page: BookPage): { readonly number: number }[] {
  const shares = rows.map(({ text }) => lineOfTitle(text, page)?.shared ?? 0);
  const most = Math.max(...shares);
  return rows.flatMap(({ number }, index) =>
    most > 0 && shares[index] === most && number !== null ? [{ number }] : [],
  );
}

/** Labels that count as the PDF does are what a program wrote that did not know. */
function saysMore(labels: readonly string[]): boolean {
  return labels.some((label, index) => label !== String(index + 1));
}

function edgeNumbers({ lines, heightPt }: BookPage): number[] {
  return lines.flatMap(({ text, box }) => {
    const isAtEdge = box[1] + box[3] < heightPt * EDGE || box[1] > heightPt * (1 - EDGE);
    const number = isAtEdge ? /^[-–—[(\s]*(\d{1,4})[-–—\])\s]*$/.exec(text)?.[1] : undefined;
    return number === undefined ? [] : [Number(number)];
  });
}
