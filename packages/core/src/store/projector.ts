/** Writes records as rows. The same code serves one edit and a rebuild of everything. */
import type { JournalDocument, RecordRef } from '@mirubato/domain/journal';
import { type Entry, entrySchema } from '@mirubato/domain/logbook';
import type { Works } from '@mirubato/domain/works';
import { type Kysely, sql, type Transaction } from 'kysely';
import { changesOfRows, noteChanges } from '../history/record-changes.ts';
import { shareRows } from './practice-shares.ts';
import {
  entryLabelRows,
  entryPieceRows,
  isProjected,
  type ProjectedCollection,
  type Row,
  rowByCollection,
} from './rows.ts';
import { refreshStatistics } from './statistics.ts';
import { storableJson } from './storable-json.ts';
import type { Tables } from './tables.ts';

export interface Projection {
  readonly journalId: string;
  readonly seq: number;
}

/** Records per statement: few round trips, and no statement of unbounded size. */
const CHUNK_RECORDS = 2000;

/** How far the rows of a document have come; undefined when they have never been projected. */
export async function readProjection(db: Kysely<Tables>, document: string): Promise<Projection | undefined> {
  const row = await db
    .selectFrom('projections')
    .selectAll()
    .where('document', '=', document)
    .executeTakeFirst();
  return row && { journalId: row.journal_id, seq: Number(row.seq) };
}

/** Projects the touched records and notes the progress, all or nothing. */
export async function projectRecords(
  db: Kysely<Tables>,
  options: {
    document: string;
    source: JournalDocument;
    touched: readonly RecordRef[];
    projection: Projection;
    works: () => Promise<Works>;
  },
): Promise<void> {
  const idsByCollection = new Map<ProjectedCollection, Set<string>>();
  for (const { collection, id } of options.touched) {
    if (!isProjected(collection)) continue;
    const ids = idsByCollection.get(collection) ?? new Set<string>();
    idsByCollection.set(collection, ids.add(id));
  }
  const workOf = await workOfFor([...idsByCollection.keys()], options.works);
  await db.transaction().execute(async (transaction) => {
    for (const [collection, ids] of idsByCollection) {
      await projectIds(transaction, options.source, collection, [...ids], workOf);
    }
    await noteProjection(transaction, options.document, options.projection);
  });
}

/** Empties the tables of a document and projects all its records. */
export async function rebuildRows(
  db: Kysely<Tables>,
  options: {
    document: string;
    source: JournalDocument;
    collections: readonly string[];
    projection: Projection;
    works: () => Promise<Works>;
  },
): Promise<void> {
  const withRecords = options.collections.filter(
    (name) => !options.source.ids(name)[Symbol.iterator]().next().done,
  );
  const workOf = await workOfFor(withRecords, options.works);
  await db.transaction().execute(async (transaction) => {
    for (const collection of options.collections) {
      if (!isProjected(collection)) continue;
      await sql`TRUNCATE ${sql.table(collection)}`.execute(transaction);
      if (collection === 'entries')
        await sql`TRUNCATE entry_pieces, entry_labels, practice_shares`.execute(transaction);
      await projectIds(transaction, options.source, collection, [...options.source.ids(collection)], workOf);
    }
    await noteProjection(transaction, options.document, options.projection);
  });
  await refreshStatistics(db);
}

/** The table of works takes its time to be read: only what names works needs it. */
async function workOfFor(
  collections: readonly string[],
  works: () => Promise<Works>,
): Promise<Works['workOf']> {
  const namesWorks = collections.some((name) => name === 'scores' || name === 'pieces');
  return namesWorks ? (await works()).workOf : () => undefined;
}

async function noteProjection(
  transaction: Transaction<Tables>,
  document: string,
  { journalId, seq }: Projection,
): Promise<void> {
  await transaction
    .insertInto('projections')
    .values({ document, journal_id: journalId, seq })
    .onConflict((conflict) => conflict.column('document').doUpdateSet({ journal_id: journalId, seq }))
    .execute();
}

async function projectIds(
  transaction: Transaction<Tables>,
  source: JournalDocument,
  collection: ProjectedCollection,
  ids: readonly string[],
  workOf: Works['workOf'],
): Promise<void> {
  for (let start = 0; start < ids.length; start += CHUNK_RECORDS) {
    const rows: Row[] = [];
    const pieceRows: Record<string, unknown>[] = [];
    const entries: Entry[] = [];
    const labelRows: Record<string, unknown>[] = [];
    const chunk = ids.slice(start, start + CHUNK_RECORDS);
    for (const id of chunk) {
      const fields = source.read(collection, id);
      if (!fields) continue;
      rows.push(rowByCollection[collection](id, fields, workOf));
      if (collection !== 'entries') continue;
      pieceRows.push(...entryPieceRows(id, fields));
      entries.push(entrySchema.parse({ ...fields, id }));
      labelRows.push(...entryLabelRows(id, fields));
    }
    const recordById = new Map(rows.map(({ id, record }) => [id, record]));
    await noteChanges(transaction, await changesOfRows(transaction, source, collection, recordById));
    await upsertRows(transaction, collection, rows, ['id']);
    if (collection === 'entries') {
      await transaction.deleteFrom('entry_pieces').where('entry_id', 'in', chunk).execute();
      await upsertRows(transaction, 'entry_pieces', pieceRows, ['entry_id', 'position']);
      await transaction.deleteFrom('practice_shares').where('entry_id', 'in', chunk).execute();
      await upsertRows(transaction, 'practice_shares', await shareRows(transaction, entries), [
        'entry_id',
        'position',
      ]);
      await transaction.deleteFrom('entry_labels').where('entry_id', 'in', chunk).execute();
      await upsertRows(transaction, 'entry_labels', labelRows, ['kind', 'value', 'entry_id']);
    }
  }
}

/** One statement and one parameter for any number of rows: JSON that PostgreSQL types by the table. */
async function upsertRows(
  transaction: Transaction<Tables>,
  table: string,
  rows: readonly Record<string, unknown>[],
  key: readonly string[],
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const updates = columns
    .filter((column) => !key.includes(column))
    .map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
  await sql`
    INSERT INTO ${sql.table(table)} (${names})
    SELECT ${names} FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${storableJson(rows)}::jsonb)
    ON CONFLICT (${sql.join(key.map((column) => sql.ref(column)))})
    ${updates.length > 0 ? sql`DO UPDATE SET ${sql.join(updates)}` : sql`DO NOTHING`}
  `.execute(transaction);
}
