/**
 * One file that brings everything back: the journal as one Yjs update and the PDFs, in a zip with a manifest
 * of checksums. Restoring merges, so nothing newer is ever overwritten.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, openAsBlob } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { type Sha256, sha256Schema } from '@mirubato/domain/ids';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { BlobReader, Uint8ArrayWriter, type Entry as ZipEntry, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { z } from 'zod';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { copyIntoLibrary, hashFile } from '../import/store-file.ts';
import { writeProblem } from '../journal/journal-file.ts';
import type { Scores } from '../scores/scores.ts';
import type { DataDirectory } from '../store/data-directory.ts';
import { syncDirectory } from '../store/sync-directory.ts';

export interface BackupReport {
  readonly file: string;
  readonly sizeBytes: number;
  readonly pdfs: number;
  /** Scores whose PDF is not on this computer and so not in the backup. */
  readonly missing: string[];
}

export interface RestoreReport {
  readonly createdAt: string;
  readonly pdfs: number;
}

const manifestSchema = z.object({
  format: z.literal('mirubato-backup'),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  journalSha256: sha256Schema,
  pdfs: z.array(sha256Schema),
});

/** Writes the backup and reads it back before it takes the place of an earlier file. */
export async function writeBackup(
  context: CoreContext,
  scores: Scores,
  path: string,
): Promise<Result<BackupReport>> {
  const file = resolve(path);
  const partial = `${file}.partial`;
  const encoded = await context.journal.encode();
  if (!encoded.ok) return encoded;
  const journal = encoded.value;
  try {
    await mkdir(dirname(file), { recursive: true });
    const zip = new ZipWriter(Writable.toWeb(createWriteStream(partial, { flush: true })), {
      level: 0,
      zip64: true,
    });
    await zip.add('journal.update', Readable.toWeb(Readable.from([Buffer.from(journal)])) as never, {
      level: 6,
    });
    const { pdfs, missing } = await addPdfs(context, scores, zip);
    const manifest = {
      format: 'mirubato-backup',
      version: 1,
      createdAt: instantNow(context),
      journalSha256: createHash('sha256').update(journal).digest('hex'),
      pdfs,
    };
    await zip.add(
      'manifest.json',
      Readable.toWeb(Readable.from([Buffer.from(JSON.stringify(manifest))])) as never,
    );
    await zip.close();
    const verified = await openBackup(partial, (backup) => verifyPdfs(backup));
    if (!verified.ok) return verified;
    await rename(partial, file);
    await syncDirectory(dirname(file));
    return ok({ file, sizeBytes: (await openAsBlob(file)).size, pdfs: pdfs.length, missing });
  } catch (cause) {
    return writeProblem(cause, `The backup ${file} could not be written.`);
  } finally {
    await rm(partial, { force: true });
  }
}

/** Checks the whole file first, then merges its records and adds the PDFs that are not here. */
export async function restoreBackup(context: CoreContext, path: string): Promise<Result<RestoreReport>> {
  return openBackup(resolve(path), async (backup) => {
    const verified = await verifyPdfs(backup);
    if (!verified.ok) return verified;
    for (const sha256 of backup.manifest.pdfs) {
      const entry = pdfEntry(backup.entryByName, sha256);
      const stored = entry
        ? await storePdf(context.directory, entry, sha256Schema.parse(sha256))
        : notWhole(`The PDF ${sha256}`);
      if (!stored.ok) return stored;
    }
    const merged = await context.journal.merge(backup.journal);
    if (!merged.ok) return merged;
    return ok({ createdAt: backup.manifest.createdAt, pdfs: backup.manifest.pdfs.length });
  });
}

export interface OpenBackup {
  readonly manifest: z.infer<typeof manifestSchema>;
  readonly journal: Uint8Array;
  readonly entryByName: ReadonlyMap<string, ZipEntry>;
}

/** Problems: `file-not-found`, `backup-invalid` with what is wrong. */
export async function openBackup<T>(
  path: string,
  use: (backup: OpenBackup) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (!existsSync(path)) return fail('file-not-found', `There is no file ${path}.`);
  const reader = new ZipReader(new BlobReader(await openAsBlob(path)));
  try {
    const entries = await reader.getEntries().catch(() => undefined);
    if (!entries)
      return invalid(`${path} is no zip archive, or its end is missing: it was cut off on its way.`);
    const entryByName = new Map(entries.map((entry) => [entry.filename, entry]));
    const manifest = await readManifest(entryByName);
    if (!manifest.ok) return manifest;
    const journal = await readEntry(entryByName, 'journal.update');
    const sha256 = journal && createHash('sha256').update(journal).digest('hex');
    if (!journal || sha256 !== manifest.value.journalSha256) return notWhole('The journal (journal.update)');
    return await use({ manifest: manifest.value, journal, entryByName });
  } finally {
    await reader.close();
  }
}

async function readManifest(
  entryByName: ReadonlyMap<string, ZipEntry>,
): Promise<Result<z.infer<typeof manifestSchema>>> {
  if (!entryByName.has('manifest.json')) {
    return invalid('The archive holds no manifest.json: it is no backup of Mirubato.');
  }
  const bytes = await readEntry(entryByName, 'manifest.json');
  const given = bytes && parseJson(Buffer.from(bytes).toString());
  const version = (given as { version?: unknown } | undefined)?.version;
  if (typeof version === 'number' && version > 1) {
    return invalid(`The backup is of version ${version}; this Mirubato reads version 1. Update Mirubato.`);
  }
  const manifest = manifestSchema.safeParse(given);
  return manifest.success ? ok(manifest.data) : notWhole('The list of what is in it (manifest.json)');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function addPdfs(context: CoreContext, scores: Scores, zip: ZipWriter<unknown>) {
  const rows = await context.store.db
    .selectFrom('scores')
    .select(['id', 'sha256', 'title'])
    .orderBy('sha256')
    .execute();
  const pdfs: string[] = [];
  const missing: string[] = [];
  for (const { id, sha256, title } of rows) {
    const file = await scores.filePath(id);
    if (!file.ok || (await hashFile(file.value.path)) !== sha256) {
      missing.push(title);
      continue;
    }
    await zip.add(pdfName(sha256), Readable.toWeb(createReadStream(file.value.path)) as never);
    pdfs.push(sha256);
  }
  return { pdfs, missing };
}

async function verifyPdfs({ manifest, entryByName }: OpenBackup): Promise<Result<void>> {
  for (const sha256 of manifest.pdfs) {
    const entry = pdfEntry(entryByName, sha256);
    const hash = createHash('sha256');
    const isRead = await entry
      ?.getData(new WritableStream<Uint8Array>({ write: (chunk) => void hash.update(chunk) }))
      .then(
        () => true,
        () => false,
      );
    if (!isRead || hash.digest('hex') !== sha256) return notWhole(`The PDF ${sha256}`);
  }
  return ok(undefined);
}

export function pdfEntry(entryByName: ReadonlyMap<string, ZipEntry>, sha256: string) {
  const entry = entryByName.get(pdfName(sha256));
  return entry && !entry.directory ? entry : undefined;
}

/** Problems: `backup-invalid` when it is not the `expected` one, `disk-full`. */
export async function storePdf(
  directory: DataDirectory,
  entry: NonNullable<ReturnType<typeof pdfEntry>>,
  expected: Sha256,
): Promise<Result<void>> {
  await mkdir(directory.inbox, { recursive: true });
  const path = join(directory.inbox, `${randomUUID()}.restored`);
  try {
    const file = await open(path, 'w');
    await entry.getData(Writable.toWeb(file.createWriteStream()) as WritableStream<Uint8Array>);
    const sha256 = await copyIntoLibrary(directory, path, undefined, expected);
    return sha256 === expected ? ok(undefined) : notWhole(`The PDF ${expected}`);
  } catch (cause) {
    // The archive's checksum did not fit; anything else is the disk's.
    if (cause instanceof Error && !('code' in cause)) return notWhole(`The PDF ${expected}`);
    return writeProblem(cause, 'A PDF of the backup could not be stored.');
  } finally {
    await rm(path, { force: true });
  }
}

/** Undefined when it is missing or damaged. */
async function readEntry(
  entryByName: ReadonlyMap<string, ZipEntry>,
  name: string,
): Promise<Uint8Array | undefined> {
  const entry = entryByName.get(name);
  if (!entry || entry.directory) return undefined;
  return entry.getData(new Uint8ArrayWriter()).catch(() => undefined);
}

function pdfName(sha256: string): string {
  return `library/${sha256}.pdf`;
}

export function notWhole(what: string): Result<never> {
  return invalid(`${what} is missing in the backup or damaged.`);
}

function invalid(detail: string): Result<never> {
  return fail('backup-invalid', `${detail} Nothing was changed.`);
}
