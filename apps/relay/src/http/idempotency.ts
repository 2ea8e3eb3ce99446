/** A request that is sent again under its key is answered as before, for a day. */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { ProblemError } from '@mirubato/domain/problem';
import type { RelayContext } from '../context.ts';

/** The original's. */
const KEEP_MS = 24 * 60 * 60 * 1000;

export const idempotencyHeaders = z.object({
  'x-idempotency-key': z.string().min(1).max(200).optional(),
});

export interface KeyedRequest {
  readonly userId: string;
  /** Undefined: nothing is remembered of it. */
  readonly key: string | undefined;
  /** What of the body makes it the same request. */
  readonly body: unknown;
}

type Deps = Pick<RelayContext, 'db' | 'nowMs'>;

/** Problem `conflict` when the key was used for another body. */
export async function answeredBefore<T>(
  { db, nowMs }: Deps,
  { userId, key, body }: KeyedRequest,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  if (key === undefined) return undefined;
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'response'])
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .where('expires_at', '>', nowMs())
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.request_hash !== hashOf(body)) {
    throw new ProblemError({
      code: 'conflict',
      detail: 'Idempotency key was used with a different request',
    });
  }
  return schema.parse(JSON.parse(row.response));
}

export async function rememberAnswer(
  { db, nowMs }: Deps,
  { userId, key, body }: KeyedRequest,
  response: object,
): Promise<void> {
  if (key === undefined) return;
  const values = {
    request_hash: hashOf(body),
    response: JSON.stringify(response),
    expires_at: nowMs() + KEEP_MS,
  };
  await db
    .insertInto('idempotency_keys')
    .values({ user_id: userId, key, ...values })
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doUpdateSet(values))
    .execute();
  await db.deleteFrom('idempotency_keys').where('expires_at', '<=', nowMs()).execute();
}

function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
