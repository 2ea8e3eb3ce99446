/** Below `/api/v1/analytics`: counts of this computer; nothing of it leaves it. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import type { OriginalTerms } from './original-terms.ts';

const limitSchema = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });

export function analyticsRoutes({ dictionary }: Features, originals: OriginalTerms) {
  const { looks, feedback } = dictionary;
  return new Hono()
    .get('/summary', async (c) => {
      const counts = [...(await looks.counts()).values()];
      return answer(c, {
        total_terms: await dictionary.size(),
        total_searches: counts.reduce((sum, count) => sum + count, 0),
        terms_looked_up: counts.length,
        total_feedback: await feedback.count(),
      });
    })
    .get('/searches', valid('query', limitSchema), async (c) => {
      const { limit } = c.req.valid('query');
      return answer(c, { popular: await looks.popular(limit), recent: await looks.recent(limit) });
    })
    .get('/content-gaps', valid('query', limitSchema), async (c) =>
      answer(c, {
        gaps: (await looks.missing(c.req.valid('query').limit)).map(({ text, count, lookedAt }) => ({
          term: text,
          search_count: count,
          last_searched: lookedAt,
        })),
      }),
    )
    .get('/quality-trends', async (c) => {
      const rows = await originals.rows((await dictionary.lookUp()).terms(), 'en');
      const byType = Map.groupBy(rows, ({ type }) => type);
      return answer(c, {
        by_type: [...byType].map(([type, of]) => ({
          type,
          terms: of.length,
          avg_quality_score:
            of.reduce((sum, { quality_score }) => sum + quality_score.overall, 0) / of.length,
        })),
      });
    })
    .get('/feedback', valid('query', limitSchema), async (c) =>
      answer(c, { feedback: await feedback.list({ limit: c.req.valid('query').limit }) }),
    );
}

function answer(c: { json(body: unknown): Response }, data: unknown): Response {
  return c.json({ success: true, data });
}
