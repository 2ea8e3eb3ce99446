import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * `work_key` names the work of a score or piece; it is derived, and `work_keys` says by which version of the rules.
 * Fingerprints of pages are kept by the bytes of their PDF, in bands that two pictures of a page share.
 */
export const statements = [
  'CREATE TABLE work_keys (version text PRIMARY KEY)',
  'ALTER TABLE scores ADD COLUMN work_key text',
  'CREATE INDEX scores_by_work ON scores (work_key) WHERE work_key IS NOT NULL',
  'ALTER TABLE pieces ADD COLUMN work_key text',
  'CREATE INDEX pieces_by_work ON pieces (work_key) WHERE work_key IS NOT NULL',
  `CREATE TABLE page_fingerprints (
     sha256 text NOT NULL, page integer NOT NULL, cells text NOT NULL, bands integer[] NOT NULL,
     PRIMARY KEY (sha256, page))`,
  'CREATE INDEX page_fingerprints_by_band ON page_fingerprints USING gin (bands)',
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
