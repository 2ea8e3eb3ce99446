/** `PUT /api/pieces/update-name` of the original system. */
import { createRoute, z } from '@hono/zod-openapi';
import { unwrap } from '@mirubato/domain/problem';
import { editJournal } from '../records/edit-now.ts';
import { renamedPiece } from '../records/rename-piece.ts';
import { authenticate } from './authenticate.ts';
import { createRoutes, errorResponse, jsonContent } from './envelope.ts';
import { smallBody } from './small-body.ts';
import type { SyncDeps } from './sync-routes.ts';

const named = z.object({ title: z.string().min(1).max(200), composer: z.string().max(200).nullish() });
const newNamed = z.object({
  title: z.string().trim().min(1).max(200),
  composer: z.string().trim().max(200).nullish(),
});

const updateName = createRoute({
  method: 'put',
  path: '/api/pieces/update-name',
  tags: ['Repertoire'],
  security: [{ bearer: [] }],
  summary: 'Gives a piece another title and composer in entries, repertoire and goals',
  request: {
    body: {
      ...jsonContent(z.object({ oldPiece: named, newPiece: newNamed }), 'As it is called, and as it will be'),
      required: true,
    },
  },
  responses: {
    200: jsonContent(
      z.object({ success: z.literal(true), updatedCount: z.int(), message: z.string() }),
      'How many entries changed.',
    ),
    400: errorResponse('A title is missing.'),
    401: errorResponse('Not let in.'),
    409: errorResponse('The repertoire has a piece of the new name beside the one of the old.'),
  },
});

export function pieceRoutes(context: SyncDeps) {
  const { jsonSessions, nowMs } = context;
  const routes = createRoutes();
  routes.use('/api/pieces/*', smallBody, authenticate(context));
  return routes.openapi(updateName, async (c) => {
    const { oldPiece, newPiece } = c.req.valid('json');
    const renamed = await editJournal(jsonSessions, c.get('caller').userId, async (view) =>
      renamedPiece(view, nowMs(), oldPiece, newPiece),
    );
    const updatedCount = unwrap(renamed);
    return c.json({ success: true as const, updatedCount, message: `Updated ${updatedCount} entries` }, 200);
  });
}
