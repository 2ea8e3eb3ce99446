/** How often one client may ask: a bucket for each rule and client address. */
import { isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface Rule {
  readonly points: number;
  readonly seconds: number;
}

const MINUTE = 60;
const PAIRING_WINDOW = 10 * MINUTE;

export const rules = {
  /** The original's. */
  'magic-link': { points: 10, seconds: MINUTE },
  /** The original's. */
  google: { points: 10, seconds: MINUTE },
  /** A person opens one link; a household behind one address opens a few. */
  verify: { points: 20, seconds: MINUTE },
  /** Each device asks once in weeks; a browser's tabs may do so at once. */
  refresh: { points: 60, seconds: MINUTE },
  pairing: { points: 10, seconds: MINUTE },
  /** Wrong codes of one client. */
  'pairing-wrong': { points: 5, seconds: PAIRING_WINDOW },
  /** Wrong codes of all clients together: one in 850 million of the codes that there are, while a code lives. */
  'pairing-wrong-anywhere': { points: 1000, seconds: PAIRING_WINDOW },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;

export interface RateLimits {
  /** Rejects with 429 and Retry-After when the bucket is empty. */
  take(name: RuleName, key: string): Promise<void>;
  giveBack(name: RuleName, key: string): Promise<void>;
}

/** @param open makes the bucket store of a rule: in memory, or one that several relays share */
export function createRateLimits(
  open: (name: RuleName, rule: Rule) => RateLimiterAbstract = (name, { points, seconds }) =>
    new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
): RateLimits {
  const names = Object.keys(rules) as RuleName[];
  const limiters = new Map(names.map((name) => [name, open(name, rules[name])]));
  const limiter = (name: RuleName) => limiters.get(name) as RateLimiterAbstract;
  return {
    async take(name, key) {
      try {
        await limiter(name).consume(key);
      } catch (rejected) {
        if (!(rejected instanceof RateLimiterRes)) throw rejected;
        const seconds = Math.max(1, Math.ceil(rejected.msBeforeNext / 1000));
        throw new HTTPException(429, {
          message: 'Too many requests. Please try again later.',
          res: new Response(null, { status: 429, headers: { 'Retry-After': `${seconds}` } }),
        });
      }
    },
    async giveBack(name, key) {
      await limiter(name).reward(key);
    },
  };
}

export function limited(limits: RateLimits, name: RuleName, options: { readonly trustProxy: boolean }) {
  return createMiddleware(async (c, next) => {
    await limits.take(name, clientAddress(c, options));
    await next();
  });
}

/** An IPv4 address, or the /64 of an IPv6 address: one customer has at least that. */
export function clientAddress(c: Context, { trustProxy }: { readonly trustProxy: boolean }): string {
  const { incoming } = c.env as Partial<HttpBindings>;
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const address = forwarded && isIP(forwarded) ? forwarded : (incoming?.socket.remoteAddress ?? 'unknown');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  return isIP(address) === 6 ? networkOf(address) : address;
}

function networkOf(address: string): string {
  const [head = '', tail] = (address.split('%')[0] as string).toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? 0 : tail.split(':').length;
  while (tail !== undefined && groups.length + after < 8) groups.push('0');
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
