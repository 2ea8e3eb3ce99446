/** Nodes of which one is not heard, or listens late. Time passes when the test says. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Hub } from '../src/fan-out/in-process.ts';
import { createUserChannels } from '../src/nodes/user-channels.ts';
import { ask } from './auth-parts.ts';
import { entry, now } from './json-client.ts';
import { envOf, eventually, openAskingClient, openDatabaseOf, openFaulty } from './nodes.ts';
import { accessToken, closeCodeOf, openProvider, openRelay, openSocket } from './relay.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** As long as a node waits until it looks what nobody told it. */
const look = () => vi.advanceTimersByTime(10_000);

async function openTwo(test: { skip(): void }, options?: { doWait: boolean }) {
  const env = envOf(await openDatabaseOf(test), 'in process');
  const hub: Hub = new Map();
  const [faultyA, faultyB] = [await openFaulty(hub, options), await openFaulty(hub)];
  const a = await openRelay({ env, fanOut: faultyA.fanOut });
  const b = await openRelay({ env, fanOut: faultyB.fanOut });
  return { a, b, faultyA, faultyB, userId: randomUUID(), databaseUrl: env.DATABASE_URL as string };
}

const created = (id: string) => ({ type: 'ENTRY_CREATED', timestamp: now(), entry: entry(id) });

it.for(['told of a gap', 'looking now and then'] as const)(
  '25.5 what was lost on the way is read from the log: %s',
  async (way, test) => {
    const { a, b, faultyA, faultyB, userId } = await openTwo(test);
    const [onA, onB] = [await openProvider(a, userId), await openProvider(b, userId)];
    const jsonUser = randomUUID();
    const [jsonA, jsonB] = [await openAskingClient(a, jsonUser), await openAskingClient(b, jsonUser)];
    onA.doc.getMap('entries').set('before', 1);
    await eventually(() => onB.doc.getMap('entries').get('before')).toBe(1);
    faultyA.isMute = true;
    onA.doc.getMap('entries').set('lost', 1);
    jsonA.send(created('lost'));
    await jsonA.next('SYNC_RESPONSE');
    // It is known to be in the log when who comes to the same node finds it there.
    await eventually(async () => (await openProvider(a, userId)).doc.getMap('entries').get('lost')).toBe(1);
    faultyA.isMute = false;
    expect(await jsonB.settle()).toEqual([]);
    expect(onB.doc.getMap('entries').has('lost')).toBe(false);
    if (way === 'told of a gap') faultyB.gap();
    else look();
    await eventually(() => onB.doc.getMap('entries').get('lost')).toBe(1);
    await eventually(() => JSON.stringify(jsonB.frames)).toContain('"id":"lost"');
    expect(jsonB.cursor()).toBe(1);
  },
);

it('25.5 a later update does not hide the one before it that was lost', async (test) => {
  const { a, b, faultyA, userId } = await openTwo(test);
  const [onA, onB] = [await openProvider(a, userId), await openProvider(b, userId)];
  onA.doc.getMap('entries').set('before', 1);
  await eventually(() => onB.doc.getMap('entries').get('before')).toBe(1);
  faultyA.isMute = true;
  const other = await openProvider(a, userId);
  other.doc.getMap('entries').set('lost', 1);
  await eventually(() => onA.doc.getMap('entries').get('lost')).toBe(1);
  faultyA.isMute = false;
  onA.doc.getMap('entries').set('after', 1);
  await eventually(() => onB.doc.getMap('entries').get('after')).toBe(1);
  expect(onB.doc.getMap('entries').has('lost')).toBe(false);
  look();
  await eventually(() => onB.doc.getMap('entries').get('lost')).toBe(1);
});

it('25.6 what is stored before a node listens is read from the log when it does', async (test) => {
  const { a, b, faultyA, userId } = await openTwo(test, { doWait: true });
  const [onA, onB] = [await openProvider(a, userId), await openProvider(b, userId)];
  const jsonUser = randomUUID();
  const [jsonA, jsonB] = [await openAskingClient(a, jsonUser), await openAskingClient(b, jsonUser)];
  onB.provider.awareness.setLocalState({ device: 'train' });
  onB.doc.getMap('entries').set('early', 1);
  jsonB.send(created('early'));
  await jsonB.next('SYNC_RESPONSE');
  await eventually(async () => (await openProvider(b, userId)).doc.getMap('entries').get('early')).toBe(1);
  expect(await jsonA.settle()).toEqual([]);
  expect([onA.doc.getMap('entries').has('early'), faultyA.channels()]).toEqual([false, 0]);
  faultyA.letSubscribe();
  await eventually(() => onA.doc.getMap('entries').get('early')).toBe(1);
  await eventually(() => JSON.stringify(jsonA.frames)).toContain('"id":"early"');
  await eventually(() => [...onA.provider.awareness.getStates().values()]).toContainEqual({
    device: 'train',
  });
});

it('25.6 a node listens for the users who have a socket there, and no longer', async (test) => {
  const { a, faultyA, userId } = await openTwo(test);
  expect(faultyA.channels()).toBe(0);
  const [one, two] = [
    await openProvider(a, userId),
    await openProvider(a, userId, { doc: 'annotations/s1' }),
  ];
  await openProvider(a, randomUUID());
  await eventually(faultyA.channels).toBe(2);
  one.provider.destroy();
  two.provider.destroy();
  await eventually(faultyA.channels).toBe(1);
});

it('25.6 coming and going at once leaves the subscription that is wanted', async () => {
  const hub: Hub = new Map();
  const [{ fanOut, channels: count }, sender] = [await openFaulty(hub), await openFaulty(hub)];
  const heard: string[] = [];
  const channels = createUserChannels({
    fanOut,
    nameOf: (userId) => userId,
    heard: (_, message) => heard.push(Buffer.from(message).toString()),
    inForce: () => undefined,
  });
  for (let round = 0; round < 10; round += 1) {
    for (let index = 0; index < round; index += 1) {
      channels.join('u1');
      if (index % 2 === 0) await new Promise((resolve) => setTimeout(resolve, index));
      channels.leave('u1');
    }
    channels.join('u1');
    await eventually(count).toBe(1);
    // The one before may still be ending.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await sender.fanOut.publish('u1', Buffer.from(`round ${round}`));
    await eventually(() => heard.at(-1)).toBe(`round ${round}`);
    channels.leave('u1');
    await eventually(count).toBe(0);
  }
  expect(heard).toHaveLength(10);
});

it('25.7 sockets of ended tokens are found although nobody told of them', async (test) => {
  const { a, b, faultyA, userId } = await openTwo(test);
  const [deletedId, bystander] = [randomUUID(), randomUUID()];
  const [stays, closed, deleted] = [
    await openSocket(b, bystander),
    closeCodeOf(await openSocket(b, userId)),
    closeCodeOf(await openSocket(b, deletedId)),
  ];
  faultyA.isMute = true;
  await ask(a, '/api/auth/logout-everywhere', { token: await accessToken(userId) });
  await ask(a, '/api/user/me', { method: 'DELETE', token: await accessToken(deletedId) });
  look();
  expect(await Promise.all([closed, deleted])).toEqual([4401, 4401]);
  expect(stays.readyState).toBe(WebSocket.OPEN);
});

it('25.7 what a socket elsewhere writes after its user was deleted is removed', async (test) => {
  const { a, b, faultyA, userId, databaseUrl } = await openTwo(test);
  const { doc, provider } = await openProvider(b, userId);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  const rows = async () => {
    const found = await client.query('SELECT FROM updates WHERE user_id = $1', [userId]);
    return found.rowCount;
  };
  faultyA.isMute = true;
  await ask(a, '/api/user/me', { method: 'DELETE', token: await accessToken(userId) });
  doc.getMap('entries').set('late', 1);
  await eventually(rows).toBe(1);
  provider.shouldConnect = false;
  look();
  await eventually(rows).toBe(0);
});
