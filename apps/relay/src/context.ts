/** What the relay's features are made of. */
import type { Log } from '@mirubato/core/context';
import type { Kysely } from 'kysely';
import type { Auth } from './accounts/auth.ts';
import type { Blobs } from './blobs/blobs.ts';
import type { Config } from './config.ts';
import type { FanOut } from './fan-out/fan-out.ts';
import type { RateLimits } from './http/rate-limit.ts';
import type { UpdateLog } from './log/update-log.ts';
import type { Mailer } from './mail/mailer.ts';
import type { Metrics } from './metrics.ts';
import type { Tables } from './store/tables.ts';

export interface RelayContext extends Auth {
  readonly config: Config;
  readonly db: Kysely<Tables>;
  readonly log: UpdateLog;
  readonly limits: RateLimits;
  /** Undefined where no mail server is configured. */
  readonly mailer: Mailer | undefined;
  readonly metrics: Metrics;
  /** Undefined for one node alone. */
  readonly fanOut: FanOut | undefined;
  readonly blobs: Blobs;
  readonly logger: Log;
  readonly nowMs: () => number;
  readonly newId: () => string;
}
