import { type RawBuilder, sql } from 'kysely';

/** More words than this make a query slow and no better. */
const MAX_WORDS = 12;

/**
 * A full-text query from what a person types: every word must begin some word of the text. Undefined when
 * nothing is left to look for.
 */
export function prefixQuery(typed: string): RawBuilder<unknown> | undefined {
  const words = typed
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, MAX_WORDS);
  if (words.length === 0) return undefined;
  return sql`to_tsquery('simple', fold(${words.map((word) => `${word}:*`).join(' & ')}))`;
}

/** Its words stand in the text whole and in this order. */
export function phraseQuery(phrase: string): RawBuilder<unknown> {
  return sql`phraseto_tsquery('simple', fold(${phrase.normalize('NFC')}))`;
}
