/** Below `/api/v1/search`. */
import { foldText, type Term } from '@mirubato/domain/dictionary';
import { fail, unwrap } from '@mirubato/domain/problem';
import {
  dictionarySearchSchema,
  languageFromHeader,
  MIN_QUALITY,
  meaningSearchSchema,
  type OriginalTerm,
} from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import { kept } from './kept.ts';
import type { OriginalTerms } from './original-terms.ts';

const shortSchema = z.object({
  q: z.string().trim().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
const relatedSchema = z.object({ term: z.string().trim().min(1).max(200) });

/** Those that a search looks through before it sorts. */
const MAX_FOUND = 500;

export function searchRoutes({ dictionary }: Features, originals: OriginalTerms) {
  return new Hono()
    .get('/', valid('query', dictionarySearchSchema), async (c) => {
      const query = c.req.valid('query');
      const language = query.lang ?? languageFromHeader(c.req.header('accept-language'));
      const lookUp = await dictionary.lookUp();
      const hits = lookUp.find(query.q, { limit: MAX_FOUND, language });
      const found = query.q === '' ? lookUp.terms() : hits.map(({ term }) => term);
      const terms = found.filter(({ type }) => query.type === undefined || query.type.includes(type));
      const rows = (await originals.rows(terms, language)).filter(
        ({ quality_score }) => quality_score.overall >= MIN_QUALITY,
      );
      sort(rows, query.sort_by);
      const [best] = hits;
      return kept(c, {
        results: rows.slice(query.offset, query.offset + query.limit),
        total: rows.length,
        query: { ...query, lang: language },
        cached: false,
        ...(best && best.kind !== 'meaning'
          ? {
              detectedTermLanguage: best.term.sourceLanguage,
              suggestedLanguages: [
                ...new Set(
                  hits.filter(({ kind }) => kind === best.kind).map(({ term }) => term.sourceLanguage),
                ),
              ],
            }
          : {}),
      });
    })
    .post('/semantic', valid('json', meaningSearchSchema), async (c) => {
      const { query, lang, limit, threshold } = c.req.valid('json');
      const language = lang ?? languageFromHeader(c.req.header('accept-language'));
      const hits = await dictionary.describe(query, { limit, language, likeness: threshold });
      const rows = await originals.rows(
        hits.map(({ term }) => term),
        language,
      );
      const results = rows.map((entry, at) => ({ entry, similarity: hits[at]?.likeness ?? 0 }));
      return kept(c, { results, total: results.length, query });
    })
    .get('/suggestions', valid('query', shortSchema), async (c) => {
      const { q, limit } = c.req.valid('query');
      const hits = q === '' ? [] : (await dictionary.lookUp()).find(q, { limit, language: 'en' });
      const rows = await originals.rows(
        hits.map(({ term }) => term),
        'en',
      );
      const suggestions = rows.map(({ term, type, quality_score }) => ({
        term,
        type,
        score: quality_score.overall,
      }));
      return kept(c, { query: q, suggestions });
    })
    .get('/popular', valid('query', shortSchema), async (c) => {
      const searches = await dictionary.looks.popular(c.req.valid('query').limit);
      return c.json({
        success: true,
        data: {
          searches: searches.map(({ text, count, lookedAt }) => ({
            term: text,
            search_count: count,
            found_count: count,
            last_searched: lookedAt,
          })),
        },
      });
    })
    .get('/related', valid('query', relatedSchema), async (c) => {
      const { term } = c.req.valid('query');
      const lookUp = await dictionary.lookUp();
      const [hit] = lookUp.find(term, { limit: 1, language: 'en' });
      if (!hit || foldText(hit.matched) !== foldText(term))
        return unwrap(fail('not-found', 'Term not found'));
      const of = (ids: readonly string[]): Term[] => ids.flatMap((id) => lookUp.term(id) ?? []);
      const language = languageFromHeader(c.req.header('accept-language'));
      return kept(c, {
        term,
        related: await originals.rows(of(hit.term.related), language),
        synonyms: await originals.rows(of(hit.term.synonyms), language),
        antonyms: await originals.rows(of(hit.term.opposites), language),
      });
    });
}

function sort(rows: OriginalTerm[], by: 'relevance' | 'alphabetical' | 'quality' | 'popularity'): void {
  if (by === 'relevance') return;
  const alphabetical = (a: OriginalTerm, b: OriginalTerm) =>
    a.normalized_term < b.normalized_term ? -1 : a.normalized_term > b.normalized_term ? 1 : 0;
  const weightOf = ({ quality_score, metadata }: OriginalTerm) =>
    by === 'quality' ? quality_score.overall : by === 'popularity' ? Number(metadata.search_frequency) : 0;
  rows.sort((a, b) => weightOf(b) - weightOf(a) || alphabetical(a, b));
}
