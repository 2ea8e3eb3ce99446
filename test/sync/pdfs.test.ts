import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openRelay } from '../../apps/relay/test/relay.ts';
import { type Device, eventually, openSignedIn, stateOf } from './two-devices.ts';

const TWO_PAGES = fileURLToPath(
  new URL('../../packages/core/test/import/fixtures/two-pages.pdf', import.meta.url),
);

async function scoresOf({ client }: Device) {
  return (await (await client.api.scores.$get({ query: {} })).json()).items;
}

async function importPdf(device: Device): Promise<string> {
  await device.client.api.imports.$post({ json: { paths: [TWO_PAGES] } });
  await expect.poll(async () => (await scoresOf(device)).length, { timeout: 30_000 }).toBe(1);
  return (await scoresOf(device))[0]?.id ?? '';
}

async function allSent(device: Device): Promise<void> {
  await expect
    .poll(async () => (await device.client.api.sync.now.$post()).status, { timeout: 5000 })
    .toBe(200);
  await eventually(
    async () => {
      const { status, pdfs } = await stateOf(device);
      return { status, ...pdfs };
    },
    { status: 'synced', toSend: 0, toFetch: 0, problem: null },
  );
  await new Promise((resolve) => setTimeout(resolve, 1500));
}

function fileOf({ client }: Device, id: string): Promise<Response> {
  return client.api.scores[':id'].file.$get({ param: { id } }) as unknown as Promise<Response>;
}

it('8.1 8.2 a PDF of one device is fetched by another: when opened, at once, or when asked for', async () => {
  const relay = await openRelay();
  const one = await openSignedIn(relay);
  const id = await importPdf(one);
  await allSent(one);
  const bytes = await readFile(TWO_PAGES);

  const opening = await openSignedIn(relay);
  await eventually(async () => (await scoresOf(opening)).map(({ isAvailable }) => isAvailable), [false]);
  expect(Buffer.from(await (await fileOf(opening, id)).arrayBuffer()).equals(bytes)).toBe(true);
  await eventually(async () => (await scoresOf(opening)).map(({ hasThumbnail }) => hasThumbnail), [true]);

  const none = await openSignedIn(relay);
  await none.client.api.sync.device.$patch({ json: { pdfs: 'none' } });
  await eventually(async () => (await scoresOf(none)).length, 1);
  expect((await fileOf(none, id)).status).toBe(404);
  expect((await none.client.api.sync.pdfs[':id'].$post({ param: { id } })).status).toBe(204);
  expect((await fileOf(none, id)).status).toBe(200);

  const all = await openSignedIn(relay);
  await all.client.api.sync.device.$patch({ json: { pdfs: 'all' } });
  await eventually(async () => (await scoresOf(all)).map(({ isAvailable }) => isAvailable), [true]);
});

it('8.2 what arrives is kept only when its hash is its name', async () => {
  const relay = await openRelay();
  const one = await openSignedIn(relay);
  const id = await importPdf(one);
  await allSent(one);
  const two = await openSignedIn(relay);
  await eventually(async () => (await scoresOf(two)).length, 1);
  const wrong = createServer((_request, response) => response.end('%PDF-1.7 but another'));
  await new Promise<void>((resolve) => wrong.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void wrong.close());
  const relayUrl = `http://127.0.0.1:${(wrong.address() as AddressInfo).port}`;
  const user = { id: 'anna', email: 'anna@example.org' };
  await two.client.api.sync.session.$post({ json: { relayUrl, user, accessToken: 'any', expiresIn: 3600 } });
  const answer = await fileOf(two, id);
  expect(answer.status).toBe(422);
  expect((await answer.json()).code).toBe('relay-refused');
  expect((await scoresOf(two))[0]?.isAvailable).toBe(false);
  expect(await readdir(join(two.dataDir, 'inbox'))).toEqual([]);
});
