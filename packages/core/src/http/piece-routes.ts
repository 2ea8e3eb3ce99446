import { recordIdSchema } from '@mirubato/domain/ids';
import { unwrap } from '@mirubato/domain/problem';
import { pieceInputSchema, piecePatchSchema, pieceStatuses } from '@mirubato/domain/repertoire';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const listSchema = z.object({
  status: z.enum(pieceStatuses).optional(),
  q: z.string().max(200).optional(),
  sort: z.enum(['title', 'composer', 'lastPractised', 'minutes']).default('lastPractised'),
});

const similarSchema = z.object({
  title: z.string().trim().min(1).max(200),
  composer: z.string().trim().max(200).optional(),
});

/** Entries on a piece's page. */
const RECENT_ENTRIES = 20;

export function pieceRoutes({ context, contents, repertoire, logbook, scores }: Features) {
  return new Hono()
    .get('/', valid('query', listSchema), async (c) =>
      c.json({ pieces: await repertoire.pieces(c.req.valid('query')) }),
    )
    .post('/', valid('json', pieceInputSchema.extend({ id: recordIdSchema.optional() })), async (c) => {
      const { id, ...input } = c.req.valid('json');
      return c.json(unwrap(await repertoire.createPiece(id ?? context.newId(), input)), 201);
    })
    .get('/similar', valid('query', similarSchema), async (c) =>
      c.json({ similar: await repertoire.similarPieces(c.req.valid('query')) }),
    )
    .get('/:id', async (c) => {
      const piece = unwrap(await repertoire.piece(c.req.param('id')));
      const linked = await Promise.all(piece.scoreIds.map((id) => scores.score(id)));
      const { entries } = unwrap(await logbook.entries({ pieceId: piece.id, limit: RECENT_ENTRIES }));
      return c.json({
        piece,
        scores: linked.flatMap((score) => (score.ok && score.value.deletedAt === null ? [score.value] : [])),
        places: await contents.placesOf(piece.id),
        recentEntries: entries,
      });
    })
    .patch('/:id', valid('json', piecePatchSchema), async (c) =>
      c.json(unwrap(await repertoire.editPiece(c.req.param('id'), c.req.valid('json')))),
    )
    .delete('/:id', async (c) => {
      unwrap(await repertoire.trashPiece(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/:id/restore', async (c) => c.json(unwrap(await repertoire.restorePiece(c.req.param('id')))));
}
