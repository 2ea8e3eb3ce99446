/** Below `/imports/pictures`: pictures of pages come one by one and are made one score. */
import { isAbsolute } from 'node:path';
import {
  MAX_PICTURE_PAGES,
  pageRotations,
  pictureContrasts,
  pictureScoreSchema,
} from '@mirubato/domain/import';
import { fail, unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const uploadSchema = z.object({
  name: z.string().min(1).max(255),
});

const pathsSchema = z.object({
  paths: z.array(z.string().min(1).max(4096)).min(1).max(MAX_PICTURE_PAGES),
});

const previewSchema = z.object({
  page: z.coerce.number().int().min(1).max(MAX_PICTURE_PAGES).default(1),
  contrast: z.enum(pictureContrasts).default('none'),
  rotation: z.coerce.number().pipe(z.literal(pageRotations)).default(0),
  /** The longer side in pixels. */
  side: z.coerce.number().int().min(16).max(1600).default(1600),
});

export function pictureRoutes({ pictures }: Features) {
  return new Hono()
    .post('/files', valid('query', uploadSchema), async (c) => {
      const body = c.req.raw.body ?? new Blob([]).stream();
      return c.json({ picture: unwrap(await pictures.addUpload(c.req.valid('query').name, body)) }, 201);
    })
    .post('/paths', valid('json', pathsSchema), async (c) => {
      const { paths } = c.req.valid('json');
      const relative = paths.find((path) => !isAbsolute(path));
      if (relative !== undefined) unwrap(fail('invalid-input', `${relative} is not an absolute path.`));
      return c.json({ pictures: unwrap(await pictures.addPaths(paths, c.req.raw.signal)) }, 201);
    })
    .post('/', valid('json', pictureScoreSchema), async (c) =>
      c.json({ job: unwrap(await pictures.makeScore(c.req.valid('json'))) }, 202),
    )
    .get('/:id/preview', valid('query', previewSchema), async (c) => {
      const { side, ...query } = c.req.valid('query');
      const id = c.req.param('id');
      const preview = unwrap(await pictures.preview(id, { ...query, maxSidePx: side }));
      return c.body(new Uint8Array(preview), 200, {
        'Content-Type': 'image/webp',
        // A picture does not change, and its id is given to no other.
        'Cache-Control': 'private, max-age=86400, immutable',
      });
    })
    .delete('/:id', async (c) => {
      unwrap(await pictures.remove(c.req.param('id')));
      return c.body(null, 204);
    });
}
