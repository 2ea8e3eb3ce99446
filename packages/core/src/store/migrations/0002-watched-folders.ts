import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const statements = [
  'CREATE TABLE "watchedFolders" (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz)',
  `CREATE TABLE watched_files (
     path text PRIMARY KEY, folder_id text NOT NULL, size_bytes double precision NOT NULL,
     modified_ms double precision NOT NULL, sha256 text, job_id text, gone_since timestamptz)`,
  'CREATE INDEX watched_files_by_folder ON watched_files (folder_id)',
  'CREATE INDEX watched_files_by_sha256 ON watched_files (sha256)',
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
