/** How a record came to be as it is, and back to how it was: always by a new change, never by taking one away. */
import {
  type FieldChanges,
  type HistoryCollection,
  patchBefore,
  patchSchemaOf,
} from '@mirubato/domain/history';
import { DEVICES } from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { deviceSchema } from '@mirubato/domain/sync';
import type { CoreContext } from '../context.ts';
import type { Goals } from '../goals/goals.ts';
import type { Logbook } from '../logbook/logbook.ts';
import type { Repertoire } from '../repertoire/repertoire.ts';
import type { Scores } from '../scores/scores.ts';
import { notFound } from '../store/record-edits.ts';
import { CHANGES_KEPT } from './record-changes.ts';

export interface HistoryChange {
  readonly seq: number;
  readonly at: string;
  /** On which device it was made. */
  readonly device: HistoryDevice;
  readonly changes: FieldChanges;
}

export interface HistoryDevice {
  readonly isThis: boolean;
  /** Null where the device has never said its name. */
  readonly name: string | null;
}

export interface RecordHistory {
  readonly createdAt: string;
  /** Newest first. */
  readonly changes: readonly HistoryChange[];
  readonly beginning: HistoryBeginning;
  /** Since when changes are noted here; null from the beginning of the journal. */
  readonly since: string | null;
}

/**
 * What lies before the oldest change: nothing, as the record was made here (`made`); changes from before they were
 * noted here (`before-since`), or from before the record came here from elsewhere (`elsewhere`); or more changes than
 * are kept (`bounded`).
 */
export type HistoryBeginning = 'made' | 'before-since' | 'elsewhere' | 'bounded';

export interface History {
  /** Problem `not-found`. */
  history(collection: HistoryCollection, id: string): Promise<Result<RecordHistory>>;
  /**
   * Makes the record as it was before that change, and answers the number of the change this is, to be taken back in
   * the same way; null when it was so already. Problems: `not-found`, `conflict` (it lies in the trash),
   * `invalid-input` (a value of then would not be taken today).
   */
  restoreBefore(
    collection: HistoryCollection,
    id: string,
    seq: number,
  ): Promise<Result<{ seq: number | null }>>;
}

/** A record that says it is much older than its writing was taken in from elsewhere. */
const MADE_WITHIN_MS = 60_000;

function beginningOf(
  count: number,
  { isMadeHere, isBeforeSince }: { isMadeHere: boolean; isBeforeSince: boolean },
): HistoryBeginning {
  if (count >= CHANGES_KEPT) return 'bounded';
  if (!isMadeHere) return 'elsewhere';
  return isBeforeSince ? 'before-since' : 'made';
}

export function createHistory(
  { store, journal, replica }: CoreContext,
  features: { logbook: Logbook; repertoire: Repertoire; goals: Goals; scores: Scores },
): History {
  const { db } = store;
  return {
    async history(collection, id) {
      const record = await recordOf(collection, id);
      if (!record) return notFound(collection, id);
      const rows = await changeRows(collection, id);
      const names = await deviceNames(new Set(rows.map((row) => row.replica)));
      if (!names.ok) return names;
      const begun = await db.selectFrom('history_since').select('since').executeTakeFirst();
      const createdAt = String(record.createdAt);
      const since = begun?.since?.toISOString() ?? null;
      const writes = await journal.look((document) => document.writes(collection, id).get('createdAt'));
      if (!writes.ok) return writes;
      const isMadeHere =
        writes.value?.replica === replica && writes.value.atMs - Date.parse(createdAt) < MADE_WITHIN_MS;
      return ok({
        createdAt,
        changes: rows.map(({ seq, at, replica: by, changes }) => ({
          seq: Number(seq),
          at: at.toISOString(),
          device: { isThis: by === replica, name: names.value.get(by) ?? null },
          changes: changes as unknown as FieldChanges,
        })),
        beginning: beginningOf(rows.length, {
          isMadeHere,
          isBeforeSince: since !== null && createdAt < since,
        }),
        since,
      });
    },

    async restoreBefore(collection, id, seq) {
      const record = await recordOf(collection, id);
      if (!record) return notFound(collection, id);
      if (record.deletedAt) return fail('conflict', 'It is in the trash: restore it before changing it.');
      const rows = (await changeRows(collection, id)).filter((row) => Number(row.seq) >= seq);
      if (Number(rows.at(-1)?.seq) !== seq) return fail('not-found', 'That change is no longer kept.');
      const patch = patchBefore(
        record,
        rows.map(({ changes }) => changes as unknown as FieldChanges),
      );
      if (Object.keys(patch).length === 0) return ok({ seq: null });
      const written = await write(collection, id, patch);
      if (!written.ok) return written;
      const [latest] = await changeRows(collection, id);
      const isNew = latest !== undefined && Number(latest.seq) > Number(rows[0]?.seq);
      return ok({ seq: isNew ? Number(latest.seq) : null });
    },
  };

  async function recordOf(collection: HistoryCollection, id: string) {
    const row = await db.selectFrom(collection).select('record').where('id', '=', id).executeTakeFirst();
    return row?.record;
  }

  function changeRows(collection: HistoryCollection, id: string) {
    return db
      .selectFrom('record_history')
      .selectAll()
      .where('collection', '=', collection)
      .where('record_id', '=', id)
      .orderBy('seq', 'desc')
      .execute();
  }

  async function deviceNames(replicas: ReadonlySet<string>): Promise<Result<Map<string, string>>> {
    const others = [...replicas].filter((name) => name !== replica);
    // The document is read only for what the rows do not say.
    if (others.length === 0) return ok(new Map());
    return journal.look((document) => {
      const named = others.map(
        (name) => [name, deviceSchema.safeParse(document.read(DEVICES, name)).data?.name] as const,
      );
      return new Map(named.flatMap(([by, name]) => (name ? [[by, name] as const] : [])));
    });
  }

  /** By the same doors as any other edit, so that what follows from a field follows. */
  async function write(collection: HistoryCollection, id: string, patch: unknown): Promise<Result<unknown>> {
    const parsed = patchSchemaOf(collection).safeParse(patch);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return fail(
        'invalid-input',
        `What stood there before cannot be written any more: ${issue?.path.join('.')} ${issue?.message}`,
      );
    }
    switch (collection) {
      case 'entries':
        return features.logbook.editEntry(id, parsed.data as never);
      case 'pieces':
        return features.repertoire.editPiece(id, parsed.data as never);
      case 'goals':
        return features.goals.editGoal(id, parsed.data as never);
      case 'scores':
        return features.scores.editScore(id, parsed.data as never);
    }
  }
}
