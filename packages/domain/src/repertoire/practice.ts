/** What entries say of pieces: sessions, minutes, when. */
import { type Entry, isPractice, minutesByPiece } from '../logbook/entry.ts';
import { normalisePieceKey, pieceKey } from './piece-key.ts';

export interface PieceRef {
  readonly id: string;
  /** The original's identity, as `pieceKey` makes it. */
  readonly key: string;
}

export interface Practice {
  /** Newest first. */
  readonly sessions: readonly Entry[];
  /** The piece's share of the minutes of its sessions. */
  readonly minutes: number;
}

/** An entry names a piece by its id; one that knows no id names it by its title and composer. */
export function isPieceOf({ id, key }: PieceRef, piece: Entry['pieces'][number]): boolean {
  return piece.pieceId ? piece.pieceId === id : pieceKey(piece.title, piece.composer) === key;
}

/** The original's entries name one piece by `scoreId` beside, or in place of, those that they list. */
export function isScoreIdOf({ key }: PieceRef, { scoreId }: Pick<Entry, 'scoreId'>): boolean {
  return scoreId !== null && normalisePieceKey(scoreId) === key;
}

export function namesPiece(piece: PieceRef, entry: Pick<Entry, 'pieces' | 'scoreId'>): boolean {
  return entry.pieces.some((named) => isPieceOf(piece, named)) || isScoreIdOf(piece, entry);
}

/** @returns by the pieces' ids; what was never practised is not in it */
export function practiceByPiece(
  pieces: readonly PieceRef[],
  entries: readonly Entry[],
): ReadonlyMap<string, Practice> {
  const ids = new Set(pieces.map(({ id }) => id));
  const idByKey = new Map(pieces.map(({ id, key }) => [key, id]));
  const practiceById = new Map<string, { sessions: Entry[]; minutes: number }>();
  for (const entry of entries) {
    if (!isPractice(entry)) continue;
    const shares = minutesByPiece(entry);
    const minutesById = new Map<string, number>();
    for (const [index, { pieceId, title, composer }] of entry.pieces.entries()) {
      const id = pieceId ?? idByKey.get(pieceKey(title, composer));
      if (!id || !ids.has(id)) continue;
      minutesById.set(id, (minutesById.get(id) ?? 0) + (shares[index] ?? 0));
    }
    const scored = entry.scoreId === null ? undefined : idByKey.get(normalisePieceKey(entry.scoreId));
    if (scored && !minutesById.has(scored)) minutesById.set(scored, entry.duration);
    for (const [id, minutes] of minutesById) {
      const practice = practiceById.get(id) ?? { sessions: [], minutes: 0 };
      practiceById.set(id, practice);
      practice.sessions.push(entry);
      practice.minutes += minutes;
    }
  }
  for (const { sessions } of practiceById.values()) {
    sessions.sort((a, b) => (a.timestamp < b.timestamp ? 1 : a.timestamp > b.timestamp ? -1 : 0));
  }
  return practiceById;
}
