/**
 * Notes what a change has changed: rows of `record_history`. The journal's document has no earlier values, so they
 * are noted while a change is projected, and found again in its log when the rows are gone.
 */
import {
  changesBetween,
  type FieldChanges,
  type HistoryCollection,
  isHistoryCollection,
} from '@mirubato/domain/history';
import type { JournalDocument, RecordRef } from '@mirubato/domain/journal';
import { type Kysely, sql, type Transaction } from 'kysely';
import { storableJson } from '../store/storable-json.ts';
import type { Tables } from '../store/tables.ts';

/** Of one record: enough to find a slip of last month, and a bound to what one record may take. */
export const CHANGES_KEPT = 50;

export interface RecordChange extends RecordRef {
  readonly collection: HistoryCollection;
  readonly at: Date;
  readonly replica: string;
  readonly changes: FieldChanges;
}

type Source = Pick<JournalDocument, 'writes'>;

/** What has changed of records that were there already. @param records by id, as rows have them */
export async function changesOfRows(
  db: Transaction<Tables>,
  source: Source,
  collection: string,
  records: ReadonlyMap<string, unknown>,
): Promise<RecordChange[]> {
  if (!isHistoryCollection(collection) || records.size === 0) return [];
  const rows = await db
    .selectFrom(collection)
    .select(['id', 'record'])
    .where('id', 'in', [...records.keys()])
    .execute();
  return rows.flatMap(({ id, record }) => {
    const change = changeOf(source, { collection, id }, record, records.get(id));
    return change ? [change] : [];
  });
}

/** Undefined where nothing has changed that is kept. */
export function changeOf(
  source: Source,
  { collection, id }: { collection: HistoryCollection; id: string },
  before: unknown,
  after: unknown,
): RecordChange | undefined {
  const changes = changesBetween(collection, before as never, after as never);
  if (!changes) return undefined;
  const writes = source.writes(collection, id);
  // A text has no time of its own; whoever writes one writes `updatedAt` with it.
  const named = [...Object.keys(changes), 'updatedAt'].flatMap((field) => writes.get(field) ?? []);
  const latest = named.reduce((one, other) => (other.atMs > one.atMs ? other : one), {
    atMs: 0,
    replica: '',
  });
  return { collection, id, at: new Date(latest.atMs), replica: latest.replica, changes };
}

/** Keeps the latest changes of each record only. */
export async function noteChanges(db: Kysely<Tables>, changes: readonly RecordChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ collection, id, at, replica, changes: fields }) => ({
    collection,
    record_id: id,
    at,
    replica,
    changes: fields,
  }));
  const json = storableJson(rows);
  await sql`
    INSERT INTO record_history (collection, record_id, at, replica, changes)
    SELECT collection, record_id, at, replica, changes
    FROM jsonb_to_recordset(${json}::jsonb) AS noted (collection text, record_id text, at timestamptz, replica text, changes jsonb)`.execute(
    db,
  );
  const ids = [...new Set(changes.map(({ id }) => id))];
  await sql`
    DELETE FROM record_history WHERE seq IN (
      SELECT seq FROM (
        SELECT seq, row_number() OVER (PARTITION BY collection, record_id ORDER BY seq DESC) AS place
        FROM record_history WHERE record_id = ANY(${ids})
      ) AS numbered WHERE place > ${CHANGES_KEPT})`.execute(db);
}
