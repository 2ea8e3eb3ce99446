import {
  explanationLanguages,
  feedbackInputSchema,
  ownTermInputSchema,
  ownTermPatchSchema,
  reportInputSchema,
  termsInLine,
} from '@mirubato/domain/dictionary';
import { recordIdSchema } from '@mirubato/domain/ids';
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

const lookedSchema = z.object({
  order: z.enum(['recent', 'popular']).default('recent'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Lines of a page of a score. */
const linesSchema = z.object({
  lines: z.array(z.string().max(500)).max(300),
  language: z.enum(explanationLanguages).default('en'),
});

const meaningModelSchema = z.object({
  folder: z.string().min(1).max(4096),
  /** Whose explanations are made ready first. */
  language: z.enum(explanationLanguages).default('en'),
});

const generateSchema = z.object({
  term: z.string().trim().min(1).max(100),
  language: z.enum(explanationLanguages).default('en'),
});

/** A new one's id may be given, so that a repeat makes no second. */
const ownSchema = ownTermInputSchema.extend({ id: recordIdSchema.optional() });

export function dictionaryRoutes({ context, dictionary, generatedTerms }: Features) {
  const { own, meaningModel } = dictionary;
  return new Hono()
    .get('/', valid('query', findSchema), async (c) => {
      const { q, ...options } = c.req.valid('query');
      return c.json({ ...(await dictionary.find(q, options)), size: await dictionary.size() });
    })
    .get('/looked', valid('query', lookedSchema), async (c) => {
      const { order, limit } = c.req.valid('query');
      return c.json({ terms: await dictionary.looked(order, limit) });
    })
    .post('/in-lines', valid('json', linesSchema), async (c) => {
      const { lines, language } = c.req.valid('json');
      const lookUp = await dictionary.lookUp();
      const terms = lines.flatMap((text, line) =>
        termsInLine(lookUp, text).map(({ term, start, end }) => ({
          line,
          start,
          end,
          id: term.id,
          term: term.term,
          concise: term.senses.map(({ concise }) => concise[language]),
        })),
      );
      return c.json({ terms });
    })
    .get('/model', async (c) => c.json(await meaningModel.state()))
    .put('/model', valid('json', meaningModelSchema), async (c) => {
      const { folder, language } = c.req.valid('json');
      return c.json(unwrap(await meaningModel.choose(folder, language)), 202);
    })
    .delete('/model', async (c) => c.json(await meaningModel.goBack()))
    .get('/own', async (c) => c.json({ terms: await own.list() }))
    .post('/own', valid('json', ownSchema), async (c) => {
      const { id = context.newId(), ...input } = c.req.valid('json');
      return c.json(unwrap(await own.create(id, input)), 201);
    })
    .patch('/own/:id', valid('json', ownTermPatchSchema), async (c) =>
      c.json(unwrap(await own.edit(c.req.param('id'), c.req.valid('json')))),
    )
    .delete('/own/:id', async (c) => {
      unwrap(await own.trash(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/own/:id/restore', async (c) => c.json(unwrap(await own.restore(c.req.param('id')))))
    .post('/generated', valid('json', generateSchema), async (c) => {
      const { term, language } = c.req.valid('json');
      const options = { signal: c.req.raw.signal };
      return c.json({ term: unwrap(await generatedTerms.generate(term, language, options)).term });
    })
    .get('/:id', async (c) => c.json(unwrap(await dictionary.term(c.req.param('id')))))
    .get('/:id/occurrences', async (c) =>
      c.json({ scores: unwrap(await dictionary.occurrences(c.req.param('id'))) }),
    )
    .post('/:id/looks', async (c) => {
      unwrap(await dictionary.noteLook(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/:id/feedback', valid('json', feedbackInputSchema), async (c) => {
      const { id } = unwrap(await dictionary.term(c.req.param('id')));
      return c.json({ id: unwrap(await dictionary.feedback.feedback(id, c.req.valid('json'))) }, 201);
    })
    .post('/:id/report', valid('json', reportInputSchema), async (c) => {
      const { id } = unwrap(await dictionary.term(c.req.param('id')));
      return c.json({ id: unwrap(await dictionary.feedback.report(id, c.req.valid('json'))) }, 201);
    });
}
