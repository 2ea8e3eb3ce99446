import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Tells a document that was removed and made again from the one before, whose numbers it repeats. */
const statements = [`ALTER TABLE documents ADD COLUMN incarnation uuid NOT NULL DEFAULT gen_random_uuid()`];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
