import { recordIdSchema } from '@mirubato/domain/ids';
import { zoneSchema } from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import {
  nameFields,
  reportDefinitionSchema,
  savedReportInputSchema,
  savedReportPatchSchema,
} from '@mirubato/domain/reports';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { reportCsv } from '../reports/report-csv.ts';
import { printedReportSchema, reportPdf } from '../reports/report-pdf.ts';
import { valid } from './problems.ts';

const placeSchema = z.object({
  zone: zoneSchema,
  firstDay: z.coerce.number().int().min(1).max(7).default(1),
});

export function reportRoutes({ context, reports }: Features) {
  return new Hono()
    .post('/', valid('query', placeSchema), valid('json', reportDefinitionSchema), async (c) =>
      c.json(await reports.report(c.req.valid('json'), c.req.valid('query'))),
    )
    .post('/csv', valid('query', placeSchema), valid('json', reportDefinitionSchema), async (c) => {
      const definition = c.req.valid('json');
      const report = await reports.report(definition, c.req.valid('query'));
      return c.body(reportCsv(report, definition.measures), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="report.csv"',
      });
    })
    .post('/pdf', valid('json', printedReportSchema), async (c) =>
      c.body(await reportPdf(c.req.valid('json')), 200, {
        'Content-Type': 'application/pdf',
        'Content-Disposition': 'attachment; filename="report.pdf"',
      }),
    )
    .get('/insights', valid('query', placeSchema), async (c) =>
      c.json(await reports.insights(c.req.valid('query'))),
    )
    .get('/names/:field', valid('param', z.object({ field: z.enum(nameFields) })), async (c) =>
      c.json({ names: await reports.fieldNames(c.req.valid('param').field) }),
    )
    .get('/saved', async (c) => c.json({ reports: await reports.savedReports() }))
    .post(
      '/saved',
      valid('json', savedReportInputSchema.extend({ id: recordIdSchema.optional() })),
      async (c) => {
        const { id, ...input } = c.req.valid('json');
        return c.json(unwrap(await reports.saveReport(id ?? context.newId(), input)), 201);
      },
    )
    .get('/saved/:id', async (c) => c.json(unwrap(await reports.savedReport(c.req.param('id')))))
    .patch('/saved/:id', valid('json', savedReportPatchSchema), async (c) =>
      c.json(unwrap(await reports.editReport(c.req.param('id'), c.req.valid('json')))),
    )
    .delete('/saved/:id', async (c) => {
      unwrap(await reports.trashReport(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/saved/:id/restore', async (c) => c.json(unwrap(await reports.restoreReport(c.req.param('id')))));
}
