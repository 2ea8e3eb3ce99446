import {
  type Entry,
  type EntryInput,
  type EntryPatch,
  entrySchema,
  localDateOf,
} from '@mirubato/domain/logbook';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import { changeRecord, createRecord, notFound, restoreRecord, trashRecord } from '../store/record-edits.ts';
import { prefixQuery } from '../store/words.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

export interface EntryQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Local dates, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
  readonly pieceId?: string | undefined;
  readonly scoreId?: string | undefined;
}

export interface Day {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly minutes: number;
  readonly entries: number;
}

export interface Logbook {
  createEntry(id: string, input: EntryInput): Promise<Result<Entry>>;
  editEntry(id: string, patch: EntryPatch): Promise<Result<Entry>>;
  trashEntry(id: string): Promise<Result<void>>;
  restoreEntry(id: string): Promise<Result<Entry>>;
  entry(id: string): Promise<Result<Entry>>;
  /** Newest day first, then newest start first; trashed entries are left out. */
  entries(query: EntryQuery): Promise<Result<{ entries: Entry[]; nextCursor: string | null }>>;
  /** Days on which there was practice, in order. Status changes are no practice. */
  days(from: string, to: string): Promise<Day[]>;
}

export function createLogbook(context: CoreContext, settings: SettingsFeature): Logbook {
  const { journal, store } = context;
  const toEntry = (id: string) => (result: Result<object>) =>
    result.ok ? ok(entrySchema.parse({ ...result.value, id })) : result;

  return {
    async createEntry(id, input) {
      const { dayStartHour } = await settings.read();
      const localDate = localDateOf(input.timestamp, input.zone, dayStartHour);
      return createRecord(journal, context, 'entries', id, { ...input, localDate }).then(toEntry(id));
    },

    async editEntry(id, patch) {
      const { dayStartHour } = await settings.read();
      return changeRecord(journal, context, 'entries', id, (present) => {
        const isMoved = patch.timestamp !== undefined || patch.zone !== undefined;
        if (!isMoved) return patch;
        const { timestamp, zone } = entrySchema.parse({ ...present, ...patch, id });
        return { ...patch, localDate: localDateOf(timestamp, zone, dayStartHour) };
      }).then(toEntry(id));
    },

    trashEntry: (id) => trashRecord(journal, context, 'entries', id),
    restoreEntry: (id) => restoreRecord(journal, context, 'entries', id).then(toEntry(id)),

    async entry(id) {
      const row = await store.db
        .selectFrom('entries')
        .select('record')
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? ok(entrySchema.parse(row.record)) : notFound('entries', id);
    },

    async entries({ limit, cursor, from, to, q, pieceId, scoreId }) {
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      if (cursor !== undefined && !after) return fail('invalid-input', 'The cursor is not one of ours.');
      const words = q ? prefixQuery(q) : undefined;
      const rows = await store.db
        .selectFrom('entries')
        .select('record')
        .where('deleted_at', 'is', null)
        .$if(from !== undefined, (query) => query.where('local_date', '>=', from ?? ''))
        .$if(to !== undefined, (query) => query.where('local_date', '<=', to ?? ''))
        .$if(scoreId !== undefined, (query) => query.where('score_id', '=', scoreId ?? ''))
        .$if(words !== undefined, (query) => query.where(sql<boolean>`words @@ ${words}`))
        .$if(pieceId !== undefined, (query) => query.where(practisesPiece(pieceId ?? '')))
        .$if(after !== undefined, (query) =>
          query.where(
            sql<boolean>`(local_date, started_at, id) < (${after?.date}::date, ${after?.startedAt}::timestamptz, ${after?.id})`,
          ),
        )
        .orderBy('local_date', 'desc')
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const entries = rows.slice(0, limit).map(({ record }) => record as unknown as Entry);
      const last = rows.length > limit ? entries.at(-1) : undefined;
      return ok({ entries, nextCursor: last ? encodeCursor(last) : null });
    },

    async days(from, to) {
      const rows = await store.db
        .selectFrom('entries')
        .select([
          'local_date',
          sql<number>`sum(duration)::int`.as('minutes'),
          sql<number>`count(*)::int`.as('entries'),
        ])
        .where('deleted_at', 'is', null)
        .where('type', '<>', 'status_change')
        .where('local_date', '>=', from)
        .where('local_date', '<=', to)
        .groupBy('local_date')
        .orderBy('local_date')
        .execute();
      return rows.map((row) => ({ date: row.local_date, minutes: row.minutes, entries: row.entries }));
    },
  };
}

/** An entry names a piece by id, or by title and composer when it was written before the piece was kept. */
export function practisesPiece(pieceId: string) {
  return sql<boolean>`EXISTS (
    SELECT 1 FROM entry_pieces ep WHERE ep.entry_id = entries.id
      AND (ep.piece_id = ${pieceId} OR (ep.piece_id IS NULL
        AND ep.piece_key = (SELECT piece_key FROM pieces WHERE id = ${pieceId}))))`;
}
