import {
  addDays,
  type BulkChange,
  type CalendarDay,
  type Entry,
  type EntryInput,
  type EntryPatch,
  entrySchema,
  type KeptEntry,
  localDateOf,
  MAX_BULK_ENTRIES,
  type NameField,
  parseQuery,
  startOfWeek,
} from '@mirubato/domain/logbook';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { type RawBuilder, sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import { changeRecord, createRecord, notFound, restoreRecord, trashRecord } from '../store/record-edits.ts';
import { prefixQuery } from '../store/words.ts';
import { changeEntries, takeBackEntries } from './bulk-entries.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { goalsNamed, namesOf } from './entry-names.ts';
import { entriesThat } from './entry-query.ts';

/** What is typed into the search line, and where and how its days are counted. */
export interface EntrySearch {
  /** In the query language of `domain/logbook`; what is wrong in it is passed over. */
  readonly q?: string | undefined;
  /** Where `today` is asked for; UTC when left out. */
  readonly zone?: string | undefined;
  /** ISO weekday, for a person who has not set one; Monday when left out. */
  readonly firstDay?: number | undefined;
}

export interface EntryQuery extends EntrySearch {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Local dates, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Words alone, each of which begins a word of the entry. */
  readonly words?: string | undefined;
  readonly pieceId?: string | undefined;
  readonly scoreId?: string | undefined;
}

export interface Day {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly minutes: number;
  readonly entries: number;
}

/** Of practice: changes of status are none. */
export interface Totals {
  readonly entries: number;
  readonly minutes: number;
  readonly minutesToday: number;
  readonly minutesThisWeek: number;
  /** The first and last day with practice; null when there is none. */
  readonly from: string | null;
  readonly to: string | null;
  /** The musician's present day. */
  readonly today: string;
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
  days(from: string, to: string, search?: EntrySearch): Promise<Day[]>;
  totals(search: EntrySearch): Promise<Totals>;
  /** Of the entries found, newest first; no more than may be changed at once. */
  ids(search: EntrySearch): Promise<{ ids: string[]; isComplete: boolean }>;
  /** Values of a field in the person's own entries that begin, or have a word that begins, as typed. */
  names(field: NameField, typed: string, limit: number): Promise<string[]>;
  /**
   * One edit for all; entries that are gone, in the trash, or already so are left out. Problem `not-found` when the
   * piece to link is not there.
   */
  changeEntries(ids: readonly string[], change: BulkChange): Promise<Result<KeptEntry[]>>;
  /** Writes what stood there before, where nobody has changed it since. Answers how many entries were. */
  takeBackEntries(kept: readonly KeptEntry[]): Promise<Result<number>>;
  /** Those outside the trash, oldest first. */
  entriesWithIds(ids: readonly string[]): Promise<Entry[]>;
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

    async entries({ limit, cursor, from, to, words: typed, pieceId, scoreId, ...search }) {
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      if (cursor !== undefined && !after) return fail('invalid-input', 'The cursor is not one of ours.');
      const words = typed ? prefixQuery(typed) : undefined;
      // The index tells which they are; only their own records are read.
      const chosen = store.db
        .selectFrom('entries')
        .select(['id'])
        .where('deleted_at', 'is', null)
        .where(await found(search))
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
        .limit(limit + 1);
      const rows = await store.db
        .selectFrom('entries')
        .select('record')
        .where('id', 'in', chosen)
        .orderBy('local_date', 'desc')
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      const entries = rows.slice(0, limit).map(({ record }) => record as unknown as Entry);
      const last = rows.length > limit ? entries.at(-1) : undefined;
      return ok({ entries, nextCursor: last ? encodeCursor(last) : null });
    },

    async days(from, to, search = {}) {
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
        .where(await found(search))
        .groupBy('local_date')
        .orderBy('local_date')
        .execute();
      return rows.map((row) => ({ date: row.local_date, minutes: row.minutes, entries: row.entries }));
    },

    async totals(search) {
      const { today, firstDay } = await calendarDay(search);
      const week = startOfWeek(today, firstDay);
      const between = (from: string, to: string) =>
        sql<number>`coalesce(sum(duration) FILTER (WHERE local_date BETWEEN ${from}::date AND ${to}::date), 0)::int`;
      const row = await store.db
        .selectFrom('entries')
        .select([
          sql<number>`count(*)::int`.as('entries'),
          sql<number>`coalesce(sum(duration), 0)::int`.as('minutes'),
          between(today, today).as('minutesToday'),
          between(week, addDays(week, 6)).as('minutesThisWeek'),
          sql<string | null>`min(local_date)`.as('from'),
          sql<string | null>`max(local_date)`.as('to'),
        ])
        .where('deleted_at', 'is', null)
        .where('type', '<>', 'status_change')
        .where(await found(search))
        .executeTakeFirstOrThrow();
      return { ...row, today };
    },

    async ids(search) {
      const rows = await store.db
        .selectFrom('entries')
        .select('id')
        .where('deleted_at', 'is', null)
        .where(await found(search))
        .orderBy('local_date', 'desc')
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(MAX_BULK_ENTRIES + 1)
        .execute();
      const ids = rows.slice(0, MAX_BULK_ENTRIES).map(({ id }) => id);
      return { ids, isComplete: rows.length <= MAX_BULK_ENTRIES };
    },

    async names(field, typed, limit) {
      const words = /[\p{L}\p{N}]/u.test(typed) ? { text: typed, isPhrase: false } : undefined;
      if (field !== 'goal') return namesOf(store.db, field, words, limit);
      const titles = (await goalsNamed(store.db, words)).map(({ title }) => title);
      return [...new Set(titles)].slice(0, limit);
    },

    changeEntries: (ids, change) => changeEntries(context, ids, change),
    takeBackEntries: (kept) => takeBackEntries(context, kept),

    async entriesWithIds(ids) {
      const rows = await store.db
        .selectFrom('entries')
        .select('record')
        .where('deleted_at', 'is', null)
        .where(sql<boolean>`id = ANY(${ids})`)
        .orderBy('started_at')
        .orderBy('id')
        .execute();
      return rows.map(({ record }) => entrySchema.parse(record));
    },
  };

  async function calendarDay({ zone = 'UTC', firstDay = 1 }: EntrySearch): Promise<CalendarDay> {
    const { dayStartHour, firstDayOfWeek } = await settings.read();
    const today = localDateOf(instantNow(context), zone, dayStartHour);
    return { today, firstDay: firstDayOfWeek ?? firstDay };
  }

  async function found(search: EntrySearch): Promise<RawBuilder<boolean>> {
    const { query } = parseQuery(search.q ?? '');
    return query ? entriesThat(store.db, query, await calendarDay(search)) : sql<boolean>`TRUE`;
  }
}

/** An entry names a piece by id, or by title and composer when it was written before the piece was kept. */
export function practisesPiece(pieceId: string) {
  return sql<boolean>`EXISTS (
    SELECT 1 FROM entry_pieces ep WHERE ep.entry_id = entries.id
      AND (ep.piece_id = ${pieceId} OR (ep.piece_id IS NULL
        AND ep.piece_key = (SELECT piece_key FROM pieces WHERE id = ${pieceId}))))`;
}
