/** The original's dictionary service. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unwrap } from '@mirubato/domain/problem';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, createCore } from '../../../src/core.ts';
import { databaseImage } from '../../temporary.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let core: Core;
let folder: string;
let nowMs = Date.parse('2026-05-01T10:00:00Z');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mirubato-dictionary-test-'));
  core = unwrap(
    await createCore({ dataDir: join(folder, 'data'), databaseImage: databaseImage(), nowMs: () => nowMs }),
  );
});
afterAll(async () => {
  await core.close();
  await rm(folder, { recursive: true, force: true });
});

async function ask(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await core.fetch(
    new Request(`http://mirubato/api/dictionary-service${path}`, {
      ...(body === undefined
        ? { headers }
        : {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { 'content-type': 'application/json', ...headers },
          }),
    }),
  );
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    headers: response.headers,
    body: type.includes('json') ? await response.json() : undefined,
    bytes: type.includes('json') ? undefined : new Uint8Array(await response.arrayBuffer()),
  };
}

describe('the dictionary as the original speaks of it', () => {
  it('39.1 a term is a row with its explanation in one language', async () => {
    const { status, body, headers } = await ask('/api/v1/terms/Allegro?lang=de');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('private, max-age=3600');
    expect(body).toMatchObject({ success: true, data: { cache_hit: false } });
    const { entry } = body.data;
    expect(entry).toMatchObject({
      id: expect.stringMatching(UUID),
      term: 'allegro',
      normalized_term: 'allegro',
      lang: 'de',
      source_lang: 'it',
      type: 'tempo',
      version: 1,
    });
    expect(entry.definition.concise.length).toBeGreaterThan(3);
    expect(entry.quality_score.overall).toBeGreaterThanOrEqual(60);
    expect(new Date(entry.created_at).toISOString()).toBe(entry.created_at);
    expect(body.data.related_terms.length).toBeLessThanOrEqual(5);
    const again = await ask(`/api/v1/terms/id/${entry.id}`);
    expect(again.body.data.entry).toEqual({ ...entry, metadata: expect.anything() });
  });

  it.each(['ALLEGRO', 'rit.', 'Sforzato', 'm.d.', 'più mosso', 'piu mosso'])(
    '39.2 %s is found',
    async (text) => {
      const { status, body } = await ask(`/api/v1/terms/${encodeURIComponent(text)}`);
      expect(status).toBe(200);
      expect(body.data.entry.lang).toBe('en');
    },
  );

  it('39.2 what is only like a term is 404 with suggestions', async () => {
    expect(await ask('/api/v1/terms/alegretto')).toMatchObject({
      status: 404,
      body: {
        success: false,
        error: 'Term not found',
        data: { normalized_term: 'alegretto', suggestions: expect.arrayContaining(['allegretto']) },
      },
    });
  });

  it.each([
    ['zh-CN', 'zh-CN'],
    ['zh-cn', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-Hant-HK', 'zh-TW'],
    ['fr-CA', 'fr'],
  ])('39.3 %s is %s', async (asked, lang) => {
    expect((await ask(`/api/v1/terms/presto?lang=${asked}`)).body.data.entry.lang).toBe(lang);
  });

  it('39.3 Accept-Language is read by its weights', async () => {
    const langOf = async (header: string) =>
      (await ask('/api/v1/terms/presto', undefined, { 'accept-language': header })).body.data.entry.lang;
    expect(await langOf('pt;q=1, fr;q=0.5, de;q=0.8')).toBe('de');
    expect(await langOf('zh-TW')).toBe('zh-TW');
    expect(await langOf('*')).toBe('en');
    expect((await ask('/api/v1/terms/presto?lang=xx')).status).toBe(400);
  });

  it('39.1 every language of a term', async () => {
    const { body } = await ask('/api/v1/terms/presto/languages?languages=en,ja,xx');
    expect(Object.keys(body.data.languages)).toEqual(['en', 'ja']);
    expect((await ask('/api/v1/terms/presto/languages')).body.data.languages['zh-TW'].lang).toBe('zh-TW');
  });

  it('39.4 a search filters by every type and sorts', async () => {
    const search = async (query: string) => (await ask(`/api/v1/search?${query}`)).body.data;
    const found = await search('q=al&type=tempo,dynamics&limit=100&searchAllLanguages=false');
    expect(found.query).toMatchObject({ searchAllLanguages: false, type: ['tempo', 'dynamics'] });
    expect(new Set(found.results.map(({ type }: { type: string }) => type))).toEqual(
      new Set(['tempo', 'dynamics']),
    );
    const all = await search('sort_by=alphabetical&limit=100&offset=100');
    expect(all.results).toHaveLength(100);
    const names = all.results.map(({ normalized_term }: { normalized_term: string }) => normalized_term);
    expect(names).toEqual([...names].sort());
    expect((await search('q=快&lang=zh-cn')).results.length).toBeGreaterThan(0);
    expect(await search('q=Allegro')).toMatchObject({ detectedTermLanguage: 'it' });
  });

  it('39.6 what is meant is found with how like it is', async () => {
    const { body } = await ask('/api/v1/search/semantic', { query: 'gradually slower', threshold: 0.5 });
    expect(body.data.results.length).toBeGreaterThan(0);
    for (const { similarity } of body.data.results) expect(similarity).toBeGreaterThanOrEqual(0.5);
    expect((await ask('/api/v1/search/semantic', { query: 'ab' })).status).toBe(400);
  });

  it('39.7 a batch answers each of up to 50 terms', async () => {
    const { body } = await ask('/api/v1/batch/query', { terms: ['allegro', 'zzzz'], include_related: true });
    expect(body.data.results).toMatchObject({
      allegro: { found: true, entry: { term: 'allegro' }, related_terms: expect.any(Array) },
      zzzz: { found: false },
    });
    const many = { terms: Array.from({ length: 51 }, () => 'presto') };
    expect((await ask('/api/v1/batch/query', many)).status).toBe(400);
    expect((await ask('/api/v1/search?limit=101')).status).toBe(400);
  });

  it('39.5 feedback and reports are kept', async () => {
    const { id } = (await ask('/api/v1/terms/presto')).body.data.entry;
    const given = await ask(`/api/v1/terms/${id}/feedback`, { rating: 4, feedback_type: 'clarity' });
    expect(given).toMatchObject({
      status: 200,
      body: { success: true, data: { feedback_id: expect.any(String) } },
    });
    nowMs += 1000;
    const report = { issue_type: 'incorrect', description: 'The second sense is missing.' };
    expect((await ask(`/api/v1/terms/${id}/report`, report)).status).toBe(200);
    const { body } = await ask('/api/v1/analytics/feedback');
    expect(body.data.feedback).toMatchObject([
      { kind: 'report', termId: 'presto', text: report.description },
      { kind: 'feedback', termId: 'presto', rating: 4 },
    ]);
    expect((await ask(`/api/v1/terms/${id}/report`, { issue: 'x' })).status).toBe(400);
    expect((await ask(`/api/v1/terms/${id}/feedback`, {})).status).toBe(400);
    expect((await ask('/api/v1/terms/nothing/feedback', { rating: 1 })).status).toBe(404);
  });

  it('39.9 what was looked up is popular, and what was not found a gap', async () => {
    for (let times = 0; times < 40; times += 1) await ask('/api/v1/terms/largo');
    await ask('/api/v1/terms/qqqqq');
    const { body } = await ask('/api/v1/search/popular?limit=1');
    expect(body.data.searches).toMatchObject([{ term: 'largo', search_count: 40 }]);
    const { gaps } = (await ask('/api/v1/analytics/content-gaps')).body.data;
    expect(gaps).toContainEqual(expect.objectContaining({ term: 'qqqqq', search_count: 1 }));
    const { summary } = (await ask('/api/v1/batch/stats')).body.data;
    expect(summary.total_searches).toBeGreaterThanOrEqual(40);
    expect((await ask('/api/v1/analytics/summary')).body.data.total_terms).toBe(summary.total_terms);
  });

  it('39.8 an export is JSON, CSV or a real SQLite file, for an hour', async () => {
    const json = (await ask('/api/v1/export?lang=en')).body;
    expect(json).toMatchObject({ status: 'success', data: { format: 'json' } });
    const base = '/api/dictionary-service';
    const fileOf = async (format: string) => {
      const { body } = await ask(`/api/v1/export?format=${format}&lang=en`);
      const { status, bytes } = await ask(body.data.download_url.slice(base.length));
      expect(status).toBe(200);
      expect(bytes?.byteLength).toBe(body.data.size_bytes);
      return { bytes: bytes as Uint8Array, ...body.data };
    };
    const csv = await fileOf('csv');
    const lines = parse(Buffer.from(csv.bytes), { columns: true }) as Record<string, string>[];
    expect(lines).toHaveLength(json.data.count);
    expect(JSON.parse(lines[0]?.definition ?? '')).toEqual(json.data.data[0].definition);

    const sqlite = await fileOf('sqlite');
    const path = join(folder, 'dictionary.sqlite');
    await writeFile(path, sqlite.bytes);
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const row = database
        .prepare("SELECT * FROM dictionary_entries WHERE normalized_term = 'allegro'")
        .get();
      expect(row).toMatchObject({ lang: 'en', type: 'tempo', version: 1 });
      expect(database.prepare('SELECT count(*) AS n FROM dictionary_entries').get()).toEqual({
        n: json.data.count,
      });
    } finally {
      database.close();
    }
    nowMs += 3_600_000;
    expect((await ask(sqlite.download_url.slice(base.length))).status).toBe(404);
  });

  it('39.10 what there is not is answered in the original envelope', async () => {
    expect(await ask('/api/v1/nothing')).toMatchObject({
      status: 404,
      body: {
        status: 'error',
        error: { code: 'NOT_FOUND', message: 'The requested endpoint does not exist' },
      },
    });
    for (const text of ["'; DROP TABLE terms;--", '\u202eotserp', '𝄞'.repeat(100), '%', '../..'])
      expect([200, 404]).toContain((await ask(`/api/v1/terms/${encodeURIComponent(text)}`)).status);
  });
});
