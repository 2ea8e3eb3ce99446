/** The pieces of a book while a person looks them through. Pure. */
import type { BookContents } from '@mirubato/core/client';
import type { ContentsInput } from '@mirubato/domain/contents';

export interface DraftPiece {
  /** Of the row, for as long as the screen is open. */
  readonly key: string;
  /** Undefined for one that is not in the book's contents yet. */
  readonly id: string | undefined;
  readonly isTaken: boolean;
  readonly title: string;
  readonly composer: string;
  readonly opus: string | null;
  /** As typed. */
  readonly firstPage: string;
  readonly lastPage: string;
  readonly pieceId: string | null;
  /** It becomes a piece of the repertoire as well. */
  readonly isForPractice: boolean;
}

export type DraftProblem = 'title' | 'firstPage' | 'lastPage';

/** What a person has settled; before that what the reader proposes. */
export function draftOf({ items, proposed, isChecked }: BookContents): DraftPiece[] {
  const source = isChecked || items.length > 0 ? items : (proposed?.items ?? []);
  return source.map((item, index) => ({
    key: String(index),
    id: 'id' in item ? item.id : undefined,
    isTaken: true,
    title: item.title,
    composer: item.composer ?? '',
    opus: item.opus,
    firstPage: String(item.firstPage),
    lastPage: String(item.lastPage),
    pieceId: 'pieceId' in item ? item.pieceId : null,
    isForPractice: false,
  }));
}

export function changed(
  pieces: readonly DraftPiece[],
  key: string,
  change: Partial<DraftPiece>,
): DraftPiece[] {
  return pieces.map((piece) => (piece.key === key ? { ...piece, ...change } : piece));
}

/** Every page that is a number is moved, though not before the first. */
export function shifted(pieces: readonly DraftPiece[], by: number): DraftPiece[] {
  const moved = (page: string) => {
    const number = pageOf(page);
    return number === undefined ? page : String(Math.max(1, number + by));
  };
  return pieces.map((piece) => ({
    ...piece,
    firstPage: moved(piece.firstPage),
    lastPage: moved(piece.lastPage),
  }));
}

/** A new piece in the order of the pages. */
export function withPiece(pieces: readonly DraftPiece[], page: number, key: string): DraftPiece[] {
  const piece: DraftPiece = {
    key,
    id: undefined,
    isTaken: true,
    title: '',
    composer: '',
    opus: null,
    firstPage: String(page),
    lastPage: String(page),
    pieceId: null,
    isForPractice: false,
  };
  const at = pieces.findIndex(({ firstPage }) => (pageOf(firstPage) ?? 0) > page);
  return at < 0 ? [...pieces, piece] : [...pieces.slice(0, at), piece, ...pieces.slice(at)];
}

/** Undefined for what is no page number. */
export function pageOf(typed: string): number | undefined {
  const number = Number(typed);
  return /^\s*\d{1,6}\s*$/.test(typed) && number >= 1 ? number : undefined;
}

/** Of a piece that is taken; null where all is well. */
export function problemOf(piece: DraftPiece, pageCount: number): DraftProblem | null {
  if (!piece.isTaken) return null;
  const [first, last] = [pageOf(piece.firstPage), pageOf(piece.lastPage)];
  if (piece.title.trim() === '') return 'title';
  if (first === undefined || first > pageCount) return 'firstPage';
  return last === undefined || last < first || last > pageCount ? 'lastPage' : null;
}

/** What is sent; call it when no piece has a problem. */
export function inputsOf(pieces: readonly DraftPiece[]): ContentsInput[] {
  return pieces
    .filter(({ isTaken }) => isTaken)
    .map(({ id, title, composer, opus, firstPage, lastPage, pieceId }) => ({
      ...(id === undefined ? {} : { id: id as NonNullable<ContentsInput['id']> }),
      title: title.trim(),
      composer: composer.trim() || null,
      opus,
      firstPage: pageOf(firstPage) ?? 1,
      lastPage: pageOf(lastPage) ?? 1,
      pieceId: pieceId as ContentsInput['pieceId'],
    }));
}
