/** The pieces of a book, under `/api/scores/:id/contents`. */
import { contentsListSchema } from '@mirubato/domain/contents';
import { unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

export function contentsRoutes({ contents }: Features) {
  return new Hono()
    .get('/:id/contents', async (c) => c.json(unwrap(await contents.contents(c.req.param('id')))))
    .put('/:id/contents', valid('json', contentsListSchema), async (c) =>
      c.json(unwrap(await contents.replaceContents(c.req.param('id'), c.req.valid('json')))),
    );
}
