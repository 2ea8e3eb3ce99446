import { recordIdSchema } from '@mirubato/domain/ids';
import { dateSchema, zoneSchema } from '@mirubato/domain/logbook';
import {
  checkInSchema,
  occurrencePatchSchema,
  planInputSchema,
  planPatchSchema,
} from '@mirubato/domain/plans';
import { unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { calendarText } from '../plans/calendar.ts';
import { valid } from './problems.ts';

/** More than a calendar of a month shows. */
const MAX_SPAN_DAYS = 100;

const zoned = valid('query', z.object({ zone: zoneSchema }));
const spanSchema = z
  .object({ zone: zoneSchema, from: dateSchema, to: dateSchema })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 <= MAX_SPAN_DAYS, {
    path: ['to'],
    message: `more than ${MAX_SPAN_DAYS} days`,
  });
const partSchema = z.object({ key: dateSchema, id: recordIdSchema.optional(), plan: planInputSchema });

export function planRoutes({ context, plans, occurrences, goalBoard }: Features) {
  return new Hono()
    .get('/', zoned, async (c) =>
      c.json({ plans: await plans.plans(await plans.now(c.req.valid('query').zone)) }),
    )
    .post('/', valid('json', planInputSchema.extend({ id: recordIdSchema.optional() })), async (c) => {
      const { id, ...input } = c.req.valid('json');
      return c.json(unwrap(await plans.createPlan(id ?? context.newId(), input)), 201);
    })
    .get('/occurrences', valid('query', spanSchema), async (c) => {
      const { zone, ...span } = c.req.valid('query');
      const now = await plans.now(zone);
      return c.json({ today: now.today, occurrences: await plans.occurrences(span, now) });
    })
    .get('/calendar', zoned, async (c) => {
      const text = await calendarText(context, { plans, goalBoard }, c.req.valid('query').zone);
      return c.body(text, 200, {
        'Content-Type': 'text/calendar; charset=utf-8',
        'Content-Disposition': 'attachment; filename="mirubato.ics"',
      });
    })
    .get('/:id', zoned, async (c) => {
      const now = await plans.now(c.req.valid('query').zone);
      return c.json({ today: now.today, ...unwrap(await plans.plan(c.req.param('id'), now)) });
    })
    .patch('/:id', valid('json', planPatchSchema), async (c) =>
      c.json(unwrap(await plans.editPlan(c.req.param('id'), c.req.valid('json')))),
    )
    .delete('/:id', async (c) => {
      unwrap(await plans.trashPlan(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/:id/restore', async (c) => c.json(unwrap(await plans.restorePlan(c.req.param('id')))))
    .post('/:id/part', zoned, valid('json', partSchema), async (c) => {
      const { key, id, plan } = c.req.valid('json');
      const now = await plans.now(c.req.valid('query').zone);
      const at = { key, newId: id ?? context.newId(), now };
      return c.json(unwrap(await plans.part(c.req.param('id'), at, plan)), 201);
    })
    .post('/:id/join', async (c) => c.json(unwrap(await plans.join(c.req.param('id')))))
    .patch('/:id/occurrences/:key', zoned, valid('json', occurrencePatchSchema), async (c) =>
      c.json(
        unwrap(
          await occurrences.change(
            { planId: c.req.param('id'), key: c.req.param('key'), zone: c.req.valid('query').zone },
            c.req.valid('json'),
          ),
        ),
      ),
    )
    .post('/:id/occurrences/:key/check-in', valid('json', checkInSchema), async (c) => {
      const input = c.req.valid('json');
      const at = { planId: c.req.param('id'), key: c.req.param('key'), zone: input.zone };
      return c.json(unwrap(await occurrences.checkIn(at, input)), 201);
    })
    .delete('/:id/occurrences/:key/check-in', zoned, async (c) => {
      const at = {
        planId: c.req.param('id'),
        key: c.req.param('key'),
        zone: c.req.valid('query').zone,
      };
      unwrap(await occurrences.undoCheckIn(at));
      return c.body(null, 204);
    });
}
