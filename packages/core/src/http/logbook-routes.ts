import { recordIdSchema } from '@mirubato/domain/ids';
import { dateSchema, entryInputSchema, entryPatchSchema } from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const listSchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
  from: dateSchema.optional(),
  to: dateSchema.optional(),
  q: z.string().max(200).optional(),
  pieceId: z.string().max(200).optional(),
  scoreId: z.string().max(200).optional(),
});

export function logbookRoutes({ context, logbook, timer }: Features) {
  return new Hono()
    .get('/entries', valid('query', listSchema), async (c) =>
      c.json(unwrap(await logbook.entries(c.req.valid('query')))),
    )
    .post(
      '/entries',
      valid('query', z.object({ timer: z.literal('clear').optional() })),
      valid('json', entryInputSchema.extend({ id: recordIdSchema.optional() })),
      async (c) => {
        const { id, ...input } = c.req.valid('json');
        const entry = unwrap(await logbook.createEntry(id ?? context.newId(), input));
        if (c.req.valid('query').timer === 'clear') unwrap(await timer.discard());
        return c.json(entry, 201);
      },
    )
    .get('/entries/:id', async (c) => c.json(unwrap(await logbook.entry(c.req.param('id')))))
    .patch('/entries/:id', valid('json', entryPatchSchema), async (c) =>
      c.json(unwrap(await logbook.editEntry(c.req.param('id'), c.req.valid('json')))),
    )
    .delete('/entries/:id', async (c) => {
      unwrap(await logbook.trashEntry(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/entries/:id/restore', async (c) => c.json(unwrap(await logbook.restoreEntry(c.req.param('id')))))
    .get('/days', valid('query', z.object({ from: dateSchema, to: dateSchema })), async (c) => {
      const { from, to } = c.req.valid('query');
      return c.json({ days: await logbook.days(from, to) });
    });
}
