import { zoneSchema } from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import { absenceChoiceSchema, timerModeSchema, timerSubjectSchema } from '@mirubato/domain/timer';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const startSchema = z.object({
  subject: timerSubjectSchema,
  zone: zoneSchema,
  mode: timerModeSchema.optional(),
});

export function timerRoutes({ timer, reminders }: Features) {
  return new Hono()
    .get('/', async (c) => c.json(await timer.read()))
    .post('/start', valid('json', startSchema), async (c) => {
      const { subject, zone, mode } = c.req.valid('json');
      return c.json(unwrap(await timer.start(subject, zone, mode)));
    })
    .post('/pause', async (c) => c.json(unwrap(await timer.pause())))
    .post('/resume', async (c) => c.json(unwrap(await timer.resume())))
    .post('/split', valid('json', z.object({ subject: timerSubjectSchema })), async (c) =>
      c.json(unwrap(await timer.split(c.req.valid('json').subject))),
    )
    .post('/next', async (c) => c.json(unwrap(await timer.next())))
    .post('/mode', valid('json', z.object({ mode: timerModeSchema })), async (c) =>
      c.json(unwrap(await timer.changeMode(c.req.valid('json').mode))),
    )
    .post('/absence', valid('json', absenceChoiceSchema), async (c) =>
      c.json(unwrap(await timer.answerAbsence(c.req.valid('json')))),
    )
    .post('/stop', async (c) => c.json(unwrap(await timer.stop())))
    .post('/discard', async (c) => {
      unwrap(await timer.discard());
      return c.body(null, 204);
    })
    .post('/reminders/claim', valid('json', z.object({ zone: zoneSchema })), async (c) =>
      c.json({ reminder: await reminders.claim(c.req.valid('json').zone) }),
    );
}
