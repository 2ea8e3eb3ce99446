/** `POST /broadcast`: a service that has the relay's secret tells one user's clients of events. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { clientFrameSchema } from '@mirubato/domain/protocol';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { type EditFrame, editsOf } from '../records/frame-edits.ts';
import { createRoutes, jsonContent } from './envelope.ts';
import { json, type SyncDeps } from './sync-routes.ts';

/** Some of the largest frames at once. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

const eventsSchema = z.object({ userId: z.string(), events: z.array(json) });
const deliveredSchema = z.object({ success: z.literal(true), delivered: z.int() });
const plainText = (description: string) => ({
  description,
  content: { 'text/plain': { schema: z.string() } },
});

const broadcast = createRoute({
  method: 'post',
  path: '/broadcast',
  tags: ['Sync'],
  summary: 'Takes events for a user as if a client of that user had sent them, and tells every socket',
  request: {
    headers: z.object({ 'x-worker-auth': z.string().optional() }),
    body: { ...jsonContent(eventsSchema, 'Frames, as clients send them') },
  },
  responses: {
    200: jsonContent(deliveredSchema, 'How many events were taken; those that are none were dropped.'),
    400: plainText('`Invalid payload`'),
    401: plainText('`Unauthorized`'),
  },
});

/** @param secret what tokens are signed with */
export function broadcastRoutes(context: SyncDeps, secret: string) {
  const { accounts, jsonSessions, nowMs } = context;
  const routes = createRoutes();
  routes.openAPIRegistry.registerPath(broadcast);
  routes.post(
    broadcast.path,
    createMiddleware(async (c, next) => {
      if (!isSecret(c.req.header('x-worker-auth') ?? '')) return c.text('Unauthorized', 401);
      await next();
    }),
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.text('Invalid payload', 400) }),
    async (c) => {
      const parsed = eventsSchema.safeParse(await c.req.json().catch(() => undefined));
      if (!parsed.success) return c.text('Invalid payload', 400);
      const { userId, events } = parsed.data;
      const frames = events.flatMap((event) => toEdit(event) ?? []);
      let delivered = 0;
      if (frames.length > 0 && (await accounts.find(userId))) {
        for (const frame of frames) {
          await jsonSessions.edit(userId, (view) => editsOf(frame, view, nowMs()), frame.type);
          delivered += 1;
        }
      }
      return c.json({ success: true, delivered });
    },
  );
  return routes;

  /** Hashed, since only what is of one length can be compared in constant time. */
  function isSecret(given: string): boolean {
    const hash = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(hash(given), hash(secret));
  }
}

function toEdit(event: unknown): EditFrame | undefined {
  const { data: frame } = clientFrameSchema.safeParse(event);
  switch (frame?.type) {
    case undefined:
    case 'PING':
    case 'SYNC_REQUEST':
    case 'BULK_SYNC':
    case 'REPERTOIRE_BULK_SYNC':
      return undefined;
    default:
      return frame;
  }
}
