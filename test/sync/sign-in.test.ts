import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { accessToken, openRelay, openSocket, type TestRelay } from '../../apps/relay/test/relay.ts';
import { entryInput, openTestCore } from '../../packages/core/test/temporary.ts';
import { type Device, expectStatus, openSignedIn, settled, stateOf } from './two-devices.ts';

async function credentialsOf({ dataDir }: Device): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(dataDir, 'sync-credentials.json'), 'utf8'));
}

async function pairingCode(device: Device): Promise<string> {
  const response = await device.client.api.sync.pairing.$post();
  expect(response.status).toBe(200);
  return (await response.json()).code;
}

async function adopt(device: Device, relay: TestRelay, tokens: object): Promise<void> {
  const json = { relayUrl: relay.url(), user: { id: 'anna', email: 'a@example.org' }, ...tokens };
  await device.client.api.sync.session.$post({ json: json as never });
}

it('6.2 a pairing code signs in; the token is renewed in time and the new refresh token kept', async () => {
  const relay = await openRelay();
  const one = await openSignedIn(relay);
  const two = await openTestCore();
  const code = await pairingCode(one);
  const address = `mirubato://pair?${new URLSearchParams({ relay: relay.url(), code })}`;
  expect((await two.client.api.sync.pair.$post({ json: { code: address } })).status).toBe(200);
  await settled(two);
  const before = await credentialsOf(two);
  expect(before.refreshToken).toEqual(expect.any(String));
  await adopt(two, relay, {
    accessToken: before.accessToken,
    refreshToken: before.refreshToken,
    expiresIn: 30,
  });
  await settled(two);
  const after = await credentialsOf(two);
  expect(after.refreshToken).not.toBe(before.refreshToken);
  expect(after.expiresAtMs as number).toBeGreaterThan(Date.now() + 24 * 60 * 60_000);
});

it('6.3 a refresh token that the relay does not know ends as signed-out, with everything still here', async () => {
  const relay = await openRelay();
  const one = await openTestCore();
  await one.client.api.logbook.entries.$post({ query: {}, json: entryInput({ id: 'e1' }) as never });
  await adopt(one, relay, {
    accessToken: await accessToken('anna'),
    refreshToken: 'unknown',
    expiresIn: 0.001,
  });
  await expectStatus(one, 'problem');
  expect((await stateOf(one)).problem?.code).toBe('signed-out');
  expect((await one.client.api.logbook.entries[':id'].$get({ param: { id: 'e1' } })).status).toBe(200);
});

it('6.3 an access token that the relay refuses ends as signed-out when it cannot be renewed', async () => {
  const relay = await openRelay();
  const one = await openTestCore();
  await adopt(one, relay, { accessToken: 'not a token', expiresIn: 3600 });
  await expectStatus(one, 'problem');
  expect((await stateOf(one)).problem?.code).toBe('signed-out');
});

it('6.3 too many devices are told in a word of their own', async () => {
  const relay = await openRelay();
  for (let n = 0; n < 10; n += 1) await openSocket(relay, 'anna');
  const one = await openTestCore();
  await adopt(one, relay, { accessToken: await accessToken('anna'), expiresIn: 3600 });
  await expectStatus(one, 'problem');
  expect((await stateOf(one)).problem?.code).toBe('too-many-devices');
});

it('6.3 a wrong pairing code, a wrong link and a relay that is not there are problems in words', async () => {
  const relay = await openRelay();
  const one = await openTestCore();
  const wrong = await one.client.api.sync.pair.$post({ json: { relayUrl: relay.url(), code: 'XXXX-XXXX' } });
  expect(wrong.status).toBe(422);
  const link = await one.client.api.sync['sign-in'].$post({
    json: { relayUrl: relay.url(), link: `${relay.url()}/auth/verify?token=nonsense` },
  });
  expect(link.status).toBe(422);
  const nowhere = await one.client.api.sync.pair.$post({
    json: { relayUrl: 'http://127.0.0.1:9', code: 'XXXX-XXXX' },
  });
  expect(nowhere.status).toBe(502);
  const nothing = await one.client.api.sync.pair.$post({ json: { relayUrl: 'ftp://x', code: 'XXXX-XXXX' } });
  expect(nothing.status).toBe(400);
  expect((await stateOf(one)).status).toBe('off');
});

it('1.4 a relay that is not there holds up neither the start nor an edit', async () => {
  const relay = await openRelay();
  const one = await openSignedIn(relay);
  await settled(one);
  await one.core.close();
  await relay.close();
  const again = await openTestCore({ dataDir: one.dataDir });
  const entry = entryInput({ id: 'e1' }) as never;
  expect((await again.client.api.logbook.entries.$post({ query: {}, json: entry })).ok).toBe(true);
  await expectStatus(again, 'offline');
  expect((await stateOf(again)).waiting).toBe(1);
});
