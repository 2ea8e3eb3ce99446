import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `CREATE TABLE blobs (
     user_id text NOT NULL, sha256 text NOT NULL, size_bytes bigint NOT NULL, PRIMARY KEY (user_id, sha256))`,
  `CREATE TABLE blob_uploads (
     id text PRIMARY KEY, user_id text NOT NULL, sha256 text NOT NULL, size_bytes bigint NOT NULL,
     received_bytes bigint NOT NULL DEFAULT 0, is_resumable boolean NOT NULL, expires_at timestamptz NOT NULL)`,
  `CREATE INDEX blob_uploads_user ON blob_uploads (user_id)`,
  `CREATE UNIQUE INDEX blob_uploads_resumable ON blob_uploads (user_id, sha256) WHERE is_resumable`,
  `CREATE TABLE blob_chunks (
     upload_id text NOT NULL REFERENCES blob_uploads (id) ON DELETE CASCADE, start_byte bigint NOT NULL,
     size_bytes bigint NOT NULL, name text NOT NULL, PRIMARY KEY (upload_id, start_byte))`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
