import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * `practice_shares` is what reports add up: a narrow row for each piece of an entry with its share of the minutes, and
 * one for what no piece has. Names stand in it as numbers, which are grouped twice as fast as texts.
 */
export const statements = [
  'CREATE TABLE "savedReports" (id text PRIMARY KEY, record jsonb NOT NULL, deleted_at timestamptz)',
  `CREATE TABLE report_names (
     code integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, key text NOT NULL, name text NOT NULL,
     UNIQUE (kind, key))`,
  `CREATE TABLE practice_shares (
     local_date date NOT NULL, type integer NOT NULL, instrument integer, mood integer, piece integer, composer integer,
     minutes double precision NOT NULL, entry_minutes double precision NOT NULL, position smallint NOT NULL, hour smallint NOT NULL,
     is_first boolean NOT NULL, is_first_of_composer boolean NOT NULL, tempo real,
     techniques integer[], tags integer[], goals integer[], entry_id text NOT NULL,
     PRIMARY KEY (entry_id, position))`,
  'CREATE INDEX practice_shares_by_day ON practice_shares (local_date)',
  'CREATE INDEX practice_shares_with_tempo ON practice_shares (local_date) WHERE tempo IS NOT NULL',
  `DELETE FROM projections WHERE document = 'journal'`,
];

export const migration: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
