/** Fingerprints of first pages of music in the database, where those of other PDFs are found by their bands. */
import { type Kysely, sql } from 'kysely';
import type { PageFingerprint } from '../import/pdf-reading.ts';
import type { Tables } from '../store/tables.ts';
import { bandsOf, likenessOf } from './fingerprint-likeness.ts';

/**
 * From here on pages are the same whatever their cards say. Of 458 different scores the likest two, a composer's
 * madrigals in one layout, have 0.84.
 */
const SURELY_SAME_FROM = 0.86;

/** From here on they are unless both works are known and differ: a page scanned a little crooked has so much. */
const LIKELY_SAME_FROM = 0.75;

export async function indexFingerprint(
  db: Kysely<Tables>,
  sha256: string,
  { page, cells }: PageFingerprint,
): Promise<void> {
  const bands = bandsOf(decoded(cells));
  await db
    .insertInto('page_fingerprints')
    .values({ sha256, page, cells, bands: sql`${bands}::integer[]` })
    .onConflict((conflict) =>
      conflict.columns(['sha256', 'page']).doUpdateSet({ cells, bands: sql`${bands}::integer[]` }),
    )
    .execute();
}

/** SHA-256 of the PDFs outside the trash whose music begins with nearly the same page. */
export async function nearlySamePages(db: Kysely<Tables>, sha256: string): Promise<Set<string>> {
  const { rows } = await sql<{
    sha256: string;
    mine: string;
    cells: string;
    isOtherWork: boolean;
  }>`
    SELECT other.sha256, mine.cells AS mine, other.cells,
      coalesce(s.work_key <> own.work_key, false) AS "isOtherWork"
    FROM page_fingerprints mine
    JOIN page_fingerprints other ON other.bands && mine.bands AND other.sha256 <> mine.sha256
    JOIN scores own ON own.sha256 = mine.sha256
    JOIN scores s ON s.sha256 = other.sha256 AND s.deleted_at IS NULL
    WHERE mine.sha256 = ${sha256}`.execute(db);
  const same = rows.filter(({ mine, cells, isOtherWork }) => {
    const likeness = likenessOf(decoded(mine), decoded(cells));
    return likeness >= (isOtherWork ? SURELY_SAME_FROM : LIKELY_SAME_FROM);
  });
  return new Set(same.map((row) => row.sha256));
}

function decoded(cells: string): Int8Array {
  return new Int8Array(Buffer.from(cells, 'base64'));
}
