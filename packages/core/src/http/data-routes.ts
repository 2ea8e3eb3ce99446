/** Settings, today, trash, search, and everything about the data directory as a whole. */

import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { explanationLanguages } from '@mirubato/domain/dictionary';
import { trashCollections } from '@mirubato/domain/journal';
import { zoneSchema } from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import { settingsPatchSchema } from '@mirubato/domain/settings';
import { Hono } from 'hono';
import { z } from 'zod';
import { instantNow } from '../clock.ts';
import { restoreBackup, writeBackup } from '../exchange/backup.ts';
import { runDoctor } from '../exchange/doctor.ts';
import { exportAll, exportRecords } from '../exchange/export.ts';
import { importData } from '../exchange/import-data.ts';
import { testRestore } from '../exchange/test-restore.ts';
import type { Features } from '../features.ts';
import { readToday } from '../today/today.ts';
import { readTrash, restoreFromTrash } from '../trash/trash.ts';
import { valid } from './problems.ts';
import { answerTestRestore, testUploadedBackup } from './test-restore-lines.ts';

const pathSchema = z.string().max(4096).refine(isAbsolute, 'must be an absolute path');

const trashItemSchema = z.object({
  collection: z.enum(trashCollections),
  id: z.string().min(1).max(200),
});

export function dataRoutes(features: Features) {
  const { context, settings, logbook, repertoire, scores, imports, dictionary } = features;
  return new Hono()
    .get('/health', (c) =>
      c.json({
        status: 'ok' as const,
        version: features.version,
        dataDir: context.directory.path,
        startedAt: features.startedAt,
        pid: process.pid,
      }),
    )
    .get('/settings', async (c) => c.json(await settings.read()))
    .patch('/settings', valid('json', settingsPatchSchema), async (c) =>
      c.json(unwrap(await settings.change(c.req.valid('json')))),
    )
    .get(
      '/today',
      valid(
        'query',
        z.object({ zone: zoneSchema, firstDay: z.coerce.number().int().min(1).max(7).default(1) }),
      ),
      async (c) => c.json(await readToday(context, features, c.req.valid('query'))),
    )
    .get('/trash', async (c) => c.json({ items: await readTrash(context) }))
    .post(
      '/trash/restore',
      valid('json', z.object({ items: z.array(trashItemSchema).min(1).max(5000) })),
      async (c) => c.json(unwrap(await restoreFromTrash(context, c.req.valid('json').items))),
    )
    .get(
      '/search',
      valid(
        'query',
        z.object({
          q: z.string().max(200),
          limit: z.coerce.number().int().min(1).max(100).default(10),
          /** In which terms are explained. */
          language: z.enum(explanationLanguages).default('en'),
        }),
      ),
      async (c) => {
        const { q, limit, language } = c.req.valid('query');
        if (q.trim() === '') return c.json({ scores: [], pieces: [], entries: [], terms: [] });
        const found = await scores.scores({ q, limit, offset: 0, sort: 'title', order: 'asc' });
        const pieces = await repertoire.pieces({ q, sort: 'lastPractised' });
        const { entries } = unwrap(await logbook.entries({ words: q, limit }));
        const { terms } = await dictionary.find(q, { limit, language });
        return c.json({ scores: found.items, pieces: pieces.slice(0, limit), entries, terms });
      },
    )
    .get('/export/records', async (c) => {
      const { document } = await exportRecords(context);
      c.header('Content-Disposition', 'attachment; filename="mirubato.json"');
      return c.json(document);
    })
    .post(
      '/export',
      valid('json', z.object({ folder: pathSchema, withPdfs: z.boolean().default(false) })),
      async (c) => c.json(unwrap(await exportAll(context, scores, c.req.valid('json')))),
    )
    .get('/backup/place', (c) => {
      // Beside the data it would be lost with it.
      const date = instantNow(context).slice(0, 10);
      return c.json({ file: join(homedir(), `mirubato-${date}.zip`) });
    })
    .post('/backup', valid('json', z.object({ file: pathSchema })), async (c) =>
      c.json(unwrap(await writeBackup(context, scores, c.req.valid('json').file))),
    )
    .post('/backup/test', valid('json', z.object({ file: pathSchema })), (c) => {
      const { file } = c.req.valid('json');
      return answerTestRestore(c, (options) => testRestore(context, file, options));
    })
    .post('/backup/test-upload', (c) => {
      const body = c.req.raw.body ?? new Blob([]).stream();
      return answerTestRestore(c, (options) => testUploadedBackup(context, body, options));
    })
    .post('/restore', valid('json', z.object({ file: pathSchema })), async (c) => {
      const report = unwrap(await restoreBackup(context, c.req.valid('json').file));
      context.events.publish({ type: 'reset' });
      // Thumbnails and words inside are not in a backup; they come while the library is looked at.
      imports.deriveMissing().catch((error: unknown) => context.log.warn({ error }, 'reading PDFs again'));
      return c.json(report);
    })
    .post(
      '/import-data',
      valid('query', z.object({ dryRun: z.enum(['true', 'false']).optional(), zone: zoneSchema })),
      async (c) => {
        const { dryRun, zone } = c.req.valid('query');
        const document: unknown = await c.req.json().catch(() => undefined);
        const isDryRun = dryRun === 'true';
        const report = unwrap(await importData(context, document, { isDryRun, zone }));
        if (!isDryRun) context.events.publish({ type: 'reset' });
        return c.json(report);
      },
    )
    .post('/doctor', valid('json', z.object({ hashesFiles: z.boolean().default(false) })), async (c) =>
      c.json(unwrap(await runDoctor(context, imports, c.req.valid('json')))),
    );
}
