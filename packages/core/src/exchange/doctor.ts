/** Looks at everything that can go wrong on a disk, mends what is only an index, and deletes nothing. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { journalCollections } from '@mirubato/domain/journal';
import { ok, type Result } from '@mirubato/domain/problem';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import type { Imports } from '../import/imports.ts';
import { hashFile } from '../import/store-file.ts';
import { reindexPageTexts } from '../scores/derived-texts.ts';

export interface Finding {
  readonly check: 'journal' | 'rows' | 'library' | 'page-texts';
  readonly status: 'well' | 'repaired' | 'needs-you';
  readonly detail: string;
}

export interface DoctorReport {
  readonly isWell: boolean;
  readonly findings: Finding[];
}

/** @param hashesFiles also reads every PDF of the library and compares its SHA-256 */
export async function runDoctor(
  context: CoreContext,
  imports: Imports,
  options: { hashesFiles: boolean },
): Promise<Result<DoctorReport>> {
  const findings = [
    ...journalFindings(context),
    await rowsFinding(context),
    await libraryFinding(context, options.hashesFiles),
    await pageTextsFinding(context, imports),
  ];
  return ok({ isWell: findings.every(({ status }) => status !== 'needs-you'), findings });
}

function journalFindings({ journal, device }: CoreContext): Finding[] {
  return [journal, device].flatMap(({ name, repairs, lastSeq }): Finding[] =>
    repairs.length > 0
      ? repairs.map((detail) => ({ check: 'journal', status: 'repaired', detail }))
      : [
          {
            check: 'journal',
            status: 'well',
            detail: `${name}: ${lastSeq()} updates, each with its checksum.`,
          },
        ],
  );
}

/** Projects every record anew and says whether a row was different. */
async function rowsFinding(context: CoreContext): Promise<Finding> {
  const before = await rowsDigest(context);
  for (const journal of [context.journal, context.device]) {
    const rebuilt = await journal.rebuild();
    if (!rebuilt.ok) return { check: 'rows', status: 'needs-you', detail: rebuilt.problem.detail };
  }
  return before === (await rowsDigest(context))
    ? { check: 'rows', status: 'well', detail: 'The database says what the journal says.' }
    : {
        check: 'rows',
        status: 'repaired',
        detail: 'The database differed from the journal and was built anew.',
      };
}

async function rowsDigest({ store }: CoreContext): Promise<string> {
  const digests: string[] = [];
  for (const collection of journalCollections) {
    const { rows } = await sql<{ digest: string | null }>`
      SELECT md5(string_agg(md5(t::text), '' ORDER BY id)) AS digest FROM ${sql.table(collection)} t`.execute(
      store.db,
    );
    digests.push(rows[0]?.digest ?? '');
  }
  return digests.join(' ');
}

async function libraryFinding({ store, directory }: CoreContext, hashesFiles: boolean): Promise<Finding> {
  const { rows } = await sql<{ sha256: string; title: string; path: string | null }>`
    SELECT s.sha256, s.title, f.record->>'path' AS path FROM scores s LEFT JOIN files f ON f.id = s.sha256
    WHERE s.deleted_at IS NULL ORDER BY s.title`.execute(store.db);
  const missing = rows
    .filter(({ sha256, path }) => !existsSync(directory.libraryFile(sha256)) && !(path && existsSync(path)))
    .map(({ title }) => `${title} (the PDF is not on this computer)`);
  const changed = hashesFiles ? await changedFiles(directory.library) : [];
  const trouble = [...missing, ...changed];
  return trouble.length === 0
    ? { check: 'library', status: 'well', detail: `${rows.length} scores, and every PDF is there.` }
    : { check: 'library', status: 'needs-you', detail: trouble.join('; ') };
}

async function changedFiles(library: string): Promise<string[]> {
  const changed: string[] = [];
  for (const folder of await readdir(library).catch(() => [])) {
    for (const name of await readdir(join(library, folder))) {
      const path = join(library, folder, name);
      if ((await hashFile(path)) !== basename(name, '.pdf')) changed.push(`${path} (its bytes have changed)`);
    }
  }
  return changed;
}

async function pageTextsFinding({ store, directory }: CoreContext, imports: Imports): Promise<Finding> {
  const { indexed } = await reindexPageTexts(store.db, directory);
  const mended = indexed + (await imports.deriveMissing());
  return mended === 0
    ? { check: 'page-texts', status: 'well', detail: 'The words inside the scores are indexed.' }
    : {
        check: 'page-texts',
        status: 'repaired',
        detail: `The words inside ${mended} scores were indexed again.`,
      };
}
