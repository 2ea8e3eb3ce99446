/** Where a term stands in a person's own scores, from the words of their pages. */
import type { Term } from '@mirubato/domain/dictionary';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';

export interface TermOccurrence {
  readonly scoreId: string;
  readonly title: string;
  readonly composer: string | null;
  /** From 1, in their order, at most `MAX_PAGES` of them. */
  readonly pages: readonly number[];
}

/** A shorter one stands for too much: "p" is a dynamic, a finger and a letter of a title. */
const MIN_LETTERS = 3;
const MAX_SCORES = 50;
const MAX_PAGES = 20;
/** Pages with a common word are looked at no further. */
const MAX_FOUND = 2000;

/** By title. */
export async function termOccurrences(
  { store }: CoreContext,
  { term, forms, abbreviations }: Pick<Term, 'term' | 'forms' | 'abbreviations'>,
): Promise<TermOccurrence[]> {
  const texts = [...new Set([term, ...forms, ...abbreviations])].filter(
    (text) => (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= MIN_LETTERS,
  );
  if (texts.length === 0) return [];
  const words = sql.join(
    texts.map((text) => sql`phraseto_tsquery('simple', fold(${text}))`),
    sql` || `,
  );
  const { rows } = await sql<{ id: string; title: string; composer: string | null; pages: number[] }>`
    SELECT s.id, s.title, s.composer, (array_agg(found.page ORDER BY found.page))[1:${sql.lit(MAX_PAGES)}] AS pages
    FROM (SELECT sha256, page FROM page_texts WHERE words @@ (${words}) LIMIT ${MAX_FOUND}) found
    JOIN scores s ON s.sha256 = found.sha256 AND s.deleted_at IS NULL
    GROUP BY s.id ORDER BY s.title_order, s.id LIMIT ${MAX_SCORES}`.execute(store.db);
  return rows.map(({ id, title, composer, pages }) => ({ scoreId: id, title, composer, pages }));
}
