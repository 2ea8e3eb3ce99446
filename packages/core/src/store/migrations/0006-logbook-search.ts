import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What a query of the logbook asks stands beside the day in one index, so that sums and filters over all entries need
 * not read the records. `name_words` brings names to words, each between two blanks.
 */
export const statements = [
  `ALTER TABLE entries
     ADD COLUMN has_notes boolean GENERATED ALWAYS AS (coalesce(record->>'notes', '') <> '') STORED,
     ADD COLUMN source text GENERATED ALWAYS AS (record->>'source') STORED`,
  'DROP INDEX entries_by_day',
  `CREATE INDEX entries_by_day ON entries (local_date DESC, started_at DESC, id DESC)
     INCLUDE (duration, type, instrument, mood, source, has_notes, score_id) WHERE deleted_at IS NULL`,
  'CREATE INDEX entries_by_instrument ON entries (instrument) WHERE instrument IS NOT NULL',

  'CREATE TABLE entry_labels (kind text, value text, entry_id text, PRIMARY KEY (kind, value, entry_id))',
  'CREATE INDEX entry_labels_by_entry ON entry_labels (entry_id)',
  'CREATE INDEX entry_pieces_by_title ON entry_pieces (title) INCLUDE (entry_id)',
  'CREATE INDEX entry_pieces_by_composer ON entry_pieces (composer) INCLUDE (entry_id) WHERE composer IS NOT NULL',

  `CREATE FUNCTION name_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
     RETURN ' ' || btrim(regexp_replace(fold($1), '[[:punct:][:space:]]+', ' ', 'g')) || ' '`,

  'CREATE TABLE "savedFilters" (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz)',
  // Labels are made of the records, and a newer version may have sent saved filters before there was a table for them.
  `DELETE FROM projections WHERE document = 'journal'`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
