import { historyCollections } from '@mirubato/domain/history';
import { unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const recordSchema = z.object({ collection: z.enum(historyCollections), id: z.string().max(200) });

export function historyRoutes({ history }: Features) {
  return new Hono()
    .get('/:collection/:id', valid('param', recordSchema), async (c) => {
      const { collection, id } = c.req.valid('param');
      return c.json(unwrap(await history.history(collection, id)));
    })
    .post(
      '/:collection/:id/restore',
      valid('param', recordSchema),
      valid('json', z.object({ before: z.int().min(1) })),
      async (c) => {
        const { collection, id } = c.req.valid('param');
        return c.json(unwrap(await history.restoreBefore(collection, id, c.req.valid('json').before)));
      },
    );
}
