import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOpen } from '@mirubato/domain/import';
import { expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { openTestCore } from '../temporary.ts';

const TWO_PAGES = fileURLToPath(new URL('../import/fixtures/two-pages.pdf', import.meta.url));

it('7.25 a PDF is read anew, and what a person has written stays', async () => {
  const { client } = await openTestCore();
  const { id, ...read } = await imported(client);
  const param = { id };
  await client.api.scores[':id'].$patch({ param, json: { composer: 'Somebody Else' } });
  await client.api.scores[':id'].readings.$put({
    param,
    json: {
      values: { title: 'Wrong', opus: 'Op. 99' },
      evidence: { title: { confidence: 0.3, source: 'page', page: 1, box: null }, opus: null },
    },
  });
  const again = await client.api.scores[':id'].readings.$post({ param, json: {} });
  expect(await again.json()).toMatchObject({
    title: read.title,
    opus: read.opus,
    composer: 'Somebody Else',
    evidence: { title: read.evidence.title, composer: { source: 'person' } },
  });
});

it('7.25 what cannot be read anew stays as it is', async () => {
  const { client, dataDir } = await openTestCore();
  const { id, title } = await imported(client);
  const wrong = await client.api.scores[':id'].readings.$post({
    param: { id },
    json: { languages: ['tlh' as never] },
  });
  expect(wrong.status).toBe(400);
  for (const name of await readdir(dataDir, { recursive: true })) {
    if (name.endsWith('.pdf')) await rm(join(dataDir, name));
  }
  const gone = await client.api.scores[':id'].readings.$post({ param: { id }, json: {} });
  expect(gone.status).toBe(404);
  const { score } = await (await client.api.scores[':id'].$get({ param: { id } })).json();
  expect(score.title).toBe(title);
});

async function imported(client: Client) {
  await client.api.imports.$post({ json: { paths: [TWO_PAGES], mode: 'copy' } });
  const jobs = async () => (await (await client.api.imports.$get({ query: {} })).json()).jobs;
  await expect
    .poll(async () => (await jobs()).some(({ status }) => isOpen(status)), { timeout: 50_000 })
    .toBe(false);
  const id = (await jobs())[0]?.scoreId ?? '';
  return (await (await client.api.scores[':id'].$get({ param: { id } })).json()).score;
}
