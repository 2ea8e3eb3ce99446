import { recordIdSchema } from '@mirubato/domain/ids';
import { unwrap } from '@mirubato/domain/problem';
import { deviceNameSchema, pdfChoices } from '@mirubato/domain/sync';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const relayUrlSchema = z.string().trim().min(1).max(500);
const secretSchema = z.string().trim().min(1).max(4000);

const sessionSchema = z.object({
  relayUrl: relayUrlSchema,
  user: z.object({
    id: z.string().min(1).max(200),
    email: z.string().max(320),
    displayName: z.string().max(200).nullable().default(null),
  }),
  accessToken: secretSchema,
  refreshToken: secretSchema.nullish(),
  expiresIn: z.number().positive(),
});

export function syncRoutes({ sync }: Features) {
  return new Hono()
    .get('/', async (c) => c.json(unwrap(await sync.state())))
    .post('/link', valid('json', z.object({ relayUrl: relayUrlSchema, email: z.email() })), async (c) => {
      const { relayUrl, email } = c.req.valid('json');
      unwrap(await sync.requestLink(relayUrl, email));
      return c.body(null, 204);
    })
    .post(
      '/sign-in',
      valid('json', z.object({ relayUrl: relayUrlSchema, link: secretSchema })),
      async (c) => {
        const { relayUrl, link } = c.req.valid('json');
        return c.json(unwrap(await sync.signInByLink(relayUrl, link)));
      },
    )
    .post(
      '/pair',
      valid('json', z.object({ relayUrl: relayUrlSchema.optional(), code: secretSchema })),
      async (c) => {
        const { relayUrl, code } = c.req.valid('json');
        return c.json(unwrap(await sync.signInByCode(relayUrl, code)));
      },
    )
    .post('/session', valid('json', sessionSchema), async (c) =>
      c.json(unwrap(await sync.adopt(c.req.valid('json')))),
    )
    .post('/pairing', async (c) => c.json(unwrap(await sync.createPairing())))
    .post('/answer', valid('json', z.object({ answer: z.enum(['merge', 'apart']) })), async (c) =>
      c.json(unwrap(await sync.answer(c.req.valid('json').answer))),
    )
    .post('/now', async (c) => c.json(unwrap(await sync.now())))
    .post(
      '/sign-out',
      valid('json', z.object({ local: z.enum(['keep', 'remove']).default('keep') })),
      async (c) => c.json(unwrap(await sync.signOut(c.req.valid('json').local))),
    )
    .patch(
      '/device',
      valid('json', z.object({ name: deviceNameSchema, pdfs: z.enum(pdfChoices) }).partial()),
      async (c) => c.json(unwrap(await sync.changeDevice(c.req.valid('json')))),
    )
    .delete('/devices/:id', valid('param', z.object({ id: recordIdSchema })), async (c) =>
      c.json(unwrap(await sync.forgetDevice(c.req.valid('param').id))),
    )
    .post('/pdfs/:id', valid('param', z.object({ id: recordIdSchema })), async (c) => {
      unwrap(await sync.fetchPdf(c.req.valid('param').id, true));
      return c.body(null, 204);
    })
    .delete('/notice', async (c) => c.json(unwrap(await sync.dismissNotice())));
}
