/** Pieces out of a PDF's outline ("bookmarks"). */
import { foldWord, mannerWords, otherWords, speedWords } from '../scores/tempo-words.ts';
import { isMovement } from '../scores/title-parts.ts';
import type { Book, FoundContents, FoundPiece, OutlineItem } from './book.ts';
import { isFrontMatter } from './front-matter.ts';

const CONFIDENCE = 0.9;

/** Undefined where the outline names fewer than two pieces. */
export function outlineContents({ outline, pageCount }: Book): FoundContents | undefined {
  const pieces = piecesOf(outline, null).filter(({ page }) => page <= pageCount);
  const pages = new Set(pieces.map(({ page }) => page));
  if (pieces.length < 2 || pages.size < 2) return undefined;
  return { source: 'outline', pieces: pieces.sort((a, b) => a.page - b.page) };
}

/** What has movements below it is a piece; what has pieces below it is their heading. */
function piecesOf(items: readonly OutlineItem[], heading: string | null): FoundPiece[] {
  const named = items
    .map((item) => ({ ...item, text: item.title.replace(/\s+/g, ' ').trim() }))
    .filter(({ text }) => text !== '' && !isFrontMatter(text));
  if (named.every(({ text }) => isPartOfPiece(text))) return [];
  return named.flatMap(({ text, page, items: below }) => {
    const pieces = piecesOf(below, text);
    if (pieces.length > 0) return pieces;
    return page === null ? [] : [{ text, heading, page, confidence: CONFIDENCE }];
  });
}

/** "II. Adagio" and "Allegro ma non troppo"; an album piece may be called so too, but then its neighbours are not. */
export function isPartOfPiece(text: string): boolean {
  if (isMovement(text)) return true;
  const words = text
    .replace(/^(?:\d+|[IVX]+)[.:)]?\s+/, '')
    .split(/[^\p{L}]+/u)
    .map(foldWord)
    .filter((word) => word.length > 2);
  const isOfTempo = (word: string) => speedWords.has(word) || mannerWords.has(word) || otherWords.has(word);
  return words.some((word) => speedWords.has(word)) && words.filter((word) => !isOfTempo(word)).length <= 1;
}
