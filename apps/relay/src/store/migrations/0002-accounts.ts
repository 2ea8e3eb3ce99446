import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Times that tokens are measured against are seconds since 1970, as their claims are. */
const statements = [
  `ALTER TABLE users
     ADD COLUMN is_email_proven boolean NOT NULL DEFAULT false,
     ADD COLUMN display_name text,
     ADD COLUMN auth_provider text NOT NULL DEFAULT 'magic_link',
     ADD COLUMN role text NOT NULL DEFAULT 'user',
     ADD COLUMN tokens_valid_from bigint NOT NULL DEFAULT 0,
     ADD COLUMN preferences text NOT NULL DEFAULT '{}'`,
  `CREATE UNIQUE INDEX users_proven_email ON users (email) WHERE is_email_proven`,
  `CREATE TABLE deleted_users (id_hash text PRIMARY KEY, tokens_valid_from bigint NOT NULL)`,
  `CREATE TABLE magic_links (id_hash text PRIMARY KEY, expires_at bigint NOT NULL)`,
  `CREATE TABLE refresh_families (
     id text PRIMARY KEY, user_id text NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     secret_hash text NOT NULL, device_name text, expires_at bigint NOT NULL)`,
  `CREATE INDEX refresh_families_user ON refresh_families (user_id)`,
  `CREATE TABLE pairing_codes (
     code_hash text PRIMARY KEY, user_id text NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
     expires_at bigint NOT NULL)`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
