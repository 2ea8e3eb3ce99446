import type { Context } from 'hono';

/** The original's: its answers hold for an hour. */
const HOUR_SECONDS = 3600;

/** An answer of what comes with the program. Private, since it is behind a token. */
export function kept(c: Context, data: unknown): Response {
  c.header('cache-control', `private, max-age=${HOUR_SECONDS}`);
  return c.json({ success: true, data });
}
