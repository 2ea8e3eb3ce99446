/** How every route answers and refuses, in the original system's envelope. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Log } from '@mirubato/core/context';
import { ProblemError, problemTable } from '@mirubato/domain/problem';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Caller } from '../accounts/access-token.ts';

/** `caller` is there behind `authenticate` alone. */
export type RelayEnv = { Variables: { caller: Caller } };

/** `code` is the HTTP status; `fields` says what was wrong where, as `path: reason`. */
export const errorSchema = z
  .object({
    success: z.literal(false),
    error: z.string(),
    code: z.int(),
    fields: z.record(z.string(), z.string()).optional(),
  })
  .openapi('Error');

/** For `responses` of a route definition. */
export function errorResponse(description: string) {
  return { description, content: { 'application/json': { schema: errorSchema } } };
}

/** For `responses` and `request.body` of a route definition. */
export function jsonContent<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** An app for one group of routes: bodies that do not fit are answered with 400 before the handler. */
export function createRoutes(): OpenAPIHono<RelayEnv> {
  return new OpenAPIHono<RelayEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const fields: Record<string, string> = {};
      for (const { path, message } of result.error.issues) fields[path.join('.')] = message;
      const isBody = result.target === 'json';
      throw new ProblemError({
        code: 'invalid-input',
        detail: isBody ? 'Invalid request body' : 'Invalid request',
        fields,
      });
    },
  });
}

/** Problems and Hono's own refusals keep their status; anything else is a bug, logged and told as 500. */
export function answerError(error: Error, logger: Log): Response {
  if (error instanceof ProblemError) {
    const { code, detail, fields } = error.problem;
    const { status } = problemTable[code];
    if (status >= 500) logger.error({ error }, 'a request failed');
    return errorAnswer(status, status >= 500 ? 'Internal server error' : detail, fields);
  }
  if (error instanceof HTTPException) {
    const answer = errorAnswer(error.status, error.message || 'Invalid request body');
    for (const [name, value] of error.res?.headers ?? []) {
      if (name.toLowerCase() !== 'content-type') answer.headers.set(name, value);
    }
    return answer;
  }
  logger.error({ error }, 'a request failed');
  return errorAnswer(500, 'Internal server error');
}

export function errorAnswer(
  status: ContentfulStatusCode,
  error: string,
  fields?: Readonly<Record<string, string>>,
): Response {
  return Response.json({ success: false, error, code: status, ...(fields && { fields }) }, { status });
}
