/**
 * Restores a backup beside the data, looks whether all of it is there again, and leaves nothing behind. What is here
 * is read, never changed.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Schema } from '@mirubato/domain/ids';
import { createJournalDocument, type JournalDocument, journalCollections } from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import { hashFile } from '../import/store-file.ts';
import { openJournal } from '../journal/journal.ts';
import { type DataDirectory, dataDirectoryAt } from '../store/data-directory.ts';
import { openStore, type Store } from '../store/database.ts';
import { notWhole, type OpenBackup, openBackup, pdfEntry, storePdf } from './backup.ts';

export type TestRestoreStep = 'receive' | 'records' | 'database' | 'pdfs';

export interface TestRestoreProgress {
  readonly step: TestRestoreStep;
  /** PDFs, in the last step; else both are 0. */
  readonly done: number;
  readonly total: number;
}

export interface TestRestoreReport {
  readonly createdAt: string;
  readonly records: readonly {
    readonly collection: string;
    readonly inBackup: number;
    /** Of the data that is here now, the trash included. */
    readonly here: number;
  }[];
  readonly pdfs: number;
  readonly pdfBytes: number;
  /** Titles of scores in the backup whose PDF was not on that computer. */
  readonly missing: readonly string[];
}

export interface TestRestoreOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TestRestoreProgress) => void;
}

/** Where it is done: in the data directory, where there was room for all of it before. */
export function testRestoreFolder(directory: DataDirectory): string {
  return join(directory.path, 'test-restore');
}

/** Problems: `file-not-found`, `backup-invalid` with what is wrong, `disk-full`. Throws the signal's reason when aborted. */
export async function testRestore(
  context: CoreContext,
  path: string,
  { signal, onProgress }: TestRestoreOptions,
): Promise<Result<TestRestoreReport>> {
  const place = join(testRestoreFolder(context.directory), randomUUID());
  await mkdir(place, { recursive: true, mode: 0o700 });
  try {
    return await openBackup(path, async (backup) => {
      onProgress({ step: 'records', done: 0, total: 0 });
      const expected = fingerprintsOf(backup.journal);
      signal.throwIfAborted();
      onProgress({ step: 'database', done: 0, total: 0 });
      const restored = await restoreRecords(context, backup, place, signal);
      if (!restored.ok) return restored;
      for (const [collection, { count, sha256 }] of expected) {
        const found = restored.value.get(collection);
        if (found?.count !== count || found.rows !== count || found.sha256 !== sha256) {
          return fail(
            'backup-invalid',
            `The ${collection} of the backup did not come back as they are in it.`,
          );
        }
      }
      const pdfs = await restorePdfs(backup, dataDirectoryAt(place), { signal, onProgress });
      if (!pdfs.ok) return pdfs;
      const here = await rowCounts(context.store);
      return ok({
        createdAt: backup.manifest.createdAt,
        records: journalCollections.map((collection) => ({
          collection,
          inBackup: expected.get(collection)?.count ?? 0,
          here: here.get(collection) ?? 0,
        })),
        pdfs: backup.manifest.pdfs.length,
        pdfBytes: pdfs.value,
        missing: restored.value.missing,
      });
    });
  } finally {
    await rm(place, { recursive: true, force: true });
    await removeIfEmpty(testRestoreFolder(context.directory));
  }
}

/** Another test may be in it still. */
export async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}

interface Fingerprint {
  readonly count: number;
  /** Of all records, by id. */
  readonly sha256: string;
}

function fingerprintsOf(journal: Uint8Array): Map<string, Fingerprint> {
  const document = createJournalDocument({ replica: REPLICA, nowMs: () => 0 });
  document.load(journal);
  const fingerprints = fingerprintsIn(document);
  document.destroy();
  return fingerprints;
}

/** It writes nothing of its own, so the name meets no other. */
const REPLICA = 'test-restore';

function fingerprintsIn(document: JournalDocument): Map<string, Fingerprint> {
  return new Map(
    journalCollections.map((collection) => {
      const ids = [...document.ids(collection)].sort();
      const hash = createHash('sha256');
      for (const id of ids) {
        const fields = Object.entries(document.read(collection, id) ?? {});
        hash.update(JSON.stringify([id, fields.sort(([a], [b]) => (a < b ? -1 : 1))]));
      }
      return [collection, { count: ids.length, sha256: hash.digest('hex') }];
    }),
  );
}

type Restored = Map<string, Fingerprint & { readonly rows: number }> & { missing: readonly string[] };

/** Through the doors of a real restore; then all is let go of and read from the disk again. */
async function restoreRecords(
  context: CoreContext,
  backup: OpenBackup,
  place: string,
  signal: AbortSignal,
): Promise<Result<Restored>> {
  const store = await openStore(place, context.databaseImage);
  const open = () =>
    openJournal({
      name: 'journal',
      directory: dataDirectoryAt(place).journal,
      collections: journalCollections,
      store,
      replica: REPLICA,
      works: context.works,
      nowMs: context.nowMs,
      onTouched: () => undefined,
    });
  try {
    const first = await open();
    if (!first.ok) return first;
    const merged = await first.value.merge(backup.journal);
    await first.value.close();
    if (!merged.ok) return merged;
    signal.throwIfAborted();
    const again = await open();
    if (!again.ok) return again;
    const read = await again.value.look(fingerprintsIn);
    await again.value.close();
    if (!read.ok) return read;
    const rows = await rowCounts(store);
    const restored = new Map(
      [...read.value].map(([name, found]) => [name, { ...found, rows: rows.get(name) ?? 0 }]),
    );
    const missing = await titlesWithout(store, backup.manifest.pdfs);
    return ok(Object.assign(restored, { missing }));
  } finally {
    await store.close();
  }
}

async function rowCounts({ db }: Store): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const collection of journalCollections) {
    const { count } = await db
      .selectFrom(collection)
      .select(sql<string>`count(*)`.as('count'))
      .executeTakeFirstOrThrow();
    counts.set(collection, Number(count));
  }
  return counts;
}

async function titlesWithout({ db }: Store, pdfs: readonly string[]): Promise<string[]> {
  const inBackup = new Set(pdfs);
  const rows = await db
    .selectFrom('scores')
    .select(['sha256', 'title'])
    .where('deleted_at', 'is', null)
    .orderBy('title')
    .execute();
  return rows.filter(({ sha256 }) => !inBackup.has(sha256)).map(({ title }) => title);
}

/** One after the other, so that the library need not fit on the disk a second time. Answers how many bytes they have. */
async function restorePdfs(
  { manifest, entryByName }: OpenBackup,
  directory: DataDirectory,
  { signal, onProgress }: TestRestoreOptions,
): Promise<Result<number>> {
  let bytes = 0;
  const total = manifest.pdfs.length;
  for (const [index, sha256] of manifest.pdfs.entries()) {
    onProgress({ step: 'pdfs', done: index, total });
    signal.throwIfAborted();
    const entry = pdfEntry(entryByName, sha256);
    const stored = entry
      ? await storePdf(directory, entry, sha256Schema.parse(sha256))
      : notWhole(`The PDF ${sha256}`);
    if (!stored.ok) return stored;
    const path = directory.libraryFile(sha256);
    if ((await hashFile(path, signal)) !== sha256) return notWhole(`The PDF ${sha256}`);
    bytes += entry?.uncompressedSize ?? 0;
    await rm(path);
  }
  onProgress({ step: 'pdfs', done: total, total });
  return ok(bytes);
}
