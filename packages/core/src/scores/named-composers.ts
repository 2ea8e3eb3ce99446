import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** A library of songs has some hundreds of composers. */
const MAX_COMPOSERS = 2000;

/** Composers as a person, not a machine, has written them on a score: those that a later file may be by. */
export async function namedComposers(db: Kysely<Tables>): Promise<string[]> {
  // In the words of the index `scores_named_composers`, which holds no others.
  const { rows } = await sql<{ composer: string }>`
    SELECT DISTINCT composer FROM scores
    WHERE record #>> '{evidence,composer,source}' = 'person' AND composer IS NOT NULL AND deleted_at IS NULL
    LIMIT ${MAX_COMPOSERS}`.execute(db);
  return rows.map(({ composer }) => composer);
}
