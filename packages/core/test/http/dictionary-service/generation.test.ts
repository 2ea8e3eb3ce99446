/** The original's dictionary service where the language model of this computer writes. */
import { describe, expect, it } from 'vitest';
import { goodAnswer } from '../../dictionary/model-server.ts';
import { openService } from './service-client.ts';

/** What waits for the background waits for a busy machine too. */
const PATIENCE = { timeout: 60_000 };

const bare = goodAnswer({ etymology: '', usage_example: '', pronunciation: { ipa: '', syllables: [] } });

describe('generation', () => {
  it('39.11 a term that is missing is written when that is wished, and is a row from then on', async () => {
    const { ask, server } = await openService();
    expect((await ask('GET', '/terms/wolkig')).status).toBe(404);
    expect(server.asked).toEqual([]);
    const made = await ask('GET', '/terms/wolkig?generate_if_missing=true&lang=de');
    expect(made.status).toBe(200);
    expect(made.headers.get('x-generated')).toBe('true');
    expect(made.headers.get('cache-control')).toBe('no-store');
    const { entry } = made.body.data;
    expect(entry).toMatchObject({
      term: 'wolkig',
      lang: 'de',
      source_lang: 'de',
      type: 'technique',
      definition: {
        concise: 'As if through clouds',
        etymology: 'From German Wolke, cloud.',
        pronunciation: { ipa: 'ˈvɔlkɪç', syllables: ['wol', 'kig'] },
        usage_example: 'In a song that nobody sings.',
      },
      metadata: { created_by: 'ai_generation', ai_model: 'small' },
      quality_score: { overall: 100, human_verified: false },
      version: 1,
    });
    const again = await ask('GET', '/terms/Wolkig?generate_if_missing=true&lang=fr');
    expect(again.body.data.entry).toEqual({ ...entry, metadata: expect.anything() });
    expect(again.headers.get('x-generated')).toBeNull();
    expect((await ask('GET', `/terms/id/${entry.id}`)).body.data.entry.term).toBe('wolkig');
    const { languages } = (await ask('GET', '/terms/wolkig/languages')).body.data;
    expect(Object.keys(languages)).toEqual(['de']);
    expect(server.asked).toHaveLength(1);
  });

  it('39.11 without a model, or for no musical term, it is missing; what fails says why', async () => {
    const { ask, server, setUp, own } = await openService({ isSetUp: false });
    expect((await ask('GET', '/terms/wolkig?generate_if_missing=true')).status).toBe(404);
    await setUp();
    server.says('{"is_musical_term": false}');
    const none = await ask('GET', '/terms/bicycle?generate_if_missing=true');
    expect(none).toMatchObject({ status: 404, body: { success: false, error: 'Term not found' } });
    server.says('garbage');
    const failed = await ask('GET', '/terms/wolkig?generate_if_missing=true');
    expect(failed).toMatchObject({
      status: 502,
      body: { status: 'error', error: { code: 'MODEL_UNUSABLE' } },
    });
    expect(await own()).toEqual([]);
  });

  it('39.11 a batch writes five at the most', async () => {
    const { ask, server } = await openService();
    const terms = ['allegro', ...Array.from({ length: 6 }, (_, at) => `wolkig ${'x'.repeat(at + 1)}`)];
    const without = await ask('POST', '/batch/query', { terms });
    expect(without.body.data.summary).toEqual({ total_requested: 7, found: 1, not_found: 6, generated: 0 });
    const { body, headers } = await ask('POST', '/batch/query', { terms, generate_missing: true });
    expect(headers.get('x-generated')).toBe('true');
    expect(body.data.summary).toEqual({ total_requested: 7, found: 6, not_found: 1, generated: 5 });
    expect(body.data.results['wolkig x']).toMatchObject({ found: true, entry: { term: 'wolkig x' } });
    expect(body.data.results['wolkig xxxxxx']).toMatchObject({ found: false, message: 'Term not found' });
    expect(server.asked).toHaveLength(5);
  });
});

describe('enhancement', () => {
  it('39.12 one term is asked for anew, and kept when it says more', async () => {
    const { ask, server } = await openService();
    server.says(bare, bare, goodAnswer({ concise: 'Cloudy' }));
    await ask('GET', '/terms/wolkig?generate_if_missing=true');
    const same = await ask('POST', '/enhance', { mode: 'single', term: 'wolkig' });
    expect(same.body).toMatchObject({
      status: 'success',
      data: { enhanced: false, message: 'Nothing new was found', entry: { version: 1 } },
      meta: { request_id: expect.any(String), timestamp: expect.any(String) },
    });
    const { data } = (await ask('POST', '/enhance', { mode: 'single', term: 'wolkig' })).body;
    expect(data).toMatchObject({
      enhanced: true,
      entry: { definition: { concise: 'Cloudy', etymology: 'From German Wolke, cloud.' } },
      improvement: { score_before: 70, score_after: 100, version_before: 1, version_after: 2 },
    });
    const good = await ask('POST', '/enhance', { mode: 'single', term: 'wolkig' });
    expect(good.body.data.message).toBe('Term already has high quality score');
    expect(server.asked).toHaveLength(3);
  });

  it('44.7 what a person has written stays, and what was empty is filled', async () => {
    const { ask, client, own } = await openService();
    await client.api.dictionary.own.$post({ json: { term: 'wolkig', meaning: 'My own words' } });
    await ask('POST', '/enhance', { mode: 'single', term: 'wolkig' });
    expect(await own()).toMatchObject([
      { meaning: 'My own words', origin: 'own', model: 'small', etymology: 'From German Wolke, cloud.' },
    ]);
  });

  it('39.12 what comes with the program is not enhanced, nor what there is not, nor without a model', async () => {
    const { ask, client } = await openService({ isSetUp: false });
    const single = (term: string) => ask('POST', '/enhance', { mode: 'single', term });
    expect((await single('allegro')).status).toBe(403);
    expect((await single('wolkig')).status).toBe(404);
    await client.api.dictionary.own.$post({ json: { term: 'wolkig' } });
    expect((await single('wolkig')).body.error.code).toBe('MODEL_NOT_SET');
    expect((await ask('POST', '/enhance', { mode: 'batch', criteria: {} })).status).toBe(409);
    expect((await ask('POST', '/enhance', { mode: 'all' })).status).toBe(400);
  });

  it('39.12 many are a job that can be asked after', async () => {
    const { ask, client } = await openService();
    for (const term of ['wolkig', 'neblig', 'dunstig'])
      await client.api.dictionary.own.$post({ json: { term, meaning: 'Veiled', type: 'technique' } });
    await client.api.dictionary.own.$post({ json: { term: 'heiter', type: 'genre' } });
    const criteria = { max_quality_score: 50, types: ['technique'], limit: 2 };
    const { data } = (await ask('POST', '/enhance', { mode: 'batch', criteria })).body;
    expect(data).toMatchObject({ status: 'queued', terms_queued: 2, terms: [{ current_score: 30 }, {}] });
    const job = async () => (await ask('GET', `/enhance/${data.job_id}`)).body.data;
    await expect.poll(async () => (await job()).status, PATIENCE).toBe('completed');
    expect(await job()).toMatchObject({
      completed_at: expect.any(String),
      terms_total: 2,
      terms_completed: 2,
      terms_enhanced: 2,
      terms_failed: 0,
      improvements: [{ before_score: 30, after_score: 100 }, {}],
    });
    expect((await ask('DELETE', `/enhance/${data.job_id}`)).status).toBe(400);
    expect((await ask('GET', '/enhance/none')).status).toBe(404);
    const young = { min_age_days: 1, limit: 10 };
    const none = await ask('POST', '/enhance', { mode: 'batch', criteria: young });
    expect(none.body.data.terms_queued).toBe(0);
  });

  it('39.12 a job that is cancelled gives its question up', async () => {
    const { ask, client, server, own } = await openService();
    await client.api.dictionary.own.$post({ json: { term: 'wolkig' } });
    server.says('silence');
    const { data } = (await ask('POST', '/enhance', { mode: 'batch' })).body;
    await expect.poll(() => server.asked.length, PATIENCE).toBe(1);
    expect((await ask('DELETE', `/enhance/${data.job_id}`)).body.data).toMatchObject({ job_id: data.job_id });
    await server.givenUp();
    expect((await ask('GET', `/enhance/${data.job_id}`)).body.data.status).toBe('cancelled');
    expect(await own()).toMatchObject([{ model: null }]);
  });

  it('39.12 a refresh asks for the least complete', async () => {
    const { ask, client, server } = await openService();
    await client.api.dictionary.own.$post({ json: { term: 'wolkig', meaning: 'Cloudy' } });
    await ask('GET', '/terms/neblig?generate_if_missing=true');
    const { data } = (await ask('POST', '/batch/refresh', { quality_threshold: 60, limit: 5 })).body;
    expect(data).toMatchObject({
      processed: 1,
      enhanced: 1,
      failed: 0,
      entries: [{ term: 'wolkig', old_score: 30, new_score: 100, status: 'enhanced' }],
    });
    server.says({ status: 500, body: '{}' });
    await client.api.dictionary.own.$post({ json: { term: 'dunstig' } });
    const failed = await ask('POST', '/batch/refresh', {});
    expect(failed.body.data).toMatchObject({ failed: 1, entries: [{ term: 'dunstig', status: 'failed' }] });
  });

  it('39.12 metadata of many are written at once; quality is measured and not given', async () => {
    const { ask, client } = await openService();
    await client.api.dictionary.own.$post({ json: { term: 'wolkig', meaning: 'Cloudy' } });
    const { entry } = (await ask('GET', '/terms/wolkig')).body.data;
    const metadata = {
      categories: ['strings'],
      difficulty_level: 'advanced',
      related_terms: ['allegro', 'qq'],
    };
    const { data } = (
      await ask('PUT', '/batch/update', {
        updates: [
          { id: entry.id, metadata },
          { id: entry.id, quality_score: { accuracy: 100 } },
          { id: 'allegro', metadata },
          { id: 'nothing', metadata },
        ],
      })
    ).body;
    expect(data.updated).toBe(1);
    expect(data.failed).toBe(3);
    expect(data.entries.map(({ status }: { status: string }) => status)).toEqual([
      'updated',
      'failed',
      'failed',
      'not_found',
    ]);
    expect((await ask('GET', '/terms/wolkig')).body.data.entry).toMatchObject({
      version: 2,
      metadata: { categories: ['strings'], difficulty_level: 'advanced', related_terms: ['allegro'] },
    });
    const many = Array.from({ length: 101 }, () => ({ id: entry.id, metadata }));
    expect((await ask('PUT', '/batch/update', { updates: many })).status).toBe(400);
  });
});
