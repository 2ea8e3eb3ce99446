import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** `key_day` is the day that the plan's rule gave an occurrence, `day` the one that it is on. */
export const statements = [
  'ALTER TABLE plans ADD COLUMN status text, ADD COLUMN source_template_id text',
  `ALTER TABLE occurrences ADD COLUMN plan_id text, ADD COLUMN day date, ADD COLUMN key_day date,
     ADD COLUMN status text`,
  'CREATE INDEX occurrences_by_plan ON occurrences (plan_id, day)',
  'CREATE INDEX occurrences_by_day ON occurrences (day)',
  `CREATE INDEX entries_by_goal ON entries USING gin ((record->'goalIds'))`,
  // Rows of these kinds may be there, with the columns empty.
  `DELETE FROM projections WHERE document = 'journal'`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
