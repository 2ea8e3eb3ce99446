import { explanationLanguages } from '@mirubato/domain/dictionary';
import { unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const findSchema = z.object({
  /** Longer ones are answered by their beginning. */
  q: z.string().max(10_000),
  language: z.enum(explanationLanguages).default('en'),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export function dictionaryRoutes({ dictionary }: Features) {
  return new Hono()
    .get('/', valid('query', findSchema), async (c) => {
      const { q, ...options } = c.req.valid('query');
      return c.json({ ...(await dictionary.find(q, options)), size: await dictionary.size() });
    })
    .get('/:id', async (c) => c.json(unwrap(await dictionary.term(c.req.param('id')))));
}
