/** A piece gets another title and composer wherever it stands: entries, repertoire, goals. */
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { isScoreId, normalisePieceKey, pieceKey } from '@mirubato/domain/repertoire';
import { editNow, liveRecord, type Planned } from './edit-now.ts';
import { keptPieces } from './kept-pieces.ts';
import type { RecordsView, TimedEdit } from './user-records.ts';

export interface PieceName {
  readonly title: string;
  readonly composer?: string | null | undefined;
}

/**
 * Entries are matched by the exact words, as in the original; the repertoire by its key. The value is how many
 * entries changed. Problem `conflict` when the repertoire has both pieces.
 */
export function renamedPiece(
  view: RecordsView,
  nowMs: number,
  was: PieceName,
  is: PieceName,
): Result<Planned<number>> {
  const [oldKey, newKey] = [pieceKey(was.title, was.composer), pieceKey(is.title, is.composer)];
  const name = { title: is.title, composer: is.composer || null };
  const pieces = keptPieces(view);
  const renamed = pieces.filter(
    ({ key, piece }) => key === oldKey || (isScoreId(key) && isNamed(was, piece.title, piece.composer)),
  );
  const isTaken = oldKey !== newKey && pieces.some(({ key }) => key === newKey);
  if (renamed.length > 0 && isTaken) {
    return fail('conflict', 'There is a piece of this name in the repertoire already');
  }
  const edits: TimedEdit[] = renamed.map(({ id, key }) =>
    editNow(view, nowMs, 'pieces', id, { ...name, ...(!isScoreId(key) && { scoreId: newKey }) }),
  );
  let count = 0;
  for (const id of view.ids('entries')) {
    const record = liveRecord(view, 'entries', id);
    const fields = record && renamedEntry(record);
    if (!fields) continue;
    edits.push(editNow(view, nowMs, 'entries', id, fields));
    count += 1;
  }
  for (const id of view.ids('goals')) {
    const scoreId = liveRecord(view, 'goals', id)?.scoreId;
    if (oldKey === newKey || typeof scoreId !== 'string' || normalisePieceKey(scoreId) !== oldKey) continue;
    edits.push(editNow(view, nowMs, 'goals', id, { scoreId: newKey }));
  }
  return ok({ edits, value: count });

  function renamedEntry(record: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
    const listed = Array.isArray(record.pieces) ? record.pieces : [];
    const isListed = listed.some((piece) => isNamed(was, piece?.title, piece?.composer));
    const isTitled = isNamed(was, record.scoreTitle, record.scoreComposer);
    const { scoreId } = record;
    const isKeyed =
      typeof scoreId === 'string' && !isScoreId(scoreId) && normalisePieceKey(scoreId) === oldKey;
    if (!isListed && !isTitled && !(isKeyed && listed.length === 0)) return undefined;
    return {
      ...(isListed && {
        pieces: listed.map((piece) =>
          isNamed(was, piece?.title, piece?.composer)
            ? { ...piece, ...name, ...(typeof piece.id === 'string' && { id: newKey }) }
            : piece,
        ),
      }),
      ...(isTitled && { scoreTitle: name.title, scoreComposer: name.composer }),
      ...(isKeyed && { scoreId: newKey }),
    };
  }
}

function isNamed(name: PieceName, title: unknown, composer: unknown): boolean {
  return title === name.title && (composer || null) === (name.composer || null);
}
