import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const statements = [
  `CREATE TABLE terms (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz, term_id text)`,
  'CREATE INDEX terms_by_term ON terms (term_id)',
  `CREATE TABLE "termFeedback" (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz,
     term_id text NOT NULL, created_at timestamptz NOT NULL)`,
  'CREATE INDEX term_feedback_by_term ON "termFeedback" (term_id)',
  `CREATE TABLE "termLooks" (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz,
     term_id text, count int NOT NULL, looked_at timestamptz NOT NULL)`,
  'CREATE INDEX term_looks_by_count ON "termLooks" (count DESC)',
  'CREATE INDEX term_looks_by_time ON "termLooks" (looked_at DESC)',
  // A device with a newer version may have sent such records before there was a table for them.
  `DELETE FROM projections WHERE document = 'journal'`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
