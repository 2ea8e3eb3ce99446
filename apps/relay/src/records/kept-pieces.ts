/** The pieces of a repertoire by the original's identity, and what is written as they are kept, changed and let go. */
import { type Entry, entrySchema } from '@mirubato/domain/logbook';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import {
  type Entity,
  entityIdOf,
  type repertoirePatchSchema,
  repertoireToPiece,
} from '@mirubato/domain/protocol';
import {
  isPieceOf,
  isScoreId,
  isScoreIdOf,
  nameOfPieceKey,
  namesPiece,
  type Piece,
  type PieceRef,
  pieceSchema,
  withoutStatusLines,
} from '@mirubato/domain/repertoire';
import type { z } from 'zod';
import { editNow, liveRecord, type Planned, trashNow } from './edit-now.ts';
import type { RecordsView, TimedEdit } from './user-records.ts';

export interface KeptPiece extends PieceRef {
  /** The id that the original's clients were told. */
  readonly itemId: string;
  readonly piece: Piece;
}

export function keptPieces(view: RecordsView): KeptPiece[] {
  return [...view.ids('pieces')].flatMap((id) => keptPiece(view, id) ?? []);
}

export async function keptPieceByKey(view: RecordsView, key: string): Promise<Result<KeptPiece>> {
  const id = await view.recordIdOf('pieces', key);
  const found = id === undefined ? undefined : keptPiece(view, id);
  return found ? ok(found) : fail('not-found', 'Repertoire item not found');
}

function keptPiece(view: RecordsView, id: string): KeptPiece | undefined {
  const record = liveRecord(view, 'pieces', id);
  return record && toKept(id, record);
}

function toKept(id: string, record: Entity): KeptPiece {
  return {
    id,
    key: entityIdOf('pieces', id, record),
    itemId: typeof record.wireId === 'string' ? record.wireId : id,
    piece: pieceSchema.parse({ ...record, id }),
  };
}

type Change = z.infer<typeof repertoirePatchSchema>;

/** A new piece by its key: the score's own title where the key names one, else what the key says. */
export function newPiece(
  view: RecordsView,
  nowMs: number,
  { id, key, change, title }: { id: string; key: string; change: Change; title?: string },
): Planned<KeptPiece> {
  const score = isScoreId(key) ? liveRecord(view, 'scores', key) : undefined;
  const said = nameOfPieceKey(key);
  const patch = repertoireToPiece(change);
  const status = patch.status ?? 'planned';
  const { notes, statusHistory } = withoutStatusLines(patch.notes ?? '', []);
  const edit = editNow(view, nowMs, 'pieces', id, (at) => ({
    title: title ?? (typeof score?.title === 'string' ? score.title : said.title),
    composer: title ? null : typeof score?.composer === 'string' ? score.composer : said.composer,
    referenceLinks: [],
    difficultyRating: null,
    ...patch,
    notes,
    status,
    tags: [],
    scoreIds: score ? [key] : [],
    scoreId: key,
    statusHistory: statusHistory.length > 0 ? statusHistory : [{ at, from: null, to: status }],
  }));
  return { edits: [edit], value: toKept(id, edit.fields) };
}

export function changedPiece(
  view: RecordsView,
  nowMs: number,
  { id, piece }: KeptPiece,
  change: Change,
): Planned<KeptPiece> {
  const { notes: text, ...patch } = repertoireToPiece(change);
  const edit = editNow(view, nowMs, 'pieces', id, (at) => {
    const told = text === undefined ? undefined : withoutStatusLines(text, piece.statusHistory);
    const history = told?.statusHistory ?? piece.statusHistory;
    const changed =
      patch.status !== undefined && patch.status !== piece.status
        ? [...history, { at, from: piece.status, to: patch.status }]
        : history;
    return {
      ...patch,
      notes: told?.notes,
      ...(changed.length > piece.statusHistory.length && { statusHistory: changed }),
    };
  });
  return { edits: [edit], value: toKept(id, { ...view.read('pieces', id), ...edit.fields }) };
}

/** Lets the piece go and cuts its entries loose: they keep title and composer. The value is how many they are. */
export function dissociatedPiece(view: RecordsView, nowMs: number, kept: KeptPiece): Planned<number> {
  const edits: TimedEdit[] = [trashNow(view, nowMs, 'pieces', kept.id)];
  let count = 0;
  for (const id of view.ids('entries')) {
    const record = liveRecord(view, 'entries', id);
    const entry = record && entrySchema.parse({ ...record, id });
    if (!entry || !namesPiece(kept, entry)) continue;
    count += 1;
    const loose = cutLoose(kept, entry, Array.isArray(record.pieces) ? record.pieces : []);
    if (loose) edits.push(editNow(view, nowMs, 'entries', id, loose));
  }
  return { edits, value: count };
}

/** @param raw the entry's pieces with what only newer or older clients know of them */
function cutLoose(
  kept: KeptPiece,
  entry: Entry,
  raw: readonly unknown[],
): Record<string, unknown> | undefined {
  const { title, composer } = kept.piece;
  const isScored = isScoreIdOf(kept, entry);
  const isListed = entry.pieces.some((piece) => isPieceOf(kept, piece));
  if (!isScored && !entry.pieces.some(({ pieceId }) => pieceId === kept.id)) return undefined;
  const pieces = raw.map((piece) =>
    typeof piece === 'object' && piece !== null && 'pieceId' in piece && piece.pieceId === kept.id
      ? { ...piece, pieceId: null }
      : piece,
  );
  return {
    pieces: isListed ? pieces : [...pieces, { id: kept.key, title, composer }],
    ...(isScored && { scoreId: null, scoreTitle: title, scoreComposer: composer }),
  };
}
