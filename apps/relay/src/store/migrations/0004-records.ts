import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `CREATE TABLE journals (
     user_id text PRIMARY KEY, head bigint NOT NULL DEFAULT 0, projected_seq bigint NOT NULL DEFAULT 0,
     zone text NOT NULL DEFAULT 'UTC', changed_at timestamptz)`,
  `CREATE TABLE records (
     user_id text NOT NULL, collection text NOT NULL, record_id text NOT NULL, entity_id text NOT NULL,
     seq bigint NOT NULL, entity text NOT NULL, is_deleted boolean NOT NULL,
     PRIMARY KEY (user_id, collection, record_id))`,
  `CREATE UNIQUE INDEX records_seq ON records (user_id, seq)`,
  `CREATE TABLE idempotency_keys (
     user_id text NOT NULL, key text NOT NULL, request_hash text NOT NULL, response text NOT NULL,
     expires_at bigint NOT NULL, PRIMARY KEY (user_id, key))`,
  `CREATE INDEX records_entity ON records (user_id, collection, entity_id)`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
