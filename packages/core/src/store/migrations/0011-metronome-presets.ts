import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const statements = [
  'CREATE TABLE "metronomePresets" (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz)',
  // A device with a newer version may have sent such records before there was a table for them.
  `DELETE FROM projections WHERE document = 'journal'`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
