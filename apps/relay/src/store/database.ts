/** Opens the relay's database: PostgreSQL where one is named, else PGlite in a folder. The queries are the same. */
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { SyncedNodeFS, syncedStartParams } from '@mirubato/core/store/synced-node-fs';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migration as initial } from './migrations/0001-initial.ts';
import { migration as accounts } from './migrations/0002-accounts.ts';
import { migration as blobs } from './migrations/0003-blobs.ts';
import { migration as records } from './migrations/0004-records.ts';
import { migration as publishedTemplates } from './migrations/0005-published-templates.ts';
import { migration as incarnations } from './migrations/0006-incarnations.ts';
import type { Tables } from './tables.ts';

export interface Database {
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

/** A small buffer and WAL: documents are not in it, and accounts and records are few. */
const startParams = [
  ...syncedStartParams,
  ...['shared_buffers=16MB', 'max_wal_size=64MB', 'min_wal_size=32MB'].flatMap((setting) => ['-c', setting]),
];

export async function openDatabase(options: {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
}): Promise<Database> {
  const db = options.databaseUrl
    ? new Kysely<Tables>({
        dialect: new PostgresDialect({ pool: openPool(options.databaseUrl) }),
      })
    : new Kysely<Tables>({
        dialect: new PGliteDialect({
          pglite: await PGlite.create({
            fs: new SyncedNodeFS(join(options.dataDir, 'database')),
            startParams,
          }),
        }),
      });
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => ({
        '0001-initial': initial,
        '0002-accounts': accounts,
        '0003-blobs': blobs,
        '0004-records': records,
        '0005-published-templates': publishedTemplates,
        '0006-incarnations': incarnations,
      }),
    },
  });
  const applied = (await migrator.getMigrations()).every(({ executedAt }) => executedAt !== undefined);
  if (!applied) {
    const { error } = await migrator.migrateToLatest();
    if (error) {
      await db.destroy();
      throw error;
    }
  }
  return { db, close: () => db.destroy() };
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString });
  // A connection that ends while nobody uses it is replaced by the next query, and must not end the process.
  pool.on('error', () => undefined);
  return pool;
}
