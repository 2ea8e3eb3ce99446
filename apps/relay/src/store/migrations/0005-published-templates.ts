import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The text of a template may hold the words elsewhere; whoever reads published ones looks at the field itself. */
const statements = [
  `ALTER TABLE records ADD COLUMN published_at timestamptz`,
  `UPDATE records SET published_at = now()
     WHERE collection = 'templates' AND NOT is_deleted AND entity LIKE '%"visibility":"public"%'`,
  `CREATE INDEX records_published ON records (published_at) WHERE published_at IS NOT NULL`,
  `CREATE INDEX records_published_id ON records (record_id) WHERE published_at IS NOT NULL`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
