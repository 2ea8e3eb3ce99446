/** PDFs and pictures: `/files`, `/render`, `/api/check`, `/api/file` and `/api/pdf/v2`. */
import { readFile } from 'node:fs/promises';
import { fail, ok, type Result, unwrap } from '@mirubato/domain/problem';
import { cleanNameOf, fileKeyOf } from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../../features.ts';
import type { ScoreItem } from '../../scores/scores.ts';
import { valid } from '../problems.ts';
import { sendPdf } from '../send-pdf.ts';
import { liveScore } from './live-score.ts';
import { NO_DRAWING, noPage } from './score-routes.ts';

const pageSchema = z.looseObject({ n: z.coerce.number().int().min(1) });

const drawingSchema = z.object({
  width: z.coerce.number().int().min(100).max(4000).default(1200),
  format: z.enum(['webp', 'png', 'jpeg']).default('webp'),
  quality: z.coerce.number().int().min(1).max(100).default(85),
});

export function fileRoutes(features: Features) {
  const { scores } = features;
  return new Hono()
    .get('/files/:key{.+}', async (c) => {
      const score = unwrap(await scoreOf(c.req.param('key')));
      return sendPdf(c, features, score.id, { disposition: 'inline', fileName: cleanNameOf(score) });
    })
    .get('/render/:key{.+}', async (c) => {
      unwrap(await scoreOf(c.req.param('key')));
      return unwrap(fail(...NO_DRAWING));
    })
    .get('/api/check/:key{.+}', async (c) => {
      const key = c.req.param('key');
      const found = await scoreOf(key);
      const exists = found.ok && found.value.isAvailable;
      const size = found.ok ? found.value.sizeBytes : null;
      return c.json({ success: true, data: { key, exists, size: exists ? size : null } });
    })
    .delete('/api/file/:key{.+}', async (c) => {
      const { id } = unwrap(await scoreOf(c.req.param('key')));
      unwrap(await scores.trashScore(id));
      return c.json({ success: true, message: 'File deleted successfully' });
    })
    .get('/api/pdf/v2/health', (c) =>
      c.json({ success: true, data: { status: 'healthy', thumbnails: true, pages: false } }),
    )
    .get('/api/pdf/v2/thumbnail/:scoreId', async (c) => {
      const { id } = unwrap(await liveScore(features, c.req.param('scoreId')));
      const path = await scores.thumbnailPath(id);
      if (!path.ok) unwrap(fail('not-found', 'Thumbnail not found'));
      return c.body(await readFile(unwrap(path)), 200, {
        'Content-Type': 'image/webp',
        // A score's id is its content's hash, so its picture never changes.
        'Cache-Control': 'private, max-age=31536000, immutable',
      });
    })
    .get('/api/pdf/v2/render-status/:scoreId', async (c) => {
      const { id, pageCount, hasThumbnail } = unwrap(await liveScore(features, c.req.param('scoreId')));
      return c.json({ success: true, data: { scoreId: id, status: 'completed', pageCount, hasThumbnail } });
    })
    .get(
      '/api/pdf/v2/render/:scoreId/page/:n',
      valid('param', pageSchema, 'Invalid page number'),
      valid('query', drawingSchema, 'Invalid rendering parameters'),
      async (c) => {
        const { pageCount } = unwrap(await liveScore(features, c.req.param('scoreId')));
        return unwrap(fail(...noPage(c.req.valid('param').n, pageCount)));
      },
    );

  /** Of a key only its score's id is used, so that no path can lead elsewhere; the whole key must be the score's. */
  async function scoreOf(key: string): Promise<Result<ScoreItem>> {
    const found = await liveScore(features, key.split('/')[1] ?? '', 'File not found');
    return found.ok && fileKeyOf(found.value) === key ? ok(found.value) : fail('not-found', 'File not found');
  }
}
