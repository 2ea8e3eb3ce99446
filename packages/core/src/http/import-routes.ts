import { isAbsolute } from 'node:path';
import { importRequestSchema, importStatuses } from '@mirubato/domain/import';
import { fail, unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { pictureRoutes } from './picture-routes.ts';
import { valid } from './problems.ts';

const uploadSchema = z.object({
  name: z.string().min(1).max(255),
});

const listSchema = z.object({
  limit: z.coerce.number().int().min(1).max(2000).default(200),
  status: z.enum(importStatuses).optional(),
});

export function importRoutes(features: Features) {
  const { imports } = features;
  return new Hono()
    .route('/pictures', pictureRoutes(features))
    .get('/', valid('query', listSchema), async (c) => c.json(await imports.list(c.req.valid('query'))))
    .post('/', valid('json', importRequestSchema), async (c) => {
      const request = c.req.valid('json');
      const relative = request.paths.find((path) => !isAbsolute(path));
      if (relative !== undefined) unwrap(fail('invalid-input', `${relative} is not an absolute path.`));
      return c.json(unwrap(await imports.add(request)), 202);
    })
    .post('/files', valid('query', uploadSchema), async (c) => {
      const { name } = c.req.valid('query');
      const body = c.req.raw.body ?? new Blob([]).stream();
      return c.json({ job: unwrap(await imports.addUpload(name, body)) }, 202);
    })
    .post('/pause', (c) => {
      imports.pause();
      return c.body(null, 204);
    })
    .post('/resume', (c) => {
      imports.resume();
      return c.body(null, 204);
    })
    .post('/cancel', async (c) => {
      unwrap(await imports.cancelAll());
      return c.body(null, 204);
    })
    .delete('/finished', async (c) => {
      unwrap(await imports.clearFinished());
      return c.body(null, 204);
    })
    .get('/:id', async (c) => c.json(unwrap(await imports.job(c.req.param('id')))))
    .post('/:id/cancel', async (c) => c.json(unwrap(await imports.cancel(c.req.param('id')))))
    .post('/:id/retry', async (c) => c.json(unwrap(await imports.retry(c.req.param('id')))));
}
