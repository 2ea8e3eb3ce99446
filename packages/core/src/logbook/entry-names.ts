/** The names in a person's own entries, found without reading the entries: each index knows its next value. */
import type { NameField } from '@mirubato/domain/logbook';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** Entries hold their goals by id. */
export type IndexedField = Exclude<NameField, 'goal'>;

/** Where the values of a field stand, and which of the rows there count. */
const placeByField: Readonly<
  Record<IndexedField, { table: string; column: string; rows: RawBuilder<unknown> }>
> = {
  piece: { table: 'entry_pieces', column: 'title', rows: sql`TRUE` },
  composer: { table: 'entry_pieces', column: 'composer', rows: sql`composer IS NOT NULL` },
  instrument: { table: 'entries', column: 'instrument', rows: sql`instrument IS NOT NULL` },
  tag: { table: 'entry_labels', column: 'value', rows: sql`kind = 'tag'` },
  technique: { table: 'entry_labels', column: 'value', rows: sql`kind = 'technique'` },
};

export interface NameWords {
  readonly text: string;
  /** Whole words; else the last one may go on. */
  readonly isPhrase: boolean;
}

/** The values of a field that hold the words; all of them without words. */
export async function namesOf(
  db: Kysely<Tables>,
  field: IndexedField,
  words: NameWords | undefined,
  limit?: number,
): Promise<string[]> {
  const { table, column, rows } = placeByField[field];
  const value = sql.ref(column);
  const from = sql`FROM ${sql.table(table)} WHERE ${rows}`;
  const isNamed = words ? holdsWords(sql`value`, words) : sql`TRUE`;
  const order = limit === undefined ? sql`` : sql`ORDER BY fold(value), value LIMIT ${limit}`;
  const result = await sql<{ value: string }>`
    WITH RECURSIVE names (value) AS (
      (SELECT ${value} ${from} ORDER BY ${value} LIMIT 1)
      UNION ALL
      SELECT (SELECT ${value} ${from} AND ${value} > names.value ORDER BY ${value} LIMIT 1)
      FROM names WHERE names.value IS NOT NULL)
    SELECT value FROM names WHERE value IS NOT NULL AND ${isNamed} ${order}`.execute(db);
  return result.rows.map((row) => row.value);
}

/** Goals outside the trash whose title holds the words; all of them without words. */
export async function goalsNamed(
  db: Kysely<Tables>,
  words: NameWords | undefined,
): Promise<{ id: string; title: string }[]> {
  const title = sql`record->>'title'`;
  const { rows } = await sql<{ id: string; title: string }>`
    SELECT id, ${title} AS title FROM goals
    WHERE deleted_at IS NULL AND ${title} IS NOT NULL AND ${words ? holdsWords(title, words) : sql`TRUE`}
    ORDER BY fold(${title}), id`.execute(db);
  return rows;
}

function holdsWords(value: RawBuilder<unknown>, { text, isPhrase }: NameWords): RawBuilder<boolean> {
  const words = sql`name_words(${text.normalize('NFC')})`;
  const pattern = isPhrase ? words : sql`rtrim(${words})`;
  // The words hold no wildcard of LIKE: signs have become blanks.
  return sql<boolean>`name_words(${value}) LIKE '%' || ${pattern} || '%'`;
}
