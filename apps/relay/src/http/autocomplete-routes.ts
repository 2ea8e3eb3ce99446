/** Names of composers and pieces from the caller's own history; nobody else's, and none without a valid token. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { suggestComposers, suggestPieces } from '../records/suggestions.ts';
import { callerOf } from './authenticate.ts';
import { createRoutes, errorResponse, jsonContent } from './envelope.ts';
import type { SyncDeps } from './sync-routes.ts';

const suggestionsSchema = z.object({
  results: z.array(
    z.object({
      value: z.string(),
      label: z.string(),
      metadata: z.object({ composer: z.string() }).optional(),
    }),
  ),
  /** Of all that fit, also those beyond the limit. */
  total: z.int().optional(),
});

const query = z.object({
  q: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

const common = { method: 'get' as const, tags: ['Autocomplete'], security: [{ bearer: [] }, {}] };
const responses = {
  200: jsonContent(suggestionsSchema, 'What fits, the most practised first.'),
  400: errorResponse('The limit is none.'),
};

const composers = createRoute({
  ...common,
  path: '/api/autocomplete/composers',
  summary: 'Composers of the caller’s own history',
  request: { query },
  responses,
});

const pieces = createRoute({
  ...common,
  path: '/api/autocomplete/pieces',
  summary: 'Pieces of the caller’s own history, of one composer if one is named',
  request: { query: query.extend({ composer: z.string().max(200).optional() }) },
  responses,
});

/** The original's: less says too little. */
const MIN_QUERY_LENGTH = 2;

export function autocompleteRoutes(context: SyncDeps) {
  const { records, jsonSessions } = context;
  return createRoutes()
    .openapi(composers, async (c) => {
      const { q, limit } = c.req.valid('query');
      if (q.trim().length < MIN_QUERY_LENGTH) return c.json({ results: [] }, 200);
      const found = suggestComposers(await history(c), q);
      return c.json({ results: found.slice(0, limit), total: found.length }, 200);
    })
    .openapi(pieces, async (c) => {
      const { q, limit, composer } = c.req.valid('query');
      if (q.trim().length < MIN_QUERY_LENGTH) return c.json({ results: [] }, 200);
      const found = suggestPieces(await history(c), q, composer);
      return c.json({ results: found.slice(0, limit), total: found.length }, 200);
    });

  async function history(c: Context) {
    const caller = await callerOf(c, context);
    if (!caller) return [];
    await jsonSessions.current(caller.userId);
    const live = await records.live(caller.userId, ['entries', 'pieces']);
    const entries = live.get('entries') ?? [];
    return [...(live.get('pieces') ?? []), ...entries.flatMap(({ pieces: listed }) => listed)].flatMap(
      (piece) => (isNamed(piece) ? [piece] : []),
    );
  }
}

function isNamed(piece: unknown): piece is { title: string; composer?: string | null } {
  if (typeof piece !== 'object' || piece === null || !('title' in piece)) return false;
  const composer = 'composer' in piece ? piece.composer : null;
  return typeof piece.title === 'string' && (composer == null || typeof composer === 'string');
}
