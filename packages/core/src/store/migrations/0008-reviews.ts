import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How pieces and passages went, and what entries say of the measures and the tempo of their pieces. */
export const statements = [
  `CREATE TABLE reviews (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz,
     piece_id text NOT NULL, passage text NOT NULL, at timestamptz NOT NULL, local_date date NOT NULL, grade text)`,
  'CREATE INDEX reviews_by_piece ON reviews (piece_id, passage, at) WHERE deleted_at IS NULL',
  'ALTER TABLE entry_pieces ADD COLUMN measures text, ADD COLUMN tempo double precision',
  // What the rows of entries have not said so far is in their records; reviews may have come from a newer version.
  `DELETE FROM projections WHERE document = 'journal'`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
