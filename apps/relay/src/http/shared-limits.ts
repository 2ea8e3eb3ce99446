/** Rate limits that the nodes of one relay count together, in Redis. */
import type { Log } from '@mirubato/core/context';
import { RateLimiterMemory, RateLimiterRedis, RLWrapperTimeouts } from 'rate-limiter-flexible';
import { createClient } from 'redis';
import { CONNECT_TIMEOUT_MS, reconnectDelayMs } from '../fan-out/connection.ts';
import { createRateLimits, type RateLimits } from './rate-limit.ts';

/** Signing in must not hang on a Redis that is silent. */
const ANSWER_TIMEOUT_MS = 1000;

export interface SharedLimits extends RateLimits {
  close(): void;
}

/**
 * While Redis does not answer, each process counts for itself. Throws when Redis does not answer at the start.
 *
 * @param keyOf keeps apart the relays that share a Redis, and clients' addresses out of it
 */
export async function openSharedLimits(options: {
  readonly redisUrl: string;
  readonly keyOf: (key: string) => string;
  readonly logger: Log;
}): Promise<SharedLimits> {
  const { redisUrl, keyOf, logger } = options;
  let wasReady = false;
  const client = createClient({
    url: redisUrl,
    name: 'mirubato-relay-limits',
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (attempt, cause) => (wasReady ? reconnectDelayMs(attempt) : cause),
    },
  });
  client.on('error', (error) => logger.error({ error }, 'each node counts its rate limits for itself'));
  client.on('ready', () => {
    wasReady = true;
  });
  try {
    await client.connect();
  } catch (error) {
    if (client.isOpen) client.destroy();
    throw error;
  }
  const limits = createRateLimits((name, { points, seconds }) => {
    const rule = { keyPrefix: `mirubato.relay.limit.${name}`, points, duration: seconds };
    return new RLWrapperTimeouts({
      limiter: new RateLimiterRedis({
        ...rule,
        storeClient: client,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
      }),
      timeoutMs: ANSWER_TIMEOUT_MS,
      insuranceLimiter: new RateLimiterMemory(rule),
    });
  });
  return {
    take: (name, key) => limits.take(name, keyOf(key)),
    giveBack: (name, key) => limits.giveBack(name, keyOf(key)),
    close() {
      if (client.isOpen) client.destroy();
    },
  };
}
