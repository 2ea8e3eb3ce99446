/** `POST /api/sync/batch` of the original system: entities of any kind in one list, told by how many were taken. */
import { createRoute, z } from '@hono/zod-openapi';
import { recordIdSchema } from '@mirubato/domain/ids';
import { type Entity, entityTypeByCollection } from '@mirubato/domain/protocol';
import type { Kysely } from 'kysely';
import { type Push, type PushCollection, planPush, pushCollections } from '../records/push.ts';
import type { Tables } from '../store/tables.ts';
import { createRoutes, errorResponse, jsonContent } from './envelope.ts';
import { answeredBefore, idempotencyHeaders, rememberAnswer } from './idempotency.ts';
import { json, type SyncDeps, tokenOf } from './sync-routes.ts';
import { preferencesSchema } from './user-routes.ts';

const PREFERENCES = 'user_preferences';
const collectionByType = new Map(
  pushCollections.map((name) => [entityTypeByCollection[name] as string, name]),
);

const batchSchema = z.object({
  entities: z
    .array(
      z.object({
        id: recordIdSchema,
        type: z.enum([...collectionByType.keys(), PREFERENCES]),
        data: z.record(z.string(), json),
        checksum: z.string().max(200),
        version: z.int().positive(),
      }),
    )
    .max(10_000),
  syncToken: z.string().nullish(),
});

const batchedSchema = z.object({
  uploaded: z.int(),
  downloaded: z.int(),
  conflicts: z.array(z.object({ entityId: z.string(), localVersion: z.int(), remoteVersion: z.int() })),
  newSyncToken: z.string(),
});

const batch = createRoute({
  method: 'post',
  path: '/api/sync/batch',
  tags: ['Sync'],
  security: [{ bearer: [] }],
  summary: 'Writes entities of any kind; the newer write wins',
  request: {
    body: { ...jsonContent(batchSchema, 'Entities with their kind'), required: true },
    headers: idempotencyHeaders,
  },
  responses: {
    200: jsonContent(
      batchedSchema,
      'Durable. `uploaded` changed something; `downloaded` are there and were not named; `conflicts` were not taken, with the number of the last change here as their version.',
    ),
    400: errorResponse('The body is none.'),
    401: errorResponse('Not let in.'),
    409: errorResponse('The idempotency key was used for another body.'),
  },
});

/** Behind the authentication of the other sync routes. */
export function syncBatchRoutes(context: SyncDeps) {
  const { db, jsonSessions, preferences, nowMs } = context;
  return createRoutes().openapi(batch, async (c) => {
    const { userId } = c.get('caller');
    const { entities } = c.req.valid('json');
    const key = c.req.valid('header')['x-idempotency-key'];
    const sent = { userId, key, body: { batch: entities } };
    const replay = await answeredBefore(context, sent, batchedSchema);
    if (replay) {
      c.header('x-idempotent-replay', 'true');
      return c.json(replay, 200);
    }
    const refused = new Set<string>();
    let uploaded = 0;
    for (const { id, type, data } of entities) {
      if (type !== PREFERENCES) continue;
      const parsed = preferencesSchema.safeParse(data);
      if (parsed.success && (await preferences.merge(userId, parsed.data)).ok) uploaded += 1;
      else refused.add(`${PREFERENCES} ${id}`);
    }
    let planned: Push | undefined;
    const { changes, ownFrom, head } = await jsonSessions.edit(userId, async (view) => {
      const items = pushCollections.map((name) => [
        name,
        entities
          .filter(({ type }) => collectionByType.get(type) === name)
          .map(({ id, data }) => ({ ...data, id })),
      ]);
      planned = planPush(Object.fromEntries(items), view, { nowMs: nowMs(), userId });
      return planned.edits;
    });
    for (const { entityType, entityId } of planned?.conflicts ?? []) refused.add(`${entityType} ${entityId}`);
    const own = changes.filter(({ seq }) => seq >= ownFrom);
    uploaded += own.length;
    const changed = new Set(own.map((change) => keyOf(change.collection, change.recordId)));
    const rows = await recordsOf(db, userId);
    const conflicts = entities.flatMap(({ id, type, data, version }) => {
      const collection = collectionByType.get(type);
      const row = collection && rows.get(keyOf(collection, id));
      const isOlder = row && !changed.has(keyOf(collection, id)) && isBefore(data, row.entity);
      if (!isOlder && !refused.has(`${type} ${id}`)) return [];
      return [{ entityId: id, localVersion: version, remoteVersion: row?.seq ?? 0 }];
    });
    const named = new Set(entities.map(({ id, type }) => keyOf(collectionByType.get(type), id)));
    const response = {
      uploaded,
      downloaded: [...rows].filter(([name, { isDeleted }]) => !isDeleted && !named.has(name)).length,
      conflicts,
      newSyncToken: tokenOf(head),
    };
    await rememberAnswer(context, sent, response);
    return c.json(response, 200);
  });
}

async function recordsOf(db: Kysely<Tables>, userId: string) {
  const rows = await db
    .selectFrom('records')
    .select(['collection', 'record_id', 'seq', 'entity', 'is_deleted'])
    .where('user_id', '=', userId)
    .execute();
  return new Map(
    rows.map((row) => [
      keyOf(row.collection as PushCollection, row.record_id),
      { seq: Number(row.seq), entity: JSON.parse(row.entity) as Entity, isDeleted: row.is_deleted },
    ]),
  );
}

/** What says that it is older, and is not taken, is told. */
function isBefore(sent: Readonly<Record<string, unknown>>, present: Entity): boolean {
  return Date.parse(String(sent.updatedAt)) < Date.parse(String(present.updatedAt));
}

function keyOf(collection: string | undefined, id: string): string {
  return `${collection} ${id}`;
}
