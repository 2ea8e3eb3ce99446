/**
 * Opens the PGlite database of a data directory: the index of the journal. What cannot be opened is put
 * aside and made anew from an image; nothing in it is the only copy of anything.
 */
import { cpSync, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { Kysely, PGliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { dataDirectoryAt } from './data-directory.ts';
import { migrations, schemaFingerprint } from './migrations/index.ts';
import { SyncedNodeFS, syncedStartParams } from './synced-node-fs.ts';
import type { Tables } from './tables.ts';

export interface Store {
  readonly db: Kysely<Tables>;
  readonly pglite: PGlite;
  /** Why the rows have to be projected again from the journal; undefined when they are as they were left. */
  readonly rebuildReason: string | undefined;
  close(): Promise<void>;
}

/** Major version of PostgreSQL inside PGlite: a data directory of another one traps on open. */
const POSTGRES_MAJOR = '18';

/** A small buffer and WAL keep an idle database small: it serves one user from the system's file cache. */
function startParams(bufferMb: number): string[] {
  const settings = [
    `shared_buffers=${bufferMb}MB`,
    // Reports over ten years have groups by the hundred thousand, which would otherwise go to the disk and back.
    'work_mem=16MB',
    'max_wal_size=64MB',
    'min_wal_size=32MB',
  ];
  return [...syncedStartParams, ...settings.flatMap((setting) => ['-c', setting])];
}

/**
 * Each MB costs 5 ms at the start, and reports over 100,000 entries take a third longer with 8 MB than with 32: as much
 * as the journal may need.
 */
const SMALL_JOURNAL_BYTES = 4 * 2 ** 20;
const SMALL_BUFFER_MB = 8;
const LARGE_BUFFER_MB = 32;

const extensions = { pg_trgm, unaccent };

/** A date stays a date: PGlite would make it an instant of this machine's zone. */
const parsers = { [types.DATE]: (value: string) => value };

/**
 * @param imagePath how the path of a directory with an empty database begins, since making one costs seconds:
 *   copied when it is there, else made when its parent can be written to.
 */
export async function openStore(dataDir: string, imagePath: string | undefined): Promise<Store> {
  const directory = join(dataDir, 'database');
  const versionPath = join(dataDir, 'database.version');
  const isSmall = (await bytesIn(dataDirectoryAt(dataDir).journal)) < SMALL_JOURNAL_BYTES;
  const bufferMb = isSmall ? SMALL_BUFFER_MB : LARGE_BUFFER_MB;
  let rebuildReason: string | undefined;
  if (!existsSync(join(directory, 'PG_VERSION'))) {
    rebuildReason = 'There was no database.';
  } else if ((await readFile(versionPath, 'utf8').catch(() => '')) !== POSTGRES_MAJOR) {
    rebuildReason = 'The database was of another version of PostgreSQL.';
  } else {
    try {
      return await openDirectory(directory, bufferMb);
    } catch (error) {
      rebuildReason = `The database did not open: ${(error as Error).message}`;
    }
  }
  await setAside(directory);
  const store =
    (await openCopy(imagePath, directory, bufferMb)) ?? (await openDirectory(directory, bufferMb));
  await writeFile(versionPath, POSTGRES_MAJOR);
  return { ...store, rebuildReason };
}

/** Makes an image of an empty, migrated database for `openStore`, once. @param imagePath as `openStore` takes it */
export async function writeDatabaseImage(imagePath: string): Promise<void> {
  const directory = imageDirectory(imagePath);
  if (existsSync(directory)) return;
  const draft = `${directory}.${process.pid}`;
  await mkdir(dirname(directory), { recursive: true });
  try {
    const store = await openDirectory(draft, SMALL_BUFFER_MB);
    await store.close();
    await rename(draft, directory);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => ({ size: 0 }))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

async function openDirectory(directory: string, bufferMb: number): Promise<Store> {
  const pglite = await PGlite.create({
    fs: new SyncedNodeFS(directory),
    startParams: startParams(bufferMb),
    parsers,
    extensions,
  });
  return storeOf(pglite);
}

async function storeOf(pglite: PGlite): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const applied = (await migrator.getMigrations()).every(({ executedAt }) => executedAt !== undefined);
  if (!applied) {
    const { error } = await migrator.migrateToLatest();
    if (error) {
      await pglite.close();
      throw error;
    }
  }
  return { db, pglite, rebuildReason: undefined, close: () => pglite.close() };
}

/** @returns undefined when there is no image and none can be made, or it does not open */
async function openCopy(
  imagePath: string | undefined,
  directory: string,
  bufferMb: number,
): Promise<Store | undefined> {
  if (imagePath === undefined) return undefined;
  const image = imageDirectory(imagePath);
  try {
    if (!existsSync(image)) await writeDatabaseImage(imagePath);
    // Synchronous, since copying a thousand small files one by one takes ten times as long.
    cpSync(image, directory, { recursive: true });
    return await openDirectory(directory, bufferMb);
  } catch {
    await rm(directory, { recursive: true, force: true });
    return undefined;
  }
}

/** Its name tells what made it, so that an image of other tables is never loaded. */
function imageDirectory(imagePath: string): string {
  return `${imagePath}-${POSTGRES_MAJOR}-${schemaFingerprint}`;
}

async function setAside(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const aside = `${directory}.damaged`;
  await rm(aside, { recursive: true, force: true });
  await rename(directory, aside);
}
