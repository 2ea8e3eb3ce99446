import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const statements = [
  'CREATE TABLE "termSeeds" (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz)',
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
