/** Below `/api/scores`: the library, one score, changes, deletion. */
import { fail, type Problem, unwrap } from '@mirubato/domain/problem';
import {
  cleanNameOf,
  requestToScore,
  scoreIdsSchema,
  scoreRequestSchema,
  scoreSearchSchema,
  scoreToOriginal,
} from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../../features.ts';
import { findScores } from '../../scores/find-scores.ts';
import { valid } from '../problems.ts';
import { sendPdf } from '../send-pdf.ts';
import { liveScore } from './live-score.ts';

const INVALID = 'Invalid input';

/** More than any library has; the original's list of one's own has no pages. */
const WHOLE_LIBRARY = 1_000_000;

const pageSchema = z.object({ n: z.coerce.number().int().min(1) });

export function scoreRoutes(features: Features) {
  const { context, scores } = features;
  return new Hono()
    .get('/', valid('query', scoreSearchSchema.omit({ mine: true }), INVALID), async (c) => {
      const search = { ...c.req.valid('query'), mine: 'false' as const };
      const found = await findScores(context.store.db, search);
      const items = found.scores.map(scoreToOriginal);
      const { limit, offset } = search;
      const hasMore = offset + items.length < found.total;
      return c.json({ success: true, data: { items, total: found.total, limit, offset, hasMore } });
    })
    .get('/user/library', async (c) => {
      const search = { ...scoreSearchSchema.parse({ mine: 'true', sortBy: 'createdAt', sortOrder: 'desc' }) };
      const found = await findScores(context.store.db, { ...search, limit: WHOLE_LIBRARY });
      return c.json({ success: true, data: found.scores.map(scoreToOriginal) });
    })
    .post('/', valid('json', scoreRequestSchema, INVALID), () =>
      unwrap(fail('invalid-input', 'A score needs its PDF: send it to /api/import or /api/upload')),
    )
    .post('/batch/delete', valid('json', scoreIdsSchema, INVALID), async (c) => {
      const asked = [...new Set(c.req.valid('json').scoreIds)];
      const deletedIds: string[] = [];
      const failed: { scoreId: string; error: string }[] = [];
      for (const id of asked) {
        const found = await liveScore(features, id);
        const deleted = found.ok ? await scores.trashScore(id) : found;
        if (deleted.ok) deletedIds.push(id);
        else failed.push({ scoreId: id, error: deleted.problem.detail });
      }
      return c.json({ success: true, data: { deletedCount: deletedIds.length, deletedIds, failed } });
    })
    .get('/:id', async (c) => {
      const score = unwrap(await liveScore(features, c.req.param('id')));
      return c.json({ success: true, data: scoreToOriginal(score) });
    })
    .put('/:id', valid('json', scoreRequestSchema, INVALID), async (c) => {
      const { id } = unwrap(await liveScore(features, c.req.param('id')));
      const changed = await scores.editScore(id, requestToScore(c.req.valid('json')));
      return c.json({ success: true, data: scoreToOriginal(unwrap(changed)) });
    })
    .delete('/:id', async (c) => {
      const { id } = unwrap(await liveScore(features, c.req.param('id')));
      unwrap(await scores.trashScore(id));
      return c.json({ success: true, message: 'Score deleted successfully' });
    })
    .get('/:id/metadata', async (c) => {
      const { id, title, pageCount } = unwrap(await liveScore(features, c.req.param('id')));
      return c.json({ success: true, data: { numPages: pageCount, scoreId: id, title } });
    })
    .get('/:id/pages/:n', valid('param', pageSchema.loose(), 'Invalid page number'), async (c) => {
      const { pageCount } = unwrap(await liveScore(features, c.req.param('id')));
      return unwrap(fail(...noPage(c.req.valid('param').n, pageCount)));
    })
    .get('/:id/render', async (c) => {
      unwrap(await liveScore(features, c.req.param('id')));
      return unwrap(fail(...NO_DRAWING));
    })
    .get('/:id/download/:format', async (c) => {
      const score = unwrap(await liveScore(features, c.req.param('id')));
      if (c.req.param('format').toLowerCase() !== 'pdf')
        unwrap(fail('not-offered', 'A score can be downloaded as PDF only'));
      return sendPdf(c, features, score.id, { disposition: 'attachment', fileName: cleanNameOf(score) });
    });
}

/** Pages are drawn where they are looked at, by the viewer, from the PDF. */
export const NO_DRAWING: [Problem['code'], string] = [
  'not-offered',
  'Pages are not drawn here: read the PDF at pdf_url',
];

export function noPage(page: number, pageCount: number): [Problem['code'], string] {
  return page > pageCount ? ['not-found', 'Page not found'] : NO_DRAWING;
}
