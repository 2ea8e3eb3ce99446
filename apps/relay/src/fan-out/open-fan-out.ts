import type { Log } from '@mirubato/core/context';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { Config } from '../config.ts';
import { createFanOut, type FanOut } from './fan-out.ts';
import { openNatsTransport } from './nats.ts';
import { openRedisTransport } from './redis.ts';

/** As configured; undefined for one node alone when neither is. Problem `internal` when the server does not answer. */
export async function openFanOut(
  { redisUrl, natsUrl }: Pick<Config, 'redisUrl' | 'natsUrl'>,
  logger: Log,
): Promise<Result<FanOut | undefined>> {
  const name = redisUrl ? 'Redis' : 'NATS';
  try {
    if (redisUrl) return ok(await createFanOut((events) => openRedisTransport(redisUrl, events), logger));
    if (natsUrl) return ok(await createFanOut((events) => openNatsTransport(natsUrl, events), logger));
    return ok(undefined);
  } catch (cause) {
    const { message, code } = cause as Error & { code?: string };
    // Where a name has several addresses, the failure of all of them has a code alone.
    return fail('internal', `${name} cannot be reached: ${message || code}`, { cause });
  }
}
