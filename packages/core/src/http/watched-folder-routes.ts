import { watchedFolderInputSchema } from '@mirubato/domain/import';
import { unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

export function watchedFolderRoutes({ watchedFolders }: Features) {
  return new Hono()
    .get('/', async (c) => c.json({ folders: await watchedFolders.folders() }))
    .post('/', valid('json', watchedFolderInputSchema), async (c) =>
      c.json(unwrap(await watchedFolders.add(c.req.valid('json'))), 201),
    )
    .delete('/:id', async (c) => {
      unwrap(await watchedFolders.remove(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/:id/restore', async (c) => c.json(unwrap(await watchedFolders.restore(c.req.param('id')))))
    .post('/:id/look', async (c) => c.json(unwrap(await watchedFolders.look(c.req.param('id'))), 202));
}
