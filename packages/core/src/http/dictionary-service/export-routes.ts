/** `/api/v1/export`: JSON in the answer; CSV and SQLite as a file that can be had for an hour. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { explanationLanguages } from '@mirubato/domain/dictionary';
import { fail, unwrap } from '@mirubato/domain/problem';
import { dictionaryExportSchema, type OriginalTerm } from '@mirubato/domain/protocol';
import { stringify } from 'csv-stringify/sync';
import { Hono } from 'hono';
import type { z } from 'zod';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import { envelope } from './envelope.ts';
import type { OriginalTerms } from './original-terms.ts';

type Wanted = z.infer<typeof dictionaryExportSchema>;

/** The original's. */
const LIFE_MS = 3_600_000;
/** Each is a line of memory; the oldest are forgotten. */
const MAX_EXPORTS = 100;

const columns = [
  'id',
  'term',
  'normalized_term',
  'lang',
  'source_lang',
  'lang_confidence',
  'type',
  'definition',
  'references',
  'metadata',
  'quality_score',
  'created_at',
  'updated_at',
  'version',
] as const satisfies readonly (keyof OriginalTerm)[];

export function exportRoutes({ context, dictionary }: Features, originals: OriginalTerms) {
  const wantedById = new Map<string, Wanted & { endsMs: number }>();
  const answer = (data: unknown) => envelope(context, data);

  return new Hono()
    .get('/', valid('query', dictionaryExportSchema), async (c) => {
      const wanted = c.req.valid('query');
      const rows = await rowsOf(wanted);
      if (wanted.format === 'json') return c.json(answer({ format: 'json', count: rows.length, data: rows }));
      const id = `export_${context.nowMs()}_${context.newId()}`;
      const endsMs = context.nowMs() + LIFE_MS;
      wantedById.set(id, { ...wanted, endsMs });
      for (const oldest of [...wantedById.keys()].slice(0, -MAX_EXPORTS)) wantedById.delete(oldest);
      return c.json(
        answer({
          export_id: id,
          format: wanted.format,
          download_url: `${new URL(c.req.url).pathname}/${id}`,
          expires_at: new Date(endsMs).toISOString(),
          size_bytes: (await fileOf(wanted, rows)).byteLength,
          entry_count: rows.length,
        }),
      );
    })
    .get('/:id', async (c) => {
      const wanted = wantedById.get(c.req.param('id'));
      if (!wanted || wanted.endsMs <= context.nowMs())
        return unwrap(fail('not-found', 'There is no such export, or its hour is over'));
      const type = wanted.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.sqlite3';
      const name = `dictionary.${wanted.format}`;
      return c.body(await fileOf(wanted, await rowsOf(wanted)), 200, {
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
      });
    });

  async function rowsOf({ lang, type }: Wanted): Promise<OriginalTerm[]> {
    const terms = (await dictionary.lookUp()).terms().filter((term) => type?.includes(term.type) ?? true);
    const languages = lang === undefined ? explanationLanguages : [lang];
    return (await Promise.all(languages.map((language) => originals.rows(terms, language)))).flat();
  }
}

/** Made anew at each download: the same rows give the same file, and nothing is left lying about. */
async function fileOf({ format }: Wanted, rows: readonly OriginalTerm[]): Promise<Uint8Array<ArrayBuffer>> {
  const lines = rows.map((row) => columns.map((column) => cellOf(row[column])));
  if (format === 'csv')
    return new TextEncoder().encode(
      stringify(lines, { header: true, columns: [...columns], escape_formulas: true }),
    );
  return sqliteFile(lines);
}

function cellOf(value: unknown): string | number | null {
  return value === null || typeof value === 'number' || typeof value === 'string'
    ? value
    : JSON.stringify(value);
}

async function sqliteFile(lines: readonly (string | number | null)[][]): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'mirubato-dictionary-'));
  try {
    const path = join(folder, 'dictionary.sqlite');
    const database = new DatabaseSync(path);
    try {
      const names = columns.map((column) => `"${column}"`).join(', ');
      database.exec(`CREATE TABLE dictionary_entries (${names}, PRIMARY KEY (id)); BEGIN`);
      const insert = database.prepare(
        `INSERT INTO dictionary_entries VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const line of lines) insert.run(...line);
      database.exec('CREATE UNIQUE INDEX by_term ON dictionary_entries (normalized_term, lang, id); COMMIT');
    } finally {
      database.close();
    }
    const { size } = await stat(path);
    const bytes = new Uint8Array(size);
    bytes.set(await readFile(path));
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
