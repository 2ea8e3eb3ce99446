/** Below `/api/v1/batch`. */
import { batchQuerySchema, languageFromHeader } from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import type { OriginalTerms } from './original-terms.ts';

const MAX_POPULAR = 10;
const MAX_RELATED = 5;

export function batchRoutes({ dictionary }: Features, originals: OriginalTerms) {
  return new Hono()
    .post('/query', valid('json', batchQuerySchema), async (c) => {
      const { terms, lang, type, include_related } = c.req.valid('json');
      const results: Record<string, unknown> = {};
      for (const text of terms) {
        const term = await originals.exactly(text, type && [type]);
        results[text] = term
          ? {
              found: true,
              entry: await originals.row(term, lang),
              ...(include_related ? { related_terms: await originals.related(term, MAX_RELATED, lang) } : {}),
            }
          : { found: false };
      }
      return c.json({ success: true, data: { results } });
    })
    .get('/stats', async (c) => {
      const lookUp = await dictionary.lookUp();
      const language = languageFromHeader(c.req.header('accept-language'));
      const rows = await originals.rows(lookUp.terms(), language);
      const quality = rows.reduce((sum, { quality_score }) => sum + quality_score.overall, 0);
      const counts = [...(await dictionary.looks.counts()).values()];
      const popular = await dictionary.looks.popular(MAX_POPULAR);
      return c.json({
        success: true,
        data: {
          summary: {
            total_terms: rows.length,
            avg_quality_score: rows.length === 0 ? 0 : quality / rows.length,
            total_searches: counts.reduce((sum, count) => sum + count, 0),
            total_feedback: await dictionary.feedback.count(),
          },
          popular_terms: popular.map(({ text, count, lookedAt }) => ({
            term: text,
            search_count: count,
            found_count: count,
            last_searched: lookedAt,
          })),
        },
      });
    });
}
