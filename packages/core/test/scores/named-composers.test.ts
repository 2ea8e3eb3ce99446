import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpen } from '@mirubato/domain/import';
import { expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';

const WORDS_ONLY = new URL('../import/fixtures/words-only.pdf', import.meta.url);

it('7.24 a composer whom the musician has named is known in the next file', async () => {
  const { client } = await openTestCore();
  const first = await importAs(client, 'Evening Lane - H. Lindenau.pdf');
  expect(first.composer).not.toBe('Hedwig Lindenau');
  await client.api.scores[':id'].$patch({
    param: { id: first.id },
    json: { title: 'Evening Lane', composer: 'Hedwig Lindenau' },
  });
  expect(await importAs(client, 'Morning Lane - H. Lindenau.pdf')).toMatchObject({
    title: 'Morning Lane',
    composer: 'Hedwig Lindenau',
  });
});

async function importAs(client: Client, fileName: string) {
  const path = join(await temporaryFolder(), fileName);
  await writeFile(path, Buffer.concat([await readFile(WORDS_ONLY), Buffer.from(`\n%${fileName}\n`)]));
  const { ids } = await (await client.api.imports.$post({ json: { paths: [path], mode: 'copy' } })).json();
  const job = async () => (await client.api.imports[':id'].$get({ param: { id: ids[0] ?? '' } })).json();
  await expect.poll(async () => isOpen((await job()).status), { timeout: 50_000 }).toBe(false);
  const { scoreId } = await job();
  return (await (await client.api.scores[':id'].$get({ param: { id: scoreId ?? '' } })).json()).score;
}
