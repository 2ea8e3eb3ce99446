/** The scores as a file of comma-separated values, and back. */
import { keptScoreSchema, MAX_TABLE_ROWS, scoreChangesSchema, tableFormats } from '@mirubato/domain/exchange';
import { fail, ok, type Result, unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { z } from 'zod';
import { MAX_TABLE_BYTES } from '../exchange/read-table.ts';
import {
  applyTableChanges,
  previewScoreTable,
  scoreTable,
  takeBackTableChanges,
} from '../exchange/score-table.ts';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

const tableSchema = z.object({
  format: z.enum(tableFormats).default('plain'),
  /** Separated by commas; all scores where it is left out. */
  ids: z
    .string()
    .max(100_000)
    .transform((ids) => ids.split(',').filter(Boolean))
    .optional(),
});

const changesSchema = z.object({ changes: z.array(scoreChangesSchema).min(1).max(MAX_TABLE_ROWS) });
const keptSchema = z.object({ kept: z.array(keptScoreSchema).min(1).max(MAX_TABLE_ROWS) });

export function scoreTableRoutes({ context }: Features) {
  return new Hono()
    .get('/', valid('query', tableSchema), async (c) => {
      const { format, ids } = c.req.valid('query');
      return c.body(await scoreTable(context, format, ids), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="scores-${format}.csv"`,
      });
    })
    .post('/', async (c) => {
      const bytes = unwrap(await readBody(c.req.raw.body));
      return c.json(unwrap(await previewScoreTable(context, bytes)));
    })
    .post('/changes', valid('json', changesSchema), async (c) =>
      c.json({ kept: unwrap(await applyTableChanges(context, c.req.valid('json').changes)) }),
    )
    .put('/changes', valid('json', keptSchema), async (c) => {
      unwrap(await takeBackTableChanges(context, c.req.valid('json').kept));
      return c.body(null, 204);
    });
}

async function readBody(body: ReadableStream<Uint8Array> | null): Promise<Result<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_TABLE_BYTES) {
      return fail('body-too-large', `A table may have ${MAX_TABLE_BYTES / 1024 / 1024} MB at the most.`);
    }
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}
