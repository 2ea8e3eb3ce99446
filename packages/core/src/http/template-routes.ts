import { recordIdSchema } from '@mirubato/domain/ids';
import { planInputSchema } from '@mirubato/domain/plans';
import { fail, unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

/** Ten times a long plan. */
const MAX_FILE_BYTES = 1024 * 1024;

const publishSchema = z.object({
  id: recordIdSchema.optional(),
  planId: z.string().min(1).max(200),
  title: z.string().trim().min(1).max(200).optional(),
  description: z.string().max(5000).optional(),
  isPublic: z.boolean().default(false),
});

const limited = bodyLimit({
  maxSize: MAX_FILE_BYTES,
  onError: () => unwrap(fail('body-too-large', 'A template is at most 1 MB.')),
});

export function templateRoutes({ context, templates }: Features) {
  return new Hono()
    .get('/', async (c) => c.json({ templates: await templates.templates() }))
    .post('/', valid('json', publishSchema), async (c) => {
      const { id, planId, ...words } = c.req.valid('json');
      return c.json(unwrap(await templates.publish(id ?? context.newId(), planId, words)), 201);
    })
    .post('/preview', limited, async (c) =>
      c.json(unwrap(templates.read(await c.req.json().catch(() => undefined)))),
    )
    .post('/file', limited, valid('query', z.object({ id: recordIdSchema.optional() })), async (c) => {
      const shared = unwrap(templates.read(await c.req.json().catch(() => undefined)));
      const id = c.req.valid('query').id ?? context.newId();
      return c.json(unwrap(await templates.takeIn(id, shared)), 201);
    })
    .get('/:id/file', async (c) => {
      const document = unwrap(await templates.file(c.req.param('id')));
      return c.body(JSON.stringify(document, null, 2), 200, {
        'Content-Type': 'application/json',
        'Content-Disposition': 'attachment; filename="plan-template.json"',
      });
    })
    .post(
      '/:id/plans',
      valid('json', planInputSchema.extend({ id: recordIdSchema.optional() })),
      async (c) => {
        const { id, ...input } = c.req.valid('json');
        return c.json(unwrap(await templates.adopt(c.req.param('id'), id ?? context.newId(), input)), 201);
      },
    )
    .delete('/:id', async (c) => {
      unwrap(await templates.trashTemplate(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/:id/restore', async (c) => c.json(unwrap(await templates.restoreTemplate(c.req.param('id')))));
}
