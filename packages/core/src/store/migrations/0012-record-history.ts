import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const statements = [
  // No projection of the document, which keeps no earlier values: see "History" in ARCHITECTURE.md.
  `CREATE TABLE record_history (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, collection text NOT NULL,
     record_id text NOT NULL, at timestamptz NOT NULL, replica text NOT NULL, changes jsonb NOT NULL)`,
  'CREATE INDEX record_history_by_record ON record_history (record_id, collection, seq)',
  'CREATE TABLE history_since (journal_id text PRIMARY KEY, since timestamptz)',
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
