import { recordIdSchema } from '@mirubato/domain/ids';
import { localDateOf, zoneSchema } from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import { periodKinds, pieceInputSchema, piecePatchSchema, pieceStatuses } from '@mirubato/domain/repertoire';
import { Hono } from 'hono';
import { z } from 'zod';
import { instantNow } from '../clock.ts';
import type { Features } from '../features.ts';
import { readPiecePractice } from '../repertoire/piece-practice.ts';
import { valid } from './problems.ts';

const listSchema = z.object({
  status: z.enum(pieceStatuses).optional(),
  q: z.string().max(200).optional(),
  sort: z.enum(['title', 'composer', 'lastPractised', 'minutes']).default('lastPractised'),
});

const namedSchema = z.object({
  title: z.string().trim().min(1).max(200),
  composer: z.string().trim().max(200).optional(),
});

const composerSchema = z.string().trim().max(200).nullish();

const practiceSchema = z.object({
  by: z.enum(periodKinds).default('week'),
  zone: zoneSchema,
  firstDay: z.coerce.number().int().min(1).max(7).default(1),
});

export function pieceRoutes(features: Features) {
  const { context, settings, contents, repertoire, pieceEntries, scores } = features;
  return new Hono()
    .get('/', valid('query', listSchema), async (c) =>
      c.json({ pieces: await repertoire.pieces(c.req.valid('query')) }),
    )
    .post('/', valid('json', pieceInputSchema.extend({ id: recordIdSchema.optional() })), async (c) => {
      const { id, ...input } = c.req.valid('json');
      return c.json(unwrap(await repertoire.createPiece(id ?? context.newId(), input)), 201);
    })
    .get('/similar', valid('query', namedSchema), async (c) =>
      c.json({ similar: await repertoire.similarPieces(c.req.valid('query')) }),
    )
    .get('/namesake', valid('query', namedSchema.extend({ except: z.string().max(200) })), async (c) => {
      const { except, title, composer } = c.req.valid('query');
      return c.json({
        namesake: (await pieceEntries.namesake(except, { title, composer: composer || null })) ?? null,
      });
    })
    .post('/undo/:undo', async (c) => {
      unwrap(await pieceEntries.takeBack(c.req.param('undo')));
      return c.body(null, 204);
    })
    .get('/:id', async (c) => {
      const piece = unwrap(await repertoire.piece(c.req.param('id')));
      const linked = await Promise.all(piece.scoreIds.map((id) => scores.score(id)));
      return c.json({
        piece,
        scores: linked.flatMap((score) => (score.ok && score.value.deletedAt === null ? [score.value] : [])),
        places: await contents.placesOf(piece.id),
        goals: await repertoire.goalsOf(piece.id),
        sameWork: await repertoire.sameWork(piece.id),
      });
    })
    .get('/:id/practice', valid('query', practiceSchema), async (c) => {
      const { by, zone, firstDay } = c.req.valid('query');
      const { id } = unwrap(await repertoire.piece(c.req.param('id')));
      const { dayStartHour, firstDayOfWeek } = await settings.read();
      return c.json(
        await readPiecePractice(context, id, {
          by,
          date: localDateOf(instantNow(context), zone, dayStartHour),
          firstDay: firstDayOfWeek ?? firstDay,
        }),
      );
    })
    .get('/:id/reach', async (c) => {
      const { id } = unwrap(await repertoire.piece(c.req.param('id')));
      return c.json(await pieceEntries.reachOf(id));
    })
    .post('/:id/rename', valid('json', namedSchema.extend({ composer: composerSchema })), async (c) => {
      const { title, composer } = c.req.valid('json');
      return c.json(
        unwrap(await pieceEntries.rename(c.req.param('id'), { title, composer: composer || null })),
      );
    })
    .post('/:id/merge', valid('json', z.object({ otherId: recordIdSchema })), async (c) =>
      c.json(unwrap(await pieceEntries.merge(c.req.param('id'), c.req.valid('json').otherId))),
    )
    .post('/:id/remove', valid('json', z.object({ entries: z.enum(['keep', 'trash']) })), async (c) =>
      c.json(unwrap(await pieceEntries.remove(c.req.param('id'), c.req.valid('json').entries))),
    )
    .patch('/:id', valid('json', piecePatchSchema), async (c) =>
      c.json(unwrap(await repertoire.editPiece(c.req.param('id'), c.req.valid('json')))),
    )
    .delete('/:id', async (c) => {
      unwrap(await repertoire.trashPiece(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/:id/restore', async (c) => c.json(unwrap(await repertoire.restorePiece(c.req.param('id')))));
}
