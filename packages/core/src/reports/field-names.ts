import type { NameField } from '@mirubato/domain/reports';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { pieceNames } from './filter-query.ts';

/** `key` is what a filter names: the piece's id, the goal's id, else the name in small letters. */
export interface FieldName {
  readonly key: string;
  readonly name: string;
}

/** More than a list to choose from is of use with. */
const MAX_NAMES = 1000;

export async function readFieldNames(db: Kysely<Tables>, field: NameField): Promise<FieldName[]> {
  const lists = { technique: 'techniques', tag: 'tags', goal: 'goals' } as const;
  const used =
    field === 'technique' || field === 'tag' || field === 'goal'
      ? sql`SELECT DISTINCT unnest(${sql.ref(lists[field])}) AS code FROM practice_shares`
      : sql`SELECT DISTINCT ${sql.ref(field)} AS code FROM practice_shares`;
  const named =
    field === 'piece'
      ? sql`SELECT id AS key, min(title) AS name FROM piece_names JOIN used USING (code) GROUP BY id`
      : field === 'goal'
        ? sql`SELECT n.key, coalesce(g.record->>'title', n.name) AS name FROM report_names n JOIN used USING (code)
            LEFT JOIN goals g ON g.id = n.key`
        : sql`SELECT key, name FROM report_names JOIN used USING (code)`;
  const { rows } = await sql<FieldName>`
    WITH ${pieceNames}, used AS (${used})
    SELECT key, name FROM (${named}) named ORDER BY fold(name), key LIMIT ${MAX_NAMES}`.execute(db);
  return rows;
}
