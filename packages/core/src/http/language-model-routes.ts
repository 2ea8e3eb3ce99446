import { explanationLanguages } from '@mirubato/domain/dictionary';
import { unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const serverSchema = z.object({
  address: z.string().trim().min(1).max(300),
  /** Left out, the present one stays; null takes it away. What a header cannot hold is no key. */
  key: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,500}$/, 'letters, digits and signs without gaps')
    .nullish(),
});

const settingSchema = serverSchema.extend({ model: z.string().trim().min(1).max(200) });

const testSchema = settingSchema.extend({ language: z.enum(explanationLanguages).default('en') });

export function languageModelRoutes({ languageModel, generatedTerms }: Features) {
  return new Hono()
    .get('/', async (c) => c.json({ setting: await languageModel.read() }))
    .put('/', valid('json', settingSchema), async (c) =>
      c.json({ setting: unwrap(await languageModel.change(c.req.valid('json'))) }),
    )
    .delete('/', async (c) => {
      await languageModel.remove();
      return c.body(null, 204);
    })
    .post('/models', valid('json', serverSchema), async (c) =>
      c.json({ models: unwrap(await languageModel.models(c.req.valid('json'), c.req.raw.signal)) }),
    )
    .post('/test', valid('json', testSchema), async (c) => {
      const { language, ...input } = c.req.valid('json');
      const { meaning, quality } = unwrap(await generatedTerms.test(input, language, c.req.raw.signal));
      return c.json({ meaning, quality });
    });
}
