import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { answerProblem } from './problems.ts';

/** Lets pass who holds the token; all others get the problem `unauthorized`. */
export function requireToken(token: string): MiddlewareHandler {
  const wanted = Buffer.from(`Bearer ${token}`);
  return async (c, next) => {
    const given = Buffer.from(c.req.header('Authorization') ?? '');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      return answerProblem(c, { code: 'unauthorized', detail: 'The bearer token is missing or wrong.' });
    }
    return next();
  };
}
