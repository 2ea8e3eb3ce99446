import { readFile } from 'node:fs/promises';
import { proposedContentsSchema } from '@mirubato/domain/contents';
import type { Sha256 } from '@mirubato/domain/ids';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { DataDirectory } from '../store/data-directory.ts';
import type { Tables } from '../store/tables.ts';
import { indexFingerprint } from './page-fingerprints.ts';

/** What reading a PDF gave, kept beside the library so that a new database need not read it again. */
export const derivedTextSchema = z.object({
  pages: z.array(z.object({ text: z.string() })),
  fingerprint: z.object({ page: z.int(), cells: z.base64() }).nullish(),
  contents: proposedContentsSchema.nullish(),
  recognisedLines: z
    .array(
      z.object({
        page: z.int(),
        text: z.string(),
        box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      }),
    )
    .nullish(),
});

/** Undefined for a PDF that has not been read, or whose readings are lost. */
export async function readDerivedText(
  directory: DataDirectory,
  sha256: string,
): Promise<z.infer<typeof derivedTextSchema> | undefined> {
  try {
    const text = await readFile(directory.derivedFile(sha256, 'text.json'), 'utf8');
    return derivedTextSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Puts the page texts of one PDF into the full-text index. */
export async function indexPageTexts(
  db: Kysely<Tables>,
  sha256: string,
  pages: readonly { readonly text: string }[],
): Promise<void> {
  const rows = pages
    .map(({ text }, index) => ({ sha256, page: index + 1, text: text.replaceAll('\u0000', '') }))
    .filter(({ text }) => text.trim() !== '');
  // Also of a scan without words there is a row, which says that it has been read.
  if (rows.length === 0) rows.push({ sha256, page: 1, text: '' });
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('page_texts').where('sha256', '=', sha256).execute();
    await transaction.insertInto('page_texts').values(rows).execute();
  });
}

/** Fills the full-text index of a new database from the texts on disk. Answers those that have none. */
export async function reindexPageTexts(
  db: Kysely<Tables>,
  directory: DataDirectory,
): Promise<{ indexed: number; missing: Sha256[] }> {
  const scores = await db
    .selectFrom('scores')
    .select('sha256')
    .where('sha256', 'not in', db.selectFrom('page_texts').select('sha256').distinct())
    .execute();
  const missing: Sha256[] = [];
  let indexed = 0;
  for (const { sha256 } of scores) {
    const derived = await readDerivedText(directory, sha256);
    if (derived) {
      await indexPageTexts(db, sha256, derived.pages);
      if (derived.fingerprint) await indexFingerprint(db, sha256, derived.fingerprint);
      indexed += 1;
    } else {
      missing.push(sha256 as Sha256);
    }
  }
  return { indexed, missing };
}
