/** Everything a person has here, in files that other programs read. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { journalCollections } from '@mirubato/domain/journal';
import { ok, type Result } from '@mirubato/domain/problem';
import { type Score, scoreSchema } from '@mirubato/domain/scores';
import type { Kysely } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { writeProblem } from '../journal/journal-file.ts';
import type { Scores } from '../scores/scores.ts';
import { writeDurably } from '../store/data-directory.ts';
import type { Tables } from '../store/tables.ts';
import { writeReadableExport } from './readable-export.ts';

export interface ExportReport {
  readonly folder: string;
  readonly records: Readonly<Record<string, number>>;
  readonly pdfs: number;
  /** Scores whose PDF is not on this computer. */
  readonly missing: string[];
}

/** Version of the layout of `mirubato.json`. */
const EXPORT_VERSION = '3.0';

/**
 * Writes `mirubato.json` (every record, the trash included), tables and Markdown of each kind and, when asked,
 * `scores/*.pdf` into `folder`, replacing what an earlier export left there.
 */
export async function exportAll(
  context: CoreContext,
  scores: Scores,
  options: { folder: string; withPdfs: boolean },
): Promise<Result<ExportReport>> {
  try {
    await mkdir(options.folder, { recursive: true });
    const { document, recordsByCollection } = await exportRecords(context);
    await writeDurably(join(options.folder, 'mirubato.json'), `${JSON.stringify(document, null, 2)}\n`);
    await writeReadableExport(context, recordsByCollection, options.folder);
    const pdfs = options.withPdfs
      ? await copyPdfs(
          scores,
          (recordsByCollection.scores ?? []).map((record) => scoreSchema.parse(record)),
          options.folder,
        )
      : { copied: 0, missing: [] };
    const counts = Object.entries(recordsByCollection).map(([name, records]) => [name, records.length]);
    return ok({
      folder: options.folder,
      records: Object.fromEntries(counts),
      pdfs: pdfs.copied,
      missing: pdfs.missing,
    });
  } catch (cause) {
    return writeProblem(cause, `The export to ${options.folder} did not end.`);
  }
}

/** Every record, the trash included, as `mirubato.json` has them. */
export async function exportRecords(context: CoreContext) {
  const recordsByCollection: Record<string, unknown[]> = {};
  for (const collection of journalCollections) {
    recordsByCollection[collection] = await allRecords(context.store.db, collection);
  }
  const document = { version: EXPORT_VERSION, exportDate: instantNow(context), ...recordsByCollection };
  return { document, recordsByCollection };
}

async function allRecords(
  db: Kysely<Tables>,
  collection: (typeof journalCollections)[number],
): Promise<unknown[]> {
  const rows = await db.selectFrom(collection).select('record').orderBy('id').execute();
  return rows.map(({ record }) => record);
}

async function copyPdfs(
  scores: Scores,
  records: readonly Score[],
  folder: string,
): Promise<{ copied: number; missing: string[] }> {
  const target = join(folder, 'scores');
  await mkdir(target, { recursive: true });
  const names = new Set<string>();
  const missing: string[] = [];
  for (const score of records.filter(({ deletedAt }) => deletedAt === null)) {
    const file = await scores.filePath(score.id);
    if (!file.ok) {
      missing.push(score.title);
      continue;
    }
    await copyFile(file.value.path, join(target, freeName(score, names)));
  }
  return { copied: names.size, missing };
}

/** `Composer - Title.pdf` without what file systems refuse; a number tells equals apart. */
function freeName(score: Score, names: Set<string>): string {
  const plain = [score.composer, score.title]
    .filter(Boolean)
    .join(' - ')
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .slice(0, 150)
    .trim();
  let name = `${plain || score.id}.pdf`;
  for (let number = 2; names.has(name.toLowerCase()); number += 1) name = `${plain} (${number}).pdf`;
  names.add(name.toLowerCase());
  return name;
}
