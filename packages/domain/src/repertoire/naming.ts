/** What a piece is called in the entries that name it: changed in all of them, and taken back. */
import type { EntryPiece } from '../logbook/entry.ts';
import { isPieceOf, type PieceRef } from './practice.ts';

export interface NameInEntries {
  /** Null: the entries keep the name and lose the piece. */
  readonly pieceId: string | null;
  readonly title: string;
  readonly composer: string | null;
}

/** @returns the pieces of an entry, with other names where they name `piece`; undefined when none does */
export function renamed(
  pieces: readonly EntryPiece[],
  piece: PieceRef,
  nameOf: (present: EntryPiece) => NameInEntries,
): EntryPiece[] | undefined {
  if (!pieces.some((each) => isPieceOf(piece, each))) return undefined;
  return pieces.map((each) => (isPieceOf(piece, each) ? ({ ...each, ...nameOf(each) } as EntryPiece) : each));
}

/**
 * Undoes a renaming in an entry that may have been changed since: a piece gets its former name back where it has
 * the name that it was given, and keeps the measures, tempo and minutes that it has now.
 */
export function namesTakenBack(
  present: readonly EntryPiece[],
  before: readonly EntryPiece[],
  after: readonly EntryPiece[],
): EntryPiece[] {
  return present.map((piece, index) => {
    const [former, given] = [before[index], after[index]];
    if (!former || !given || isNamedAlike(former, given) || !isNamedAlike(piece, given)) return piece;
    const { pieceId = null, title, composer = null } = former;
    return { ...piece, pieceId, title, composer };
  });
}

function isNamedAlike(a: EntryPiece, b: EntryPiece): boolean {
  return (
    (a.pieceId ?? null) === (b.pieceId ?? null) &&
    a.title === b.title &&
    (a.composer ?? null) === (b.composer ?? null)
  );
}
