import type { Context } from 'hono';

/** The original's: its answers hold for an hour. */
const HOUR_SECONDS = 3600;

/** An answer of what comes with the program. Private, since it is behind a token. */
export function kept(c: Context, data: unknown): Response {
  c.header('cache-control', `private, max-age=${HOUR_SECONDS}`);
  return c.json({ success: true, data });
}

/** An answer of what somebody may change at any time. */
export function fresh(c: Context, data: unknown): Response {
  c.header('cache-control', 'no-store');
  return c.json({ success: true, data });
}
