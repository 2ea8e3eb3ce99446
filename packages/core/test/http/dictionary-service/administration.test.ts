/** What only who holds the service's token may do: writing terms by hand, and the queue of words to be written. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goodAnswer, TOKENS } from '../../dictionary/model-server.ts';
import { openTestCore } from '../../temporary.ts';
import { openService } from './service-client.ts';

/** What waits for the background waits for a busy machine too. */
const PATIENCE = { timeout: 60_000 };

/** 80 of 100: not enough to be kept unseen. */
const middling = goodAnswer({ usage_example: '', pronunciation: { ipa: '', syllables: [] } });

describe('the token', () => {
  it('39.13 is the SHA-256 of a name and the secret, which only its owner can read', async () => {
    const { ask, administer, dataDir } = await openService({ isSetUp: false });
    expect((await administer('GET', '/seed/status')).status).toBe(200);
    if (process.platform !== 'win32')
      expect((await stat(join(dataDir, 'service-secret'))).mode & 0o777).toBe(0o600);
    for (const headers of [
      {},
      { 'x-service-name': 'tests' },
      { 'x-service-name': 'tests', 'x-service-token': '00' },
      { 'x-service-name': 'tests', 'x-service-token': '0'.repeat(64) },
      { 'x-service-name': '', 'x-service-token': '0'.repeat(64) },
    ] as Record<string, string>[]) {
      const refused = await ask('DELETE', '/admin/terms/allegro', undefined, headers);
      expect(refused).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHORIZED' } } });
    }
  });
});

describe('terms by hand', () => {
  const definition = { concise: 'As through clouds', detailed: 'x'.repeat(50), etymology: 'German' };

  it('39.14 one is made, changed and deleted', async () => {
    const { ask, administer, own } = await openService({ isSetUp: false });
    const made = await administer('PUT', '/terms/wolkig', { definition });
    expect(made).toMatchObject({
      status: 201,
      body: {
        status: 'success',
        data: { entry: { term: 'wolkig', version: 1, quality_score: { overall: 80 } } },
      },
    });
    const changed = await administer('PUT', '/terms/wolkig', {
      definition: { concise: 'Veiled and soft', pronunciation: { ipa: 'ˈvɔlkɪç' } },
      metadata: { categories: ['strings'] },
      quality_score: { human_verified: true },
    });
    expect(changed.body.data).toMatchObject({
      entry: {
        definition: { concise: 'Veiled and soft', detailed: 'x'.repeat(50) },
        quality_score: { overall: 90, human_verified: true },
        metadata: { created_by: 'user', categories: ['strings'] },
      },
      changes: { version: 2, updated_fields: ['definition', 'metadata', 'quality_score'] },
    });
    const { id } = made.body.data.entry;
    const deleted = await administer('DELETE', `/terms/${id}`);
    expect(deleted.body.data.deleted).toEqual({ id, term: 'wolkig' });
    expect((await ask('GET', '/terms/wolkig')).status).toBe(404);
    expect(await own()).toEqual([]);
    expect((await administer('DELETE', `/terms/${id}`)).status).toBe(404);
  });

  it('39.14 what comes with the program is refused, and so is a term without a meaning', async () => {
    const { ask, administer } = await openService({ isSetUp: false });
    const { entry } = (await ask('GET', '/terms/allegro')).body.data;
    expect((await administer('PUT', '/terms/Allegro', { definition })).body.error.code).toBe('FORBIDDEN');
    expect((await administer('DELETE', `/terms/${entry.id}`)).status).toBe(403);
    expect((await administer('PUT', '/terms/wolkig', {})).status).toBe(400);
    expect((await administer('PUT', '/terms/wolkig', { definition: { concise: 'short' } })).status).toBe(400);
  });

  it('39.14 many at once: import, type, verify, delete', async () => {
    const { ask, administer } = await openService({ isSetUp: false });
    const bulk = async (operation: string, data: unknown) =>
      (await administer('POST', '/bulk', { operation, data })).body.data;
    const of = (term: string, type = 'general') => ({ term, type, definition });
    expect(await bulk('import', [of('wolkig'), of('neblig'), of('allegro'), of('heiter', 'mood')])).toEqual({
      operation: 'import',
      total: 4,
      imported: 2,
      failed: 2,
    });
    expect(await bulk('update_type', { from_type: 'general', to_type: 'genre' })).toMatchObject({
      updated: 2,
    });
    const { entry } = (await ask('GET', '/terms/wolkig')).body.data;
    expect(entry.type).toBe('genre');
    expect(await bulk('verify', { ids: [entry.id, 'nothing'] })).toMatchObject({ verified: 1 });
    expect((await ask('GET', '/terms/wolkig')).body.data.entry.quality_score).toMatchObject({
      human_verified: true,
      overall: entry.quality_score.overall,
    });
    expect(await bulk('delete', { ids: [entry.id], terms: ['neblig', 'allegro'] })).toMatchObject({
      deleted: 2,
    });
    expect((await ask('GET', '/terms/allegro')).status).toBe(200);
    expect((await administer('POST', '/bulk', { operation: 'drop' })).status).toBe(400);
  });

  it('39.15 what needs the network says so', async () => {
    const { administer } = await openService({ isSetUp: false });
    const reply = await administer('POST', '/wikipedia/scan', {});
    expect(reply).toMatchObject({
      status: 501,
      body: { error: { code: 'NOT_OFFERED', message: expect.stringContaining('not available offline') } },
    });
  });
});

describe('the queue', () => {
  it('39.16 words are given, each once, and wait until there is a model', async () => {
    const { administer, server } = await openService({ isSetUp: false });
    const terms = 'wolkig\n neblig \r\nwolkig\nallegro\n???';
    const { data } = (
      await administer('POST', '/seed/bulk-import', { terms, priority: 9, languages: ['de'] })
    ).body;
    expect(data).toEqual({
      success: true,
      summary: { total_submitted: 4, successfully_queued: 2, skipped_duplicates: 1, errors: 1 },
      details: {
        queued: ['wolkig', 'neblig'],
        duplicates: [{ term: 'allegro', reason: 'Already exists in dictionary' }],
        errors: [{ term: '???', error: 'Not a term' }],
      },
    });
    const again = await administer('POST', '/seed/bulk-import', { terms: 'Wolkig' });
    expect(again.body.data.summary).toMatchObject({ successfully_queued: 0, skipped_duplicates: 1 });
    const status = (await administer('GET', '/seed/status')).body.data;
    expect(status).toMatchObject({
      stats: { pending: 2, total: 2 },
      priority_distribution: [{ priority: 9, count: 2 }],
      recent_items: [{ term: 'wolkig', languages: ['de'], status: 'pending' }, {}],
    });
    expect((await administer('POST', '/seed/process', {})).body.error.code).toBe('MODEL_NOT_SET');
    expect((await administer('POST', '/seed/process', { dry_run: true })).body.data).toMatchObject({
      message: 'Dry run: Would process 2 items',
      token_status: { used_today: 0, available: 5000, budget: 5000 },
    });
    const cleared = await administer('DELETE', '/seed/clear', { status: 'pending' });
    expect(cleared.body.data).toEqual({ deleted: 2, status_cleared: 'pending' });
    expect(server.asked).toEqual([]);
  });

  it('39.16 words that were asked for in vain are queued, those that were asked for most first', async () => {
    const { ask, administer } = await openService({ isSetUp: false });
    for (const word of ['neblig', 'wolkig', 'wolkig', 'wolkig']) await ask('GET', `/terms/${word}`);
    const often = await administer('POST', '/seed/initialize', { priority_threshold: 10 });
    expect(often.body.data).toMatchObject({ added: 1, total_terms: 1, queue_stats: { pending: 1 } });
    const all = await administer('POST', '/seed/initialize', { clear_existing: true });
    expect(all.body.data).toMatchObject({ added: 2, queue_stats: { pending: 2 } });
    const { recent_items } = (await administer('GET', '/seed/status')).body.data;
    expect(recent_items.map(({ term }: { term: string }) => term)).toEqual(['wolkig', 'neblig']);
  });

  it('39.17 they are written in the background; what is complete is kept, the rest waits for a person', async () => {
    const { administer, ask, server, own } = await openService();
    server.says(goodAnswer(), middling, '{"is_musical_term": false}');
    await administer('POST', '/seed/bulk-import', { terms: 'wolkig\nneblig\nbicycle', type: 'genre' });
    const status = async () => (await administer('GET', '/seed/system-status')).body.data;
    await expect.poll(async () => (await status()).processing.terms_processed, PATIENCE).toBe(3);
    expect(await status()).toMatchObject({
      enabled: true,
      configuration: { quality_threshold: 85, daily_token_budget: 5000 },
      token_usage: { used_today: 3 * TOKENS, available_today: 5000 - 3 * TOKENS },
      processing: { manual_review_pending: 1, average_quality_score: 90 },
    });
    expect(await own()).toMatchObject([{ term: 'wolkig', type: 'genre', origin: 'generated' }]);
    const { items, pagination } = (await administer('GET', '/seed/review-queue')).body.data;
    expect(pagination).toEqual({ total: 1, limit: 20, offset: 0 });
    expect(items).toMatchObject([
      {
        term: 'neblig',
        quality_score: 80,
        generated_content: { definition: { concise: 'As if through clouds' } },
      },
    ]);
    const path = `/seed/review/${items[0].id}`;
    const modifications = { definition: { concise: 'As through a mist' } };
    const approved = await administer('PUT', path, { action: 'approve', modifications });
    expect(approved.body.data).toMatchObject({ action: 'approved', term: 'neblig' });
    const { entry } = (await ask('GET', '/terms/neblig')).body.data;
    expect(entry.definition.concise).toBe('As through a mist');
    expect(entry.metadata).toMatchObject({ created_by: 'user', ai_model: 'small' });
    expect((await administer('PUT', path, { action: 'approve' })).status).toBe(409);
    expect((await administer('PUT', '/seed/review/none', { action: 'reject' })).status).toBe(404);
  });

  it('39.17 what a person rejects is not kept', async () => {
    const { administer, server, own } = await openService();
    server.says(middling);
    await administer('POST', '/seed/bulk-import', { terms: 'neblig' });
    const queue = async (status: string) =>
      (await administer('GET', `/seed/review-queue?status=${status}`)).body.data.items;
    await expect.poll(async () => (await queue('pending')).length, PATIENCE).toBe(1);
    const [{ id }] = await queue('pending');
    await administer('PUT', `/seed/review/${id}`, { action: 'reject', notes: 'Not right' });
    expect(await queue('rejected')).toMatchObject([{ term: 'neblig', notes: 'Not right' }]);
    expect(await own()).toEqual([]);
  });

  it('39.18 no more is spent than a day’s budget; the next day it goes on', async () => {
    let nowMs = Date.parse('2026-05-01T22:00:00Z');
    const { administer, setUp } = await openService({ isSetUp: false, nowMs: () => nowMs });
    const terms = Array.from({ length: 7 }, (_, at) => `wolkig ${'x'.repeat(at + 1)}`).join('\n');
    await administer('POST', '/seed/bulk-import', { terms });
    await setUp();
    const first = (await administer('POST', '/seed/process', { batch_size: 50 })).body.data;
    expect(first).toMatchObject({
      success: true,
      results: { processed: 5, succeeded: 5, failed: 0, average_quality: 100 },
      token_status: { used_today: 5 * TOKENS, usage_this_batch: 5 * TOKENS },
    });
    const second = (await administer('POST', '/seed/process', {})).body.data;
    expect(second).toMatchObject({ success: false, message: 'Daily token budget exhausted' });
    await administer('DELETE', '/seed/clear', { status: 'completed' });
    expect((await administer('POST', '/seed/process', {})).body.data.success).toBe(false);
    nowMs += 3 * 3_600_000;
    const third = (await administer('POST', '/seed/process', { batch_size: 1 })).body.data;
    expect(third).toMatchObject({ results: { processed: 1 }, token_status: { used_today: TOKENS } });
  });

  it('39.19 what fails is tried again when that is wished, and is put aside after three times', async () => {
    const { administer, server, setUp } = await openService({ isSetUp: false });
    await administer('POST', '/seed/bulk-import', { terms: 'wolkig' });
    await setUp();
    server.says({ status: 500, body: '{"error":"out of memory"}' });
    const counts = async () => (await administer('GET', '/seed/status')).body.data.stats;
    const run = (await administer('POST', '/seed/process', {})).body.data;
    expect(run.results).toMatchObject({
      processed: 1,
      failed: 1,
      errors: [expect.stringContaining('out of memory')],
    });
    for (const attempts of [2, 3]) {
      const { result } = (await administer('POST', '/seed/recover', {})).body.data;
      expect(result).toMatchObject({ retry_scheduled: 1, moved_to_dlq: 0 });
      await expect.poll(() => server.asked.length, PATIENCE).toBe(attempts);
      await expect.poll(async () => (await counts()).failed, PATIENCE).toBe(1);
    }
    expect((await administer('POST', '/seed/recover', {})).body.data.result.moved_to_dlq).toBe(1);
    expect((await administer('GET', '/seed/recovery-stats')).body.data.stats).toMatchObject({
      dead_letter_queue: 1,
    });
    const { items } = (await administer('GET', '/seed/dlq')).body.data;
    expect(items).toMatchObject([{ term: 'wolkig', attempts: 3, failure_reason: expect.any(String) }]);
    server.says(goodAnswer());
    const retried = await administer('POST', '/seed/dlq/retry', { dlq_ids: [items[0].id, 'none'] });
    expect(retried.body.data).toMatchObject({
      success: true,
      result: { requeued: 1, errors: [expect.any(String)] },
    });
    await expect.poll(async () => (await counts()).completed, PATIENCE).toBe(1);
  });

  it('39.19 what is being written when Mirubato closes waits again at the next start', async () => {
    const { administer, server, core, dataDir } = await openService();
    server.says('silence');
    await administer('POST', '/seed/bulk-import', { terms: 'wolkig' });
    await expect.poll(() => server.asked.length, PATIENCE).toBe(1);
    await core.close();
    server.says(goodAnswer());
    const { client } = await openTestCore({ dataDir });
    const own = async () => (await (await client.api.dictionary.own.$get()).json()).terms.length;
    await expect.poll(own, PATIENCE).toBe(1);
  });
});
