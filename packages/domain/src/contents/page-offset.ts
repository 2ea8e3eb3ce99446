/** How much later a page stands in the PDF than its printed number says. */
import type { Book } from './book.ts';
import type { PrintedRow } from './printed-contents.ts';
import { lineOfTitle } from './title-words.ts';

/** A title that is found on a page says more than a number at its edge, which may count bars. */
const VOTES = { title: 3, edge: 1, label: 1 };

/** Prefaces are no longer than this. */
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
    if (Math.abs(offset) <= MAX_OFFSET) votes.set(offset, (votes.get(offset) ?? 0) + weight);
  };
  for (const page of book.pages) {
    for (const number of edgeNumbers(page)) vote(page.number - number, VOTES.edge);
    for (const { text, number } of rows) {
      if (lineOfTitle(text, page)) vote(page.number - number, VOTES.title);
    }
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
  const [row] = rows;
  return first === undefined || !row ? undefined : { offset: first - row.number, isSure: false };
}

/** Labels that count as the PDF does are what a program wrote that did not know. */
function saysMore(labels: readonly string[]): boolean {
  return labels.some((label, index) => label !== String(index + 1));
}

function edgeNumbers({ lines, heightPt }: Book['pages'][number]): number[] {
  return lines.flatMap(({ text, box }) => {
    const isAtEdge = box[1] + box[3] < heightPt * EDGE || box[1] > heightPt * (1 - EDGE);
    const number = isAtEdge ? /^[-–—[(\s]*(\d{1,4})[-–—\])\s]*$/.exec(text)?.[1] : undefined;
    return number === undefined ? [] : [Number(number)];
  });
}
