/** The one funnel from a problem, or a bug, to an answer. Handlers never choose a status. */

import { zValidator } from '@hono/zod-validator';
import { type Problem, ProblemError, problemTable } from '@mirubato/domain/problem';
import type { Context, ValidationTargets } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ZodType } from 'zod';
import type { Log } from '../context.ts';

/** Routes of the original system answer in its envelope; all others as RFC 9457 problem details. */
const ORIGINAL_ROUTES = /^\/api\/(?:repertoire|goals|scores-service|templates\/adopt)(?:\/|$)/;

/** The original's dictionary has an envelope of its own. */
const DICTIONARY_SERVICE = /^\/api\/dictionary-service(?:\/|$)/;

export function answerError(log: Log) {
  return (error: Error, c: Context): Response => {
    const problem = problemOf(error);
    if (problem.code === 'internal')
      log.error({ err: problem.cause ?? error, path: c.req.path }, problem.detail);
    return answerProblem(c, problem);
  };
}

export function answerProblem(c: Context, { code, detail, fields }: Problem): Response {
  const { title, status } = problemTable[code];
  if (ORIGINAL_ROUTES.test(c.req.path)) {
    return Response.json(
      { success: false, error: detail, code: status, ...(fields ? { fields } : {}) },
      { status },
    );
  }
  if (DICTIONARY_SERVICE.test(c.req.path)) {
    const error = {
      code: code.toUpperCase().replaceAll('-', '_'),
      message: detail,
      ...(fields ? { details: fields } : {}),
      timestamp: new Date().toISOString(),
    };
    return Response.json({ status: 'error', error }, { status });
  }
  const body = { type: 'about:blank', title, status, code, detail, ...(fields ? { fields } : {}) };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

/**
 * Validates one part of a request; what does not fit is `invalid-input`, field by field.
 * @param words instead of the fields' own, where the original system's clients know them
 */
export function valid<Target extends keyof ValidationTargets, Schema extends ZodType>(
  target: Target,
  schema: Schema,
  words?: string,
) {
  return zValidator(target, schema, (result) => {
    if (result.success) return;
    const fields = Object.fromEntries(
      result.error.issues.map((issue) => [issue.path.join('.') || '(body)', issue.message]),
    );
    const reasons = Object.entries(fields).map(([field, message]) => `${field}: ${message}`);
    const detail = words ?? reasons.join('; ');
    throw new ProblemError({ code: 'invalid-input', detail, fields });
  });
}

function problemOf(error: Error): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof HTTPException && error.status < 500)
    return { code: 'invalid-input', detail: error.message };
  return {
    code: 'internal',
    detail: 'Something went wrong inside; nothing saved was changed.',
    cause: error,
  };
}
