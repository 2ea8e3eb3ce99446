/** How pieces and passages went, and what is due. */
import { recordIdSchema } from '@mirubato/domain/ids';
import { localDateOf, zoneSchema } from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import { reviewInputSchema } from '@mirubato/domain/repertoire';
import { Hono } from 'hono';
import { z } from 'zod';
import { instantNow } from '../clock.ts';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const spacingSchema = z.object({ zone: zoneSchema, pieceId: z.string().max(200).optional() });

export function reviewRoutes({ context, settings, reviews }: Features) {
  return new Hono()
    .post(
      '/',
      valid('json', reviewInputSchema.extend({ id: recordIdSchema.optional() }).partial({ at: true })),
      async (c) => {
        const { id, at = instantNow(context), ...input } = c.req.valid('json');
        const review = unwrap(await reviews.createReview(id ?? context.newId(), { ...input, at }));
        const { things } = await reviews.spacing(review.localDate);
        const thing = things.find(
          ({ pieceId, passage }) => pieceId === review.pieceId && passage === review.passage,
        );
        return c.json({ ...review, dueOn: thing?.dueOn ?? null }, 201);
      },
    )
    .get('/spacing', valid('query', spacingSchema), async (c) => {
      const { zone, pieceId } = c.req.valid('query');
      const { dayStartHour } = await settings.read();
      const spacing = await reviews.spacing(localDateOf(instantNow(context), zone, dayStartHour));
      const things = spacing.things.filter((thing) => pieceId === undefined || thing.pieceId === pieceId);
      return c.json({ ...spacing, things });
    })
    .delete('/:id', async (c) => {
      unwrap(await reviews.trashReview(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/:id/restore', async (c) => c.json(unwrap(await reviews.restoreReview(c.req.param('id')))));
}
