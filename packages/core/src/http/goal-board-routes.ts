/** Goals as this app's own screens ask for them; the original system's interface is in `goal-routes.ts`. */
import { goalInputSchema, goalPatchSchema } from '@mirubato/domain/goals';
import { recordIdSchema } from '@mirubato/domain/ids';
import { zoneSchema } from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const listSchema = z.object({ zone: zoneSchema, archived: z.enum(['true', 'false']).default('false') });
const stepSchema = z.object({ value: z.number(), notes: z.string().max(5000).nullish() });
const linkSchema = z.object({
  entryIds: z.array(recordIdSchema).min(1).max(100),
  isLinked: z.boolean().default(true),
});

export function goalBoardRoutes({ context, goals, goalBoard, plans }: Features) {
  return new Hono()
    .get('/', valid('query', listSchema), async (c) => {
      const { zone, archived } = c.req.valid('query');
      const now = await plans.now(zone);
      return c.json({ goals: await goalBoard.goals({ isArchived: archived === 'true' }, now) });
    })
    .post('/', valid('json', goalInputSchema.extend({ id: recordIdSchema.optional() })), async (c) => {
      const { id, ...input } = c.req.valid('json');
      return c.json(unwrap(await goalBoard.createGoal(id ?? context.newId(), input)), 201);
    })
    .get('/:id', valid('query', z.object({ zone: zoneSchema })), async (c) => {
      const now = await plans.now(c.req.valid('query').zone);
      return c.json(unwrap(await goalBoard.goal(c.req.param('id'), now)));
    })
    .patch('/:id', valid('json', goalPatchSchema), async (c) =>
      c.json(unwrap(await goalBoard.editGoal(c.req.param('id'), c.req.valid('json')))),
    )
    .delete('/:id', async (c) => {
      unwrap(await goals.trashGoal(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/:id/restore', async (c) => c.json(unwrap(await goalBoard.restoreGoal(c.req.param('id')))))
    .post('/:id/progress', valid('json', stepSchema), async (c) => {
      const { value, notes } = c.req.valid('json');
      return c.json(unwrap(await goals.addProgress(c.req.param('id'), { value, notes: notes ?? null })));
    })
    .delete('/:id/progress/:stepId', async (c) =>
      c.json(unwrap(await goalBoard.removeProgress(c.req.param('id'), c.req.param('stepId')))),
    )
    .put('/:id/entries', valid('json', linkSchema), async (c) => {
      const { entryIds, isLinked } = c.req.valid('json');
      return c.json(unwrap(await goalBoard.link(c.req.param('id'), entryIds, isLinked)));
    });
}
