import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `CREATE TABLE users (id text PRIMARY KEY, email text NOT NULL, created_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE TABLE documents (
     user_id text NOT NULL, document text NOT NULL, last_seq bigint NOT NULL, bytes bigint NOT NULL,
     PRIMARY KEY (user_id, document))`,
  `CREATE TABLE updates (
     user_id text NOT NULL, document text NOT NULL, seq bigint NOT NULL, bytes bytea NOT NULL,
     PRIMARY KEY (user_id, document, seq))`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
