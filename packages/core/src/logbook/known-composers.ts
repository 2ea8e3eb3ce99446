import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import { namesOf } from './entry-names.ts';

/** Names of composers that what is typed may become: as the person writes them, then as an encyclopedia does. */
export async function knownComposers(
  { store, people }: CoreContext,
  typed: string,
  limit: number,
): Promise<string[]> {
  if (!/\p{L}/u.test(typed)) return [];
  const inEntries = await namesOf(store.db, 'composer', { text: typed, isPhrase: false }, limit);
  const { rows } = await sql<{ composer: string }>`
    SELECT DISTINCT composer FROM pieces
    WHERE deleted_at IS NULL AND name_words(composer) LIKE '%' || rtrim(name_words(${typed})) || '%'
    ORDER BY composer LIMIT ${limit}`.execute(store.db);
  const inPieces = rows.map(({ composer }) => composer);
  const famous = (await people()).suggest(typed, limit).map(({ name }) => name);
  return [...new Set([...inPieces, ...inEntries, ...famous])].slice(0, limit);
}
