/**
 * PGlite has no autovacuum: without this the planner never learns how much there is, and a search over many
 * scores takes ten times as long.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** The tables whose queries depend on the planner knowing their size. */
const tables = [
  'entries',
  'entry_pieces',
  'practice_shares',
  'report_names',
  'entry_labels',
  'pieces',
  'scores',
  'page_texts',
  'imports',
  'watched_files',
] as const;

/** A table is looked at again when it has so many more or fewer rows than last time. */
const CHANGED_SHARE = 0.2;
const CHANGED_ROWS = 50;

/** Vacuums and analyses what has changed much since it was last done; must not run in a transaction. */
export async function refreshStatistics(db: Kysely<Tables>): Promise<void> {
  for (const table of tables) {
    const { rows } = await sql<{ known: number; present: number }>`
      SELECT greatest(reltuples, 0)::int AS known, (SELECT count(*) FROM ${sql.table(table)})::int AS present
      FROM pg_class WHERE oid = ${table}::regclass`.execute(db);
    const { known = 0, present = 0 } = rows[0] ?? {};
    if (Math.abs(present - known) < Math.max(CHANGED_ROWS, known * CHANGED_SHARE)) continue;
    await sql`VACUUM (ANALYZE) ${sql.table(table)}`.execute(db);
  }
}
