import { recordIdSchema } from '@mirubato/domain/ids';
import { unwrap } from '@mirubato/domain/problem';
import { presetInputSchema, presetPatchSchema } from '@mirubato/domain/toolbox';
import { Hono } from 'hono';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

export function metronomePresetRoutes({ context, metronomePresets }: Features) {
  return new Hono()
    .get('/', async (c) => c.json({ presets: await metronomePresets.presets() }))
    .post('/', valid('json', presetInputSchema.extend({ id: recordIdSchema.optional() })), async (c) => {
      const { id, ...input } = c.req.valid('json');
      return c.json(unwrap(await metronomePresets.createPreset(id ?? context.newId(), input)), 201);
    })
    .post('/import', async (c) => {
      const document: unknown = await c.req.json().catch(() => undefined);
      return c.json(unwrap(await metronomePresets.importOriginal(document)));
    })
    .patch('/:id', valid('json', presetPatchSchema), async (c) =>
      c.json(unwrap(await metronomePresets.editPreset(c.req.param('id'), c.req.valid('json')))),
    )
    .delete('/:id', async (c) => {
      unwrap(await metronomePresets.trashPreset(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/:id/restore', async (c) =>
      c.json(unwrap(await metronomePresets.restorePreset(c.req.param('id')))),
    );
}
