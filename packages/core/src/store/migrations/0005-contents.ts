import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const statements = [
  `CREATE TABLE contents (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz,
     score_id text NOT NULL, first_page int NOT NULL, piece_id text, search text NOT NULL,
     words tsvector GENERATED ALWAYS AS (to_tsvector('simple', fold(search))) STORED)`,
  'CREATE INDEX contents_by_score ON contents (score_id, first_page)',
  'CREATE INDEX contents_by_piece ON contents (piece_id)',
  'CREATE INDEX contents_by_words ON contents USING gin (words)',
  // A device with a newer version may have sent such records before there was a table for them.
  `DELETE FROM projections WHERE document = 'journal'`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
