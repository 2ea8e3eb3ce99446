import { readFile } from 'node:fs/promises';
import { unwrap } from '@mirubato/domain/problem';
import { keptReadingsSchema, scorePatchSchema } from '@mirubato/domain/scores';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { LANGUAGES } from '../import/pdf-reader.ts';
import { valid } from './problems.ts';
import { sendPdf } from './send-pdf.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const listSchema = z.object({
  q: z.string().max(200).optional(),
  sort: z.enum(['title', 'composer', 'difficulty', 'added', 'confidence']).default('title'),
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(500).default(60),
  offset: z.coerce.number().int().min(0).default(0),
  favourite: flag.optional(),
  review: flag.optional(),
});

const readSchema = z.object({
  /** The likeliest first. */
  languages: z.array(z.enum(LANGUAGES)).min(1).max(LANGUAGES.length).optional(),
});

export function scoreRoutes(features: Features) {
  const { imports, scores, repertoire } = features;
  return new Hono()
    .get('/', valid('query', listSchema), async (c) => {
      const { favourite, review, ...query } = c.req.valid('query');
      return c.json(await scores.scores({ ...query, isFavourite: favourite, needsReview: review }));
    })
    .get('/:id', async (c) => {
      const score = unwrap(await scores.score(c.req.param('id')));
      return c.json({ score, pieces: await repertoire.pieces({ scoreId: score.id, sort: 'title' }) });
    })
    .get('/:id/related', async (c) => c.json(unwrap(await scores.related(c.req.param('id')))))
    .patch('/:id', valid('json', scorePatchSchema), async (c) =>
      c.json(unwrap(await scores.editScore(c.req.param('id'), c.req.valid('json')))),
    )
    .put('/:id/readings', valid('json', keptReadingsSchema), async (c) =>
      c.json(unwrap(await scores.restoreReadings(c.req.param('id'), c.req.valid('json')))),
    )
    .post('/:id/readings', valid('json', readSchema), async (c) => {
      const found = unwrap(await scores.filePath(c.req.param('id')));
      unwrap(await imports.readAgain(found, c.req.valid('json').languages));
      return c.json(unwrap(await scores.score(found.score.id)));
    })
    .delete('/:id', async (c) => {
      unwrap(await scores.trashScore(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/:id/restore', async (c) => c.json(unwrap(await scores.restoreScore(c.req.param('id')))))
    .get('/:id/file', (c) => sendPdf(c, features, c.req.param('id')))
    .get('/:id/recognised-lines', async (c) =>
      c.json({ lines: unwrap(await scores.recognisedLines(c.req.param('id'))) }),
    )
    .get('/:id/thumbnail', async (c) => {
      const path = unwrap(await scores.thumbnailPath(c.req.param('id')));
      return c.body(await readFile(path), 200, {
        'Content-Type': 'image/webp',
        // A score's id is its content's hash, so its picture never changes.
        'Cache-Control': 'private, max-age=31536000, immutable',
      });
    });
}
