/** Below `/api/user/favorites`. */
import { unwrap } from '@mirubato/domain/problem';
import { scoreIdsSchema, scoreToOriginal } from '@mirubato/domain/protocol';
import { type Context, Hono } from 'hono';
import type { Features } from '../../features.ts';
import type { ScoreItem } from '../../scores/scores.ts';
import { valid } from '../problems.ts';
import { liveScore } from './live-score.ts';

const MISSING = 'Score not found or access denied';

/** More than any library has; the original's list has no pages. */
const ALL = { sort: 'title', order: 'asc', limit: 1_000_000, offset: 0 } as const;

export function favouriteRoutes(features: Features) {
  const { scores } = features;
  return new Hono()
    .get('/', async (c) => {
      const data = (await favourites()).map(scoreToOriginal);
      return c.json({ success: true, data, total: data.length });
    })
    .get('/ids', async (c) => c.json({ success: true, data: (await favourites()).map(({ id }) => id) }))
    .get('/check/:scoreId', async (c) => {
      const { id, isFavourite } = await asked(c.req.param('scoreId'));
      return c.json({ success: true, data: { scoreId: id, isFavorited: isFavourite } });
    })
    .post('/batch/check', valid('json', scoreIdsSchema, 'Invalid input'), async (c) => {
      const ids = new Set((await favourites()).map(({ id }) => id));
      const answers = c.req.valid('json').scoreIds.map((id) => [id, ids.has(id)]);
      return c.json({ success: true, data: Object.fromEntries(answers) });
    })
    .post('/:scoreId/toggle', async (c) => {
      const score = await asked(c.req.param('scoreId'));
      return mark(c, score, !score.isFavourite);
    })
    .post('/:scoreId', async (c) => mark(c, await asked(c.req.param('scoreId')), true))
    .delete('/:scoreId', async (c) => mark(c, await asked(c.req.param('scoreId')), false));

  async function favourites(): Promise<ScoreItem[]> {
    return (await scores.scores({ ...ALL, isFavourite: true })).items;
  }

  async function asked(id: string): Promise<ScoreItem> {
    return unwrap(await liveScore(features, id, MISSING));
  }

  async function mark(c: Context, { id }: ScoreItem, isFavourite: boolean): Promise<Response> {
    unwrap(await scores.editScore(id, { isFavourite }));
    return c.json({ success: true, data: { scoreId: id, isFavorited: isFavourite } });
  }
}
