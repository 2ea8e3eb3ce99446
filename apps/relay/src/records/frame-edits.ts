/**
 * What a JSON client's frame writes into the journal. The later write wins, field by field, by the times the
 * clients give; a tombstone stays until a write that is later than it.
 */
import type { RecordFields } from '@mirubato/domain/journal';
import {
  type ClientFrame,
  type EntityCollection,
  entryFields,
  occurrenceFields,
  pieceEntityId,
  pieceFields,
  planFields,
} from '@mirubato/domain/protocol';
import type { RecordsView, TimedEdit } from './user-records.ts';

export type EditFrame = Exclude<
  ClientFrame,
  { type: 'SYNC_REQUEST' | 'PING' | 'BULK_SYNC' | 'REPERTOIRE_BULK_SYNC' }
>;

/** @param nowMs no write is taken to be of a later time, whatever the client's clock says */
export async function editsOf(
  frame: EditFrame,
  view: RecordsView,
  nowMs: number,
): Promise<readonly TimedEdit[]> {
  const { write, remove } = recordWriter(view, Math.min(Date.parse(frame.timestamp), nowMs), nowMs);
  switch (frame.type) {
    case 'ENTRY_CREATED':
    case 'ENTRY_UPDATED': {
      const { id } = frame.entry;
      return write('entries', id, entryFields(frame.entry, view.read('entries', id), view.surroundings));
    }
    case 'ENTRY_DELETED':
      return remove('entries', frame.entryId);
    case 'PIECE_ADDED':
    case 'PIECE_UPDATED': {
      const entityId = pieceEntityId(frame.piece);
      const id = (await view.recordIdOf('pieces', entityId)) ?? entityId;
      return write('pieces', id, pieceFields(frame.piece, view.read('pieces', id)));
    }
    case 'PIECE_REMOVED':
    case 'PIECE_DISSOCIATED':
      return remove('pieces', (await view.recordIdOf('pieces', frame.scoreId)) ?? frame.scoreId);
    case 'PLAN_CREATED':
    case 'PLAN_UPDATED':
      return [
        ...write('plans', frame.plan.id, planFields(frame.plan)),
        ...(frame.occurrences ?? []).flatMap((occurrence) =>
          write('occurrences', occurrence.id, occurrenceFields(occurrence)),
        ),
      ];
    case 'PLAN_OCCURRENCE_COMPLETED':
      return write('occurrences', frame.occurrence.id, occurrenceFields(frame.occurrence));
  }
}

/** @param statedMs when an edit was made that does not say so itself */
export function recordWriter(view: RecordsView, statedMs: number, nowMs: number) {
  return { write, remove };

  function write(collection: EntityCollection, id: string, fields: RecordFields): TimedEdit[] {
    const record = view.read(collection, id);
    const atMs =
      typeof fields.updatedAt === 'string' ? Math.min(Date.parse(fields.updatedAt), nowMs) : statedMs;
    const at = new Date(atMs).toISOString();
    const deletedMs = view.writtenAtMs(collection, id, 'deletedAt') ?? 0;
    const isDeleted = typeof record?.deletedAt === 'string';
    if (isDeleted && atMs <= deletedMs) return [];
    const written = { updatedAt: at, ...(!record && { createdAt: at }), ...fields };
    const deletedAt = typeof fields.deletedAt === 'string' ? fields.deletedAt : null;
    const isSettled = record !== undefined && !isDeleted && deletedAt === null;
    return [{ collection, id, atMs, fields: isSettled ? without(written) : { ...written, deletedAt } }];
  }

  /** A delete beats edits that did not know of it, but not a restoring that came after it. */
  function remove(collection: EntityCollection, id: string): TimedEdit[] {
    const record = view.read(collection, id);
    if (typeof record?.deletedAt === 'string') return [];
    const settledMs = view.writtenAtMs(collection, id, 'deletedAt') ?? 0;
    const createdMs = view.writtenAtMs(collection, id, 'createdAt') ?? settledMs;
    const wasRestored = settledMs > createdMs;
    if (wasRestored && statedMs <= settledMs) return [];
    const atMs = Math.max(statedMs, settledMs + 1);
    const at = new Date(atMs).toISOString();
    return [
      {
        collection,
        id,
        atMs,
        fields: { deletedAt: at, updatedAt: at, ...(!record && { createdAt: at }) },
      },
    ];
  }
}

function without({ deletedAt: _, ...fields }: RecordFields): RecordFields {
  return fields;
}
