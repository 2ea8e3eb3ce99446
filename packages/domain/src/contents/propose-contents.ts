/** Which pieces a book holds, and on which pages: its outline, else its page of contents, else its titles. */
import type { People } from '../people/people.ts';
import type { Book, FoundContents, FoundPiece } from './book.ts';
import type { ProposedContents } from './contents-item.ts';
import { headingContents } from './heading-contents.ts';
import { namePiece } from './name-piece.ts';
import { outlineContents } from './outline-contents.ts';
import { printedContents } from './printed-contents.ts';
import { lineOfTitle } from './title-words.ts';

/** A piece of its own with a cover has three pages. */
export const MIN_BOOK_PAGES = 4;

/** A title further down than this stands below the end of another piece. */
const AT_TOP_WITHIN = 0.3;

export interface PlacedContents {
  readonly source: FoundContents['source'];
  readonly pieces: readonly (FoundPiece & { readonly lastPage: number })[];
}

/** Undefined for a score of one piece. */
export function findContents(book: Book): PlacedContents | undefined {
  if (book.pageCount < MIN_BOOK_PAGES) return undefined;
  const found = outlineContents(book) ?? printedContents(book) ?? headingContents(book);
  if (!found) return undefined;
  const end = lastPageOfMusic(book);
  return {
    source: found.source,
    pieces: found.pieces.map((piece, index) => {
      const next = found.pieces[index + 1];
      const last = next ? lastPageBefore(next, book) : end;
      return { ...piece, lastPage: Math.max(piece.page, last) };
    }),
  };
}

/** Names composers and numbers of works, which takes the table of people. */
export function proposeContents({ source, pieces }: PlacedContents, people: People): ProposedContents {
  return {
    source,
    items: pieces.map((piece) => ({
      ...namePiece(piece, people),
      firstPage: piece.page,
      lastPage: piece.lastPage,
      confidence: piece.confidence,
    })),
  };
}

function lastPageBefore(next: FoundPiece, { pages }: Book): number {
  const page = pages.find(({ number }) => number === next.page);
  const line = page && lineOfTitle(next.text, page)?.line;
  const isBelow = page && line && page.hasMusic && line.box[1] > page.heightPt * AT_TOP_WITHIN;
  return isBelow ? next.page : next.page - 1;
}

function lastPageOfMusic({ pages, pageCount }: Book): number {
  // Pages that were not looked at may have music as well.
  const last = pages.findLast(({ hasMusic }) => hasMusic !== false);
  return !last || pages.length < pageCount ? pageCount : last.number;
}
