import { recordIdSchema } from '@mirubato/domain/ids';
import {
  bulkChangeSchema,
  dateSchema,
  entryInputSchema,
  entryPatchSchema,
  keptEntrySchema,
  MAX_BULK_ENTRIES,
  MAX_QUERY_LENGTH,
  nameFields,
  savedFilterInputSchema,
  savedFilterPatchSchema,
  zoneSchema,
} from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import { entriesCsv } from '../exchange/entries-csv.ts';
import type { Features } from '../features.ts';
import { knownComposers } from '../logbook/known-composers.ts';
import { valid } from './problems.ts';

const searchSchema = z.object({
  q: z.string().max(MAX_QUERY_LENGTH).optional(),
  zone: zoneSchema.optional(),
  firstDay: z.coerce.number().int().min(1).max(7).optional(),
});

const listSchema = searchSchema.extend({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
  from: dateSchema.optional(),
  to: dateSchema.optional(),
  pieceId: z.string().max(200).optional(),
  scoreId: z.string().max(200).optional(),
});

const namesSchema = z.object({
  field: z.enum(nameFields),
  q: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const idsSchema = z.array(recordIdSchema).min(1).max(MAX_BULK_ENTRIES);

export function logbookRoutes({ context, logbook, savedFilters, timer }: Features) {
  return new Hono()
    .get('/entries', valid('query', listSchema), async (c) =>
      c.json(unwrap(await logbook.entries(c.req.valid('query')))),
    )
    .post(
      '/entries',
      valid('query', z.object({ timer: z.literal('clear').optional() })),
      valid('json', entryInputSchema.extend({ id: recordIdSchema.optional() })),
      async (c) => {
        const { id, ...input } = c.req.valid('json');
        const entry = unwrap(await logbook.createEntry(id ?? context.newId(), input));
        if (c.req.valid('query').timer === 'clear') unwrap(await timer.discard());
        return c.json(entry, 201);
      },
    )
    .get('/entries/:id', async (c) => c.json(unwrap(await logbook.entry(c.req.param('id')))))
    .patch('/entries/:id', valid('json', entryPatchSchema), async (c) =>
      c.json(unwrap(await logbook.editEntry(c.req.param('id'), c.req.valid('json')))),
    )
    .delete('/entries/:id', async (c) => {
      unwrap(await logbook.trashEntry(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/entries/:id/restore', async (c) => c.json(unwrap(await logbook.restoreEntry(c.req.param('id')))))
    .get('/ids', valid('query', searchSchema), async (c) => c.json(await logbook.ids(c.req.valid('query'))))
    .post('/bulk', valid('json', z.object({ ids: idsSchema, change: bulkChangeSchema })), async (c) => {
      const { ids, change } = c.req.valid('json');
      return c.json({ kept: unwrap(await logbook.changeEntries(ids, change)) });
    })
    .put(
      '/bulk',
      valid('json', z.object({ kept: z.array(keptEntrySchema).min(1).max(MAX_BULK_ENTRIES) })),
      async (c) => c.json({ changed: unwrap(await logbook.takeBackEntries(c.req.valid('json').kept)) }),
    )
    .post(
      '/export',
      valid('json', z.object({ ids: idsSchema, format: z.enum(['csv', 'json']) })),
      async (c) => {
        const { ids, format } = c.req.valid('json');
        const entries = await logbook.entriesWithIds(ids);
        c.header('Content-Disposition', `attachment; filename="entries.${format}"`);
        if (format === 'json') return c.body(`${JSON.stringify({ entries }, null, 2)}\n`, 200, JSON_TYPE);
        return c.body(await entriesCsv(entries), 200, { 'Content-Type': 'text/csv; charset=utf-8' });
      },
    )
    .get('/days', valid('query', searchSchema.extend({ from: dateSchema, to: dateSchema })), async (c) => {
      const { from, to, ...search } = c.req.valid('query');
      return c.json({ days: await logbook.days(from, to, search) });
    })
    .get('/totals', valid('query', searchSchema), async (c) =>
      c.json(await logbook.totals(c.req.valid('query'))),
    )
    .get('/names', valid('query', namesSchema), async (c) => {
      const { field, q, limit } = c.req.valid('query');
      return c.json({ names: await logbook.names(field, q, limit) });
    })
    .get('/composers', valid('query', namesSchema.omit({ field: true })), async (c) => {
      const { q, limit } = c.req.valid('query');
      return c.json({ composers: await knownComposers(context, q, limit) });
    })
    .get('/filters', async (c) => c.json({ filters: await savedFilters.filters() }))
    .post(
      '/filters',
      valid('json', savedFilterInputSchema.extend({ id: recordIdSchema.optional() })),
      async (c) => {
        const { id, ...input } = c.req.valid('json');
        return c.json(unwrap(await savedFilters.create(id ?? context.newId(), input)), 201);
      },
    )
    .patch('/filters/:id', valid('json', savedFilterPatchSchema), async (c) =>
      c.json(unwrap(await savedFilters.edit(c.req.param('id'), c.req.valid('json')))),
    )
    .delete('/filters/:id', async (c) => {
      unwrap(await savedFilters.trash(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/filters/:id/restore', async (c) => c.json(unwrap(await savedFilters.restore(c.req.param('id')))));
}

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };
