import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProvider, openRelay, type TestRelay } from '../../apps/relay/test/relay.ts';
import { entryInput, openTestCore } from '../../packages/core/test/temporary.ts';
import {
  addPiece,
  type Device,
  eventually,
  expectStatus,
  openSignedIn,
  settled,
  signIn,
  stateOf,
  titles,
  WITHIN,
  wait,
} from './two-devices.ts';

async function addEntry({ client }: Device, id: string, more: Record<string, unknown> = {}): Promise<void> {
  const response = await client.api.logbook.entries.$post({
    query: {},
    json: entryInput({ id, ...more }) as never,
  });
  expect(response.ok).toBe(true);
}

async function entriesOf({ client }: Device): Promise<Record<string, unknown>[]> {
  const response = await client.api.logbook.entries.$get({ query: { limit: '500' } });
  return ((await response.json()) as unknown as { entries: Record<string, unknown>[] }).entries;
}

async function idsOf(device: Device): Promise<unknown[]> {
  return (await entriesOf(device)).map(({ id }) => id).sort();
}

/** As after a kill: the same directory in a new core. */
async function reopened(device: Device): Promise<Device> {
  await device.core.close();
  return openTestCore({ dataDir: device.dataDir });
}

describe('exchange', () => {
  it('1.1 what is made on one device appears on the other, trashed and restored too', async () => {
    const relay = await openRelay();
    const [one, two] = [await openSignedIn(relay), await openSignedIn(relay)];
    await addEntry(one, 'e1');
    await addEntry(one, 'e2');
    await addPiece(two, 'Nocturne');
    await eventually(() => idsOf(two), ['e1', 'e2']);
    await eventually(() => titles(one), ['Nocturne']);
    await one.client.api.logbook.entries[':id'].$delete({ param: { id: 'e2' } });
    await eventually(() => idsOf(two), ['e1']);
    await two.client.api.logbook.entries[':id'].restore.$post({ param: { id: 'e2' } });
    await eventually(() => idsOf(one), ['e1', 'e2']);
    await settled(one);
    await settled(two);
  });

  it('1.1 an edit arrives within a second', async () => {
    const relay = await openRelay();
    const [one, two] = [await openSignedIn(relay), await openSignedIn(relay)];
    const took: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const before = performance.now();
      await addEntry(one, `e${n}`);
      await expect
        .poll(
          async () => (await two.client.api.logbook.entries[':id'].$get({ param: { id: `e${n}` } })).status,
          {
            timeout: 20_000,
            interval: 2,
          },
        )
        .toBe(200);
      took.push(performance.now() - before);
    }
    took.sort((a, b) => a - b);
    console.log(`edit to arrival: median ${took[10]?.toFixed(0)} ms, slowest ${took.at(-1)?.toFixed(0)} ms`);
    expect(took[10]).toBeLessThan(1000);
  });

  it('1.2 what is edited on both while apart merges when they meet', async () => {
    const relay = await openRelay();
    const [one, two] = [await openSignedIn(relay), await openSignedIn(relay)];
    await addEntry(one, 'e1');
    await eventually(() => idsOf(two), ['e1']);
    await relay.close();
    await expectStatus(one, 'offline');
    await expectStatus(two, 'offline');
    await one.client.api.logbook.entries[':id'].$patch({ param: { id: 'e1' }, json: { duration: 45 } });
    await two.client.api.logbook.entries[':id'].$patch({ param: { id: 'e1' }, json: { mood: 'proud' } });
    await addEntry(two, 'e2');
    expect((await stateOf(two)).waiting).toBe(2);
    await relay.reopen();
    for (const device of [one, two]) {
      await device.client.api.sync.now.$post();
      await eventually(() => idsOf(device), ['e1', 'e2']);
      await expect
        .poll(async () => (await entriesOf(device)).find(({ id }) => id === 'e1'), WITHIN)
        .toMatchObject({ duration: 45, mood: 'proud' });
    }
  });

  it('1.3 a change is not sent back to where it came from, and a reconnection stores nothing', async () => {
    const relay = await openRelay();
    const [one, two] = [await openSignedIn(relay), await openSignedIn(relay)];
    await addEntry(one, 'e1');
    await one.client.api.logbook.entries[':id'].$patch({ param: { id: 'e1' }, json: { notes: 'softly' } });
    await one.client.api.logbook.entries[':id'].$patch({ param: { id: 'e1' }, json: { notes: 'loudly' } });
    await eventually(() => idsOf(two), ['e1']);
    // What each device says of itself is among what is stored.
    await wait(1500);
    const { provider, updates } = await listen(relay);
    for (const device of [one, two]) {
      await device.client.api.sync.now.$post();
      await settled(device);
    }
    expect(updates).toEqual([]);
    await addEntry(one, 'e2');
    await eventually(() => idsOf(two), ['e1', 'e2']);
    await wait(500);
    expect(updates).toHaveLength(1);
    provider.destroy();
  });
});

/** Updates that the relay passes on from now on. */
async function listen(relay: TestRelay) {
  const { doc, provider } = await openProvider(relay, 'anna');
  const updates: Uint8Array[] = [];
  provider.ws?.addEventListener('message', ({ data }) => {
    const bytes = new Uint8Array(data as ArrayBuffer);
    if (bytes[0] === 0 && bytes[1] === 2) updates.push(bytes);
  });
  return { doc, provider, updates };
}

describe('interruptions', () => {
  it('3.1 a core that ends between an edit and its confirmation sends it at the next start', async () => {
    const relay = await openRelay();
    const one = await openSignedIn(relay);
    await settled(one);
    await relay.close();
    await expectStatus(one, 'offline');
    await addEntry(one, 'e1');
    const again = await reopened(one);
    await addEntry(again, 'e2');
    await relay.reopen();
    const two = await openSignedIn(relay);
    await again.client.api.sync.now.$post();
    await eventually(() => idsOf(two), ['e1', 'e2']);
  });

  it('3.2 a relay that goes and comes back is found again without being asked', async () => {
    const relay = await openRelay();
    const [one, two] = [await openSignedIn(relay), await openSignedIn(relay)];
    await relay.close();
    await expectStatus(one, 'offline');
    await addEntry(one, 'e1');
    await relay.reopen();
    await eventually(() => idsOf(two), ['e1']);
  });

  it('3.1 a relay that ends again and again while it is sent to has everything in the end', async () => {
    const relay = await openRelay();
    const one = await openTestCore();
    const notes = 'x'.repeat(4900);
    await Promise.all(
      Array.from({ length: 400 }, (_, n) => addEntry(one, `e${n}`, { notes: `${n} ${notes}` })),
    );
    await signIn(one, relay);
    for (const afterMs of [40, 90, 150]) {
      await wait(afterMs);
      await relay.close();
      await addEntry(one, `between ${afterMs}`);
      await relay.reopen();
      await one.client.api.sync.now.$post();
    }
    await settled(one);
    const two = await openSignedIn(relay);
    await eventually(() => entryCount(two), 403);
  });

  it('2.1 a journal of 5 MB goes out in pieces and arrives whole', async () => {
    const relay = await openRelay();
    const one = await openTestCore();
    const notes = 'x'.repeat(4900);
    await Promise.all(
      Array.from({ length: 1100 }, (_, n) => addEntry(one, `e${n}`, { notes: `${n} ${notes}` })),
    );
    await signIn(one, relay);
    const before = performance.now();
    await settled(one);
    const sent = performance.now();
    const two = await openSignedIn(relay);
    await eventually(() => entryCount(two), 1100);
    console.log(
      `5 MB: sent in ${(sent - before).toFixed(0)} ms, on a new device after ${(performance.now() - sent).toFixed(0)} ms more`,
    );
    expect((await stateOf(one)).problem).toBeNull();
  });
});

async function entryCount({ client }: Device): Promise<number> {
  const query = { from: '2026-03-01', to: '2026-03-01' };
  const { days } = await (await client.api.logbook.days.$get({ query })).json();
  return days.reduce((sum, { entries }) => sum + entries, 0);
}

describe('a relay that is not as it was', () => {
  it('4.1 an emptied relay deletes nothing; it is told and filled again', async () => {
    const relay = await openRelay();
    const [one, two] = [await openSignedIn(relay), await openSignedIn(relay)];
    await addEntry(one, 'e1');
    await eventually(() => idsOf(two), ['e1']);
    await settled(one);
    await settled(two);
    await relay.close();
    await rm(relay.dataDir, { recursive: true });
    await relay.reopen();
    for (const device of [one, two]) await device.client.api.sync.now.$post();
    await settled(one);
    await settled(two);
    expect(await idsOf(one)).toEqual(['e1']);
    expect((await stateOf(one)).notice).toBe('relay-lost-data');
    const three = await openSignedIn(relay);
    await eventually(() => idsOf(three), ['e1']);
    expect((await stateOf(three)).notice).toBeNull();
    await one.client.api.sync.notice.$delete();
    expect((await stateOf(one)).notice).toBeNull();
  });

  it('4.1 a relay that was set back to an older copy is brought up to date', async () => {
    const relay = await openRelay();
    const one = await openSignedIn(relay);
    await addEntry(one, 'e1');
    await settled(one);
    await relay.close();
    const older = await mkdtemp(join(tmpdir(), 'mirubato-older-'));
    await cp(relay.dataDir, older, { recursive: true });
    await relay.reopen();
    await one.client.api.sync.now.$post();
    await addEntry(one, 'e2');
    await settled(one);
    // What was confirmed is written down shortly after.
    await one.core.close();
    await relay.close();
    await rm(relay.dataDir, { recursive: true });
    await cp(older, relay.dataDir, { recursive: true });
    await rm(older, { recursive: true });
    await relay.reopen();
    const again = await openTestCore({ dataDir: one.dataDir });
    await settled(again);
    expect(await idsOf(again)).toEqual(['e1', 'e2']);
    expect((await stateOf(again)).notice).toBe('relay-lost-data');
    const two = await openSignedIn(relay);
    await eventually(() => idsOf(two), ['e1', 'e2']);
  });
});

describe('accounts', () => {
  it('5.1 records of this computer and of the account are not mixed before the person says so', async () => {
    const relay = await openRelay();
    const one = await openSignedIn(relay);
    await addEntry(one, 'theirs');
    await settled(one);
    const two = await openTestCore();
    await addEntry(two, 'mine');
    await signIn(two, relay);
    await expectStatus(two, 'problem');
    expect((await stateOf(two)).problem?.code).toBe('foreign-journal');
    expect(await idsOf(two)).toEqual(['mine']);
    expect(await idsOf(one)).toEqual(['theirs']);
    await two.client.api.sync.answer.$post({ json: { answer: 'merge' } });
    await eventually(() => idsOf(two), ['mine', 'theirs']);
    await eventually(() => idsOf(one), ['mine', 'theirs']);
  });

  it('5.1 keeping them apart signs out and changes neither', async () => {
    const relay = await openRelay();
    const one = await openSignedIn(relay);
    await addEntry(one, 'theirs');
    await settled(one);
    const two = await openTestCore();
    await addEntry(two, 'mine');
    await signIn(two, relay);
    await expectStatus(two, 'problem');
    await two.client.api.sync.answer.$post({ json: { answer: 'apart' } });
    expect((await stateOf(two)).status).toBe('off');
    expect(await idsOf(two)).toEqual(['mine']);
    expect(await idsOf(one)).toEqual(['theirs']);
  });

  it('5.2 a journal that belongs to one account is not given to another without a question', async () => {
    const relay = await openRelay();
    const one = await openSignedIn(relay, 'anna');
    await addEntry(one, 'e1');
    await settled(one);
    await one.client.api.sync['sign-out'].$post({ json: {} });
    await signIn(one, relay, 'bert');
    await expectStatus(one, 'problem');
    expect((await stateOf(one)).problem?.code).toBe('foreign-journal');
  });

  it('5.3 signing in again to the same account asks nothing', async () => {
    const relay = await openRelay();
    const one = await openSignedIn(relay);
    await addEntry(one, 'e1');
    await settled(one);
    await one.client.api.sync['sign-out'].$post({ json: {} });
    expect((await stateOf(one)).status).toBe('off');
    await addEntry(one, 'e2');
    await signIn(one, relay);
    await settled(one);
  });

  it('6.1 credentials are readable by their owner alone, and neither in a backup nor after a sign-out', async () => {
    const relay = await openRelay();
    const one = await openSignedIn(relay);
    const path = join(one.dataDir, 'sync-credentials.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const { accessToken } = JSON.parse(await readFile(path, 'utf8'));
    const backup = join(one.dataDir, 'backup.mirubato');
    await one.client.api.backup.$post({ json: { file: backup } });
    expect((await readFile(backup)).includes(accessToken)).toBe(false);
    await one.client.api.sync['sign-out'].$post({ json: {} });
    await expect(stat(path)).rejects.toThrow();
  });

  it('6.4 removing local data makes a backup and is done when the app is closed', async () => {
    const relay = await openRelay();
    const one = await openSignedIn(relay);
    await addEntry(one, 'e1');
    await settled(one);
    const state = await (await one.client.api.sync['sign-out'].$post({ json: { local: 'remove' } })).json();
    const backup = state.removal?.backup ?? '';
    expect((await stat(backup)).size).toBeGreaterThan(0);
    expect(await idsOf(one)).toEqual(['e1']);
    const again = await reopened(one);
    expect(await idsOf(again)).toEqual([]);
    expect((await stateOf(again)).removal).toBeNull();
    await again.client.api.restore.$post({ json: { file: backup } });
    expect(await idsOf(again)).toEqual(['e1']);
    const two = await openSignedIn(relay);
    await eventually(() => idsOf(two), ['e1']);
  });
});

describe('devices', () => {
  it('7.1 each device sees the others, who is there, and what has not arrived', async () => {
    const relay = await openRelay();
    const [one, two] = [await openSignedIn(relay), await openSignedIn(relay)];
    await two.client.api.sync.device.$patch({ json: { name: 'Laptop' } });
    const seenFromOne = async () =>
      (await stateOf(one)).devices.map(({ name, isOnline, missing }) => ({ name, isOnline, missing }));
    await eventually(seenFromOne, [{ name: 'Laptop', isOnline: true, missing: 0 }]);
    await two.core.close();
    await eventually(seenFromOne, [{ name: 'Laptop', isOnline: false, missing: 0 }]);
    await addEntry(one, 'e1');
    await addEntry(one, 'e2');
    await settled(one);
    expect(await seenFromOne()).toEqual([{ name: 'Laptop', isOnline: false, missing: 2 }]);
    const again = await openTestCore({ dataDir: two.dataDir });
    await settled(again);
    await eventually(seenFromOne, [{ name: 'Laptop', isOnline: true, missing: 0 }]);
  });

  it("7.2 devices do not answer each other's records with records of their own", async () => {
    const relay = await openRelay();
    const [one, two] = [await openSignedIn(relay), await openSignedIn(relay)];
    await addEntry(one, 'e1');
    await eventually(() => idsOf(two), ['e1']);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const before = await Promise.all([one, two].map(lastSeqs));
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(await Promise.all([one, two].map(lastSeqs))).toEqual(before);
  });
});

async function lastSeqs({ dataDir }: Device): Promise<number> {
  return (await stat(join(dataDir, 'journal', '000000000000.log'))).size;
}
