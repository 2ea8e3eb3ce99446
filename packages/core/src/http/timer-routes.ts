import { timerSubjectSchema, zoneSchema } from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

export function timerRoutes({ timer }: Features) {
  return new Hono()
    .get('/', async (c) => c.json(await timer.read()))
    .post('/start', valid('json', z.object({ subject: timerSubjectSchema, zone: zoneSchema })), async (c) => {
      const { subject, zone } = c.req.valid('json');
      return c.json(unwrap(await timer.start(subject, zone)));
    })
    .post('/pause', async (c) => c.json(unwrap(await timer.pause())))
    .post('/resume', async (c) => c.json(unwrap(await timer.resume())))
    .post('/stop', async (c) => c.json(unwrap(await timer.stop())))
    .post('/discard', async (c) => {
      unwrap(await timer.discard());
      return c.body(null, 204);
    });
}
