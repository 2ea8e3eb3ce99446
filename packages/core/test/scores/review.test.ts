import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpen } from '@mirubato/domain/import';
import { needsReview, type Score } from '@mirubato/domain/scores';
import { expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';

const TWO_PAGES = new URL('../import/fixtures/two-pages.pdf', import.meta.url);

it('lists what should be checked, least sure first', async () => {
  const { client } = await openTestCore();
  const ids = await importVariants(client, 4);
  const confidences = [
    { title: 0.9, composer: 0.6 },
    { title: 0.95, composer: 0.95 },
    { title: 0.2, composer: 0.9 },
    { title: 0.9 },
  ];
  for (const [index, { title, composer }] of confidences.entries()) {
    await client.api.scores[':id'].readings.$put({
      param: { id: ids[index] ?? '' },
      json: {
        values: { title: `Score ${index}` },
        evidence: { title: guessOf(title), composer: composer === undefined ? null : guessOf(composer) },
      },
    });
  }
  const query = { review: 'true', sort: 'confidence' } as const;
  const { items } = await (await client.api.scores.$get({ query })).json();
  expect(items.map(({ title }) => title)).toEqual(['Score 3', 'Score 2', 'Score 0']);
});

it('takes an acceptance back as if nobody had looked', async () => {
  const { client } = await openTestCore();
  const [id = ''] = await importVariants(client, 1);
  const before = await scoreOf(client, id);
  const { title, composer, opus, evidence } = before;
  await client.api.scores[':id'].$patch({
    param: { id },
    json: { title: 'Other', composer, opus: 'Op. 7', isFavourite: true },
  });
  expect(needsReview(await scoreOf(client, id))).toBe(false);
  await client.api.scores[':id'].readings.$put({
    param: { id },
    json: {
      values: { title, composer, opus },
      evidence: {
        title: evidence.title ?? null,
        composer: evidence.composer ?? null,
        opus: evidence.opus ?? null,
      },
    },
  });
  expect(await scoreOf(client, id)).toMatchObject({ title, composer, opus, evidence, isFavourite: true });
});

function guessOf(confidence: number) {
  return { confidence, source: 'page' as const, page: 1, box: [100, 50, 200, 20] };
}

async function scoreOf(client: Client, id: string): Promise<Score> {
  const response = await client.api.scores[':id'].$get({ param: { id } });
  return (await response.json()).score as Score;
}

/** Imports the same pages under different bytes. Answers the scores' ids. */
async function importVariants(client: Client, count: number): Promise<string[]> {
  const folder = await temporaryFolder();
  const pages = await readFile(TWO_PAGES);
  for (let number = 0; number < count; number += 1) {
    await writeFile(join(folder, `${number}.pdf`), Buffer.concat([pages, Buffer.from(`\n%${number}\n`)]));
  }
  await client.api.imports.$post({ json: { paths: [folder], mode: 'copy' } });
  const jobs = async () => (await (await client.api.imports.$get({ query: {} })).json()).jobs;
  await expect
    .poll(async () => (await jobs()).every(({ status }) => !isOpen(status)), { timeout: 50_000 })
    .toBe(true);
  return (await jobs()).map(({ scoreId }) => scoreId ?? '');
}
