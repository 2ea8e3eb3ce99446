/** Below `/api/search`. */
import { scoreSearchSchema, scoreToOriginal } from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import type { Features } from '../../features.ts';
import { findScores } from '../../scores/find-scores.ts';
import { valid } from '../problems.ts';

const INVALID = 'Invalid search parameters';

const shortListSchema = scoreSearchSchema.pick({ limit: true, mine: true });

export function searchRoutes({ context }: Features) {
  const { db } = context.store;
  return new Hono()
    .get('/', valid('query', scoreSearchSchema, INVALID), async (c) => {
      const search = c.req.valid('query');
      const { scores, total } = await findScores(db, search);
      const { limit, offset } = search;
      return c.json({ success: true, data: { scores: scores.map(scoreToOriginal), total, limit, offset } });
    })
    .get('/popular', valid('query', shortListSchema, INVALID), async (c) =>
      c.json({ success: true, data: await first('popularity', c.req.valid('query')) }),
    )
    .get('/recent', valid('query', shortListSchema, INVALID), async (c) =>
      c.json({ success: true, data: await first('createdAt', c.req.valid('query')) }),
    );

  async function first(sortBy: 'popularity' | 'createdAt', options: { limit: number; mine: string }) {
    const search = scoreSearchSchema.parse({ ...options, sortBy, sortOrder: 'desc' });
    return (await findScores(db, search)).scores.map(scoreToOriginal);
  }
}
