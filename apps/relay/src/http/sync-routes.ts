/** The original system's sync over REST: everything at once, many changes at once, and where things stand. */

import { createRoute, z } from '@hono/zod-openapi';
import { recordIdSchema } from '@mirubato/domain/ids';
import { isTooDeep } from '@mirubato/domain/protocol';
import type { RelayContext } from '../context.ts';
import { publishedTemplates } from '../records/published-templates.ts';
import { type Push, planPush } from '../records/push.ts';
import type { UserRecords } from '../records/user-records.ts';
import type { JsonSessions } from '../socket/json-sessions.ts';
import { authenticate } from './authenticate.ts';
import { createRoutes, errorResponse, jsonContent } from './envelope.ts';
import { answeredBefore, idempotencyHeaders, rememberAnswer } from './idempotency.ts';

/** Any JSON value; zod's own schema of it is recursive, which the description of the API cannot be. */
export const json = z
  .custom<z.core.util.JSONType>((value) => value !== undefined && !isTooDeep(value))
  .openapi({ type: 'object' });
export const entity = z.record(z.string(), json);
const item = z.object({ id: recordIdSchema }).catchall(json);
const items = z.array(item).max(10_000).default([]);

const pushSchema = z.object({
  changes: z.object({
    entries: items,
    goals: items,
    practicePlans: items,
    planOccurrences: items,
    planTemplates: items,
  }),
  lastSyncToken: z.string().nullish(),
});

const pushedSchema = z.object({
  success: z.literal(true),
  syncToken: z.string(),
  conflicts: z.array(z.object({ entityId: z.string(), entityType: z.string(), reason: z.string() })),
  stats: z.object({
    entriesProcessed: z.int(),
    duplicatesPrevented: z.int(),
    goalsProcessed: z.int(),
    practicePlansProcessed: z.int(),
    planOccurrencesProcessed: z.int(),
    planTemplatesProcessed: z.int(),
  }),
});

const pulledSchema = z.object({
  entries: z.array(entity),
  goals: z.array(entity),
  practicePlans: z.array(entity),
  planOccurrences: z.array(entity),
  planTemplates: z.array(entity),
  repertoire: z.array(entity),
  syncToken: z.string(),
  timestamp: z.string(),
});

const statusSchema = z.object({
  lastSyncTime: z.string().nullable(),
  syncToken: z.string(),
  pendingChanges: z.int(),
  deviceCount: z.int(),
  entityCount: z.int(),
});

const security = [{ bearer: [] }];
const tags = ['Sync'];

const pull = createRoute({
  method: 'post',
  path: '/api/sync/pull',
  tags,
  security,
  summary: 'Everything that is there and not deleted',
  responses: { 200: jsonContent(pulledSchema, 'All of the caller’s.'), 401: errorResponse('Not let in.') },
});

const push = createRoute({
  method: 'post',
  path: '/api/sync/push',
  tags,
  security,
  summary: 'Writes many entities; the newer write wins',
  request: {
    body: { ...jsonContent(pushSchema, 'Entities by kind'), required: true },
    headers: idempotencyHeaders,
  },
  responses: {
    200: jsonContent(pushedSchema, 'Durable. What could not be taken is among the conflicts.'),
    400: errorResponse('The body is none.'),
    401: errorResponse('Not let in.'),
    409: errorResponse('The idempotency key was used for another body.'),
  },
});

const status = createRoute({
  method: 'get',
  path: '/api/sync/status',
  tags,
  security,
  summary: 'Where things stand',
  responses: { 200: jsonContent(statusSchema, 'Now.'), 401: errorResponse('Not let in.') },
});

export interface SyncDeps extends RelayContext {
  readonly records: UserRecords;
  readonly jsonSessions: JsonSessions;
}

export function syncRoutes(context: SyncDeps) {
  const { db, records, jsonSessions, nowMs } = context;
  const routes = createRoutes();
  routes.use('/api/sync/*', authenticate(context));
  return routes
    .openapi(pull, async (c) => {
      const { userId } = c.get('caller');
      const { head } = await jsonSessions.current(userId);
      const live = await records.live(userId);
      return c.json(
        {
          entries: live.get('entries') ?? [],
          goals: live.get('goals') ?? [],
          practicePlans: live.get('plans') ?? [],
          planOccurrences: live.get('occurrences') ?? [],
          planTemplates: [...(live.get('templates') ?? []), ...(await publishedTemplates(context, userId))],
          repertoire: live.get('pieces') ?? [],
          syncToken: tokenOf(head),
          timestamp: new Date(nowMs()).toISOString(),
        } as z.infer<typeof pulledSchema>,
        200,
      );
    })
    .openapi(push, async (c) => {
      const { userId } = c.get('caller');
      const { changes } = c.req.valid('json');
      const key = c.req.valid('header')['x-idempotency-key'];
      const sent = { userId, key, body: changes };
      const replay = await answeredBefore(context, sent, pushedSchema);
      if (replay) {
        c.header('x-idempotent-replay', 'true');
        return c.json(replay, 200);
      }
      let planned: Push | undefined;
      const { head } = await jsonSessions.edit(userId, async (view) => {
        planned = planPush(
          {
            entries: changes.entries,
            goals: changes.goals,
            plans: changes.practicePlans,
            occurrences: changes.planOccurrences,
            templates: changes.planTemplates,
          } as Parameters<typeof planPush>[0],
          view,
          { nowMs: nowMs(), userId },
        );
        return planned.edits;
      });
      const { conflicts = [], processed } = planned ?? {};
      const response = {
        success: true as const,
        syncToken: tokenOf(head),
        conflicts: [...conflicts],
        stats: {
          entriesProcessed: processed?.entries ?? 0,
          duplicatesPrevented: 0,
          goalsProcessed: processed?.goals ?? 0,
          practicePlansProcessed: processed?.plans ?? 0,
          planOccurrencesProcessed: processed?.occurrences ?? 0,
          planTemplatesProcessed: processed?.templates ?? 0,
        },
      };
      await rememberAnswer(context, sent, response);
      return c.json(response, 200);
    })
    .openapi(status, async (c) => {
      const { userId } = c.get('caller');
      const { head } = await jsonSessions.current(userId);
      const row = await db
        .selectFrom('journals')
        .select('changed_at')
        .where('user_id', '=', userId)
        .executeTakeFirst();
      const { count } = await db
        .selectFrom('records')
        .select((eb) => eb.fn.countAll().as('count'))
        .where('user_id', '=', userId)
        .where('is_deleted', '=', false)
        .executeTakeFirstOrThrow();
      return c.json(
        {
          lastSyncTime: row?.changed_at ? new Date(row.changed_at).toISOString() : null,
          syncToken: tokenOf(head),
          pendingChanges: 0,
          deviceCount: jsonSessions.clientCount(userId),
          entityCount: Number(count),
        },
        200,
      );
    });
}

/** The original's form; a client may compare it and nothing else. */
export function tokenOf(head: number): string {
  return `sync_${head}`;
}
