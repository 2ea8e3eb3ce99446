import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Every table of records has `id`, the whole `record` as it stands in the journal, and the columns that
 * queries ask for. `fold` is how words are compared: without accents and case.
 */
export const statements = [
  'CREATE EXTENSION IF NOT EXISTS unaccent',
  'CREATE EXTENSION IF NOT EXISTS pg_trgm',
  `CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
     RETURN lower(public.unaccent('public.unaccent'::regdictionary, $1))`,
  `CREATE TABLE projections (document text PRIMARY KEY, journal_id text NOT NULL, seq bigint NOT NULL)`,

  `CREATE TABLE entries (
     id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz,
     started_at timestamptz NOT NULL, local_date date NOT NULL, duration integer NOT NULL,
     type text NOT NULL, instrument text, mood text, score_id text, search text NOT NULL,
     words tsvector GENERATED ALWAYS AS (to_tsvector('simple', fold(search))) STORED)`,
  `CREATE INDEX entries_by_day ON entries (local_date DESC, started_at DESC, id DESC) WHERE deleted_at IS NULL`,
  'CREATE INDEX entries_by_score ON entries (score_id) WHERE score_id IS NOT NULL',
  'CREATE INDEX entries_by_words ON entries USING gin (words)',

  `CREATE TABLE entry_pieces (
     entry_id text NOT NULL, position integer NOT NULL, piece_id text, piece_key text NOT NULL,
     title text NOT NULL, composer text, minutes double precision NOT NULL,
     local_date date NOT NULL, is_practice boolean NOT NULL, sessions integer NOT NULL,
     PRIMARY KEY (entry_id, position))`,
  // They hold all that a piece's practice is summed from: the table itself need not be read.
  `CREATE INDEX entry_pieces_by_piece ON entry_pieces (piece_id, local_date) INCLUDE (minutes, sessions)
     WHERE is_practice AND piece_id IS NOT NULL`,
  `CREATE INDEX entry_pieces_by_key ON entry_pieces (piece_key, local_date) INCLUDE (minutes, sessions)
     WHERE is_practice AND piece_id IS NULL`,

  `CREATE TABLE pieces (
     id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz,
     title text NOT NULL, composer text, status text NOT NULL, piece_key text NOT NULL, search text NOT NULL,
     folded text GENERATED ALWAYS AS (fold(search)) STORED)`,
  'CREATE INDEX pieces_by_key ON pieces (piece_key)',
  'CREATE INDEX pieces_by_words ON pieces USING gin (folded gin_trgm_ops)',

  `CREATE TABLE goals (
     id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz,
     type text NOT NULL, status text NOT NULL, score_id text)`,

  `CREATE TABLE scores (
     id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz,
     sha256 text NOT NULL, title text NOT NULL, title_order text NOT NULL, composer text, created_at timestamptz NOT NULL,
     page_count integer NOT NULL, is_favourite boolean NOT NULL, needs_review boolean NOT NULL, search text NOT NULL,
     folded text GENERATED ALWAYS AS (fold(search)) STORED,
     words tsvector GENERATED ALWAYS AS (to_tsvector('simple', fold(search))) STORED)`,
  'CREATE INDEX scores_by_title ON scores (title_order, id) WHERE deleted_at IS NULL',
  `CREATE INDEX scores_named_composers ON scores (composer)
    WHERE record #>> '{evidence,composer,source}' = 'person'`,
  'CREATE INDEX scores_by_folded ON scores USING gin (folded gin_trgm_ops)',
  'CREATE INDEX scores_by_words ON scores USING gin (words)',

  `CREATE TABLE page_texts (
     sha256 text NOT NULL, page integer NOT NULL, text text NOT NULL,
     words tsvector GENERATED ALWAYS AS (to_tsvector('simple', fold(text))) STORED, PRIMARY KEY (sha256, page))`,
  'CREATE INDEX page_texts_by_words ON page_texts USING gin (words)',

  `CREATE TABLE imports (
     id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz,
     status text NOT NULL, queued_at timestamptz NOT NULL, sha256 text)`,
  'CREATE INDEX imports_by_time ON imports (queued_at, id)',
  'CREATE INDEX imports_by_status ON imports (status)',

  ...['plans', 'occurrences', 'templates', 'settings', 'timers', 'files'].map(
    (table) => `CREATE TABLE ${table} (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz)`,
  ),
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
