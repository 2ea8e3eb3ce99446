/** What the nodes of one relay share beside the database. */
import type { Log } from '@mirubato/core/context';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { createSecrets } from '../accounts/secrets.ts';
import type { Config } from '../config.ts';
import type { FanOut } from '../fan-out/fan-out.ts';
import { openFanOut } from '../fan-out/open-fan-out.ts';
import { createRateLimits, type RateLimits } from '../http/rate-limit.ts';
import { openSharedLimits } from '../http/shared-limits.ts';

export interface Shared {
  /** Undefined for one node alone. */
  readonly fanOut: FanOut | undefined;
  /** Of a user; keyed, so that relays of different secrets may use one server. */
  channelOf(userId: string): string;
  /** Counted together through Redis, else by each process. */
  readonly limits: RateLimits;
  close(): Promise<void>;
}

/** Problem `internal` when Redis or NATS does not answer. */
export async function openShared(
  config: Config,
  options: { readonly secret: string; readonly logger: Log; readonly fanOut: FanOut | undefined },
): Promise<Result<Shared>> {
  const { logger } = options;
  const secrets = createSecrets(options.secret);
  const opened = options.fanOut ? ok(options.fanOut) : await openFanOut(config, logger);
  if (!opened.ok) return opened;
  const fanOut = opened.value;
  const shared = {
    fanOut,
    channelOf: (userId: string) => secrets.hash('channel', userId),
    limits: createRateLimits(),
    close: async () => fanOut?.close(),
  };
  if (!config.redisUrl) return ok(shared);
  try {
    const limits = await openSharedLimits({
      redisUrl: config.redisUrl,
      keyOf: (key) => secrets.hash('rate-limit', key),
      logger,
    });
    return ok({
      ...shared,
      limits,
      async close() {
        limits.close();
        await fanOut?.close();
      },
    });
  } catch (cause) {
    await fanOut?.close();
    return fail('internal', `Redis cannot be reached: ${(cause as Error).message}`, { cause });
  }
}
