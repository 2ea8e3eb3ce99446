/** Nodes that are killed, and nodes whose connection to Redis or NATS is cut, while their clients write. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { parseConfig } from '../src/config.ts';
import { startRelay } from '../src/relay.ts';
import { ask } from './auth-parts.ts';
import { type CuttableProxy, openCuttableProxy } from './cuttable-proxy.ts';
import { entry, type JsonClient, now } from './json-client.ts';
import {
  envOf,
  eventually,
  openAskingClient,
  openDatabaseOf,
  reachable,
  type Server,
  spawnNode,
  urls,
} from './nodes.ts';
import { accessToken, openProvider, openRelay, SECRET, type TestRelay } from './relay.ts';

const SEED = Number(process.env.NODES_SEED ?? 1);

function randomOf(seed: number) {
  let state = seed >>> 0;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const minutes = (doc: Y.Doc) => doc.getMap('minutes').toJSON();

/** All have the same, with so many entries that were each written once. */
async function allEqual(docs: readonly Y.Doc[], entries: number): Promise<void> {
  const seen = (doc: Y.Doc) => Object.entries(minutes(doc)).sort(([one], [other]) => (one < other ? -1 : 1));
  await eventually(() => docs.map((doc) => seen(doc).filter(([key]) => key.startsWith('e')).length)).toEqual(
    docs.map(() => entries),
  );
  await eventually(() => new Set(docs.map((doc) => JSON.stringify(seen(doc)))).size).toBe(1);
}

/** Entries that the relay has acknowledged to the client. */
const acknowledged = ({ frames }: JsonClient) =>
  frames.flatMap(({ message, entityId }) => (message === 'Mutation applied' ? [entityId as string] : []));

async function pulledIds(relay: TestRelay, userId: string): Promise<string[]> {
  const { body } = await ask<{ entries: { id: string }[] }>(relay, '/api/sync/pull', {
    token: await accessToken(userId),
  });
  return body.entries.map(({ id }) => id);
}

async function openProxy(kind: Server): Promise<CuttableProxy> {
  const proxy = await openCuttableProxy(urls[kind]);
  onTestFinished(() => proxy.close());
  return proxy;
}

describe.each(Object.keys(urls) as Server[])('nodes through %s', (kind) => {
  const test = it.skipIf(!reachable[kind]);

  /** Each writes into a document of its user’s own: the journal is for the JSON clients. */
  async function openWriters(nodes: readonly TestRelay[], userId: string) {
    const docs = await Promise.all(
      nodes.map(async (node) => (await openProvider(node, userId, { doc: 'minutes' })).doc),
    );
    const clients = await Promise.all(nodes.map((node) => openAskingClient(node, userId)));
    const pick = randomOf(SEED);
    let count = 0;
    const write = async (steps: number) => {
      for (let step = 0; step < steps; step += 1) {
        const [index, id] = [pick(nodes.length), `e${count}`];
        count += 1;
        docs[index]?.getMap('minutes').set(`${id}`, pick(100));
        docs[index]?.getMap('minutes').set(`shared ${pick(5)}`, pick(100));
        clients[index]?.send({ type: 'ENTRY_CREATED', timestamp: now(), entry: entry(id) });
        await new Promise((resolve) => setTimeout(resolve, pick(20)));
      }
    };
    return { docs, clients, write };
  }

  test(`25.8 a node that is killed loses nothing that was acknowledged (seed ${SEED})`, {
    timeout: 180_000,
  }, async (context) => {
    const env = envOf(await openDatabaseOf(context), kind);
    const [{ relay: dying, kill }, a] = [await spawnNode(env), await openRelay({ env })];
    const userId = randomUUID();
    const { docs, clients, write } = await openWriters([dying, a, a], userId);
    const ghost = await openProvider(dying, userId, { doc: 'minutes' });
    ghost.provider.awareness.setLocalState({ device: 'ghost' });
    const states = ({ provider }: { provider: WebsocketProvider }) => [
      ...provider.awareness.getStates().values(),
    ];
    const watcher = await openProvider(a, userId, { doc: 'minutes' });
    await eventually(() => states(watcher)).toContainEqual({ device: 'ghost' });
    const writing = write(60);
    await eventually(() => clients[0] && acknowledged(clients[0]).length).toBeGreaterThan(5);
    await kill();
    ghost.provider.destroy();
    await writing;
    // The clients of the killed node come to the other, with what they have.
    const moved = new WebsocketProvider(a.syncUrl(), 'ws', docs[0] as Y.Doc, {
      params: { userId, token: await accessToken(userId), doc: 'minutes' },
      disableBc: true,
    });
    onTestFinished(() => moved.destroy());
    const fresh = await openProvider(a, userId, { doc: 'minutes' });
    await allEqual([...docs, fresh.doc], 60);
    const [, survivor] = clients as [JsonClient, JsonClient];
    const ids = await pulledIds(a, userId);
    for (const client of clients) expect(ids).toEqual(expect.arrayContaining(acknowledged(client)));
    await eventually(() => {
      const sent = [...JSON.stringify(survivor.frames).matchAll(/"id":"(e\d+)"/g)].map(([, id]) => id);
      const known = new Set([...sent, ...acknowledged(survivor)]);
      return ids.filter((id) => !known.has(id));
    }).toEqual([]);
    // Presence ends after the 30 s of y-protocols; who comes then is not told of the dead.
    const newcomerSees = async () => {
      const newcomer = await openProvider(a, userId, { doc: 'minutes' });
      await eventually(() => states(newcomer)).toContainEqual({ device: 'watcher' });
      const found = states(newcomer);
      newcomer.provider.destroy();
      return found;
    };
    watcher.provider.awareness.setLocalState({ device: 'watcher' });
    await expect
      .poll(newcomerSees, { timeout: 90_000, interval: 2000 })
      .not.toContainEqual({ device: 'ghost' });
  });

  test(`25.5 a node whose connection is cut misses nothing (seed ${SEED})`, {
    timeout: 120_000,
  }, async (context) => {
    const databaseUrl = await openDatabaseOf(context);
    const proxy = await openProxy(kind);
    const [a, b] = [
      await openRelay({ env: envOf(databaseUrl, kind) }),
      await openRelay({ env: envOf(databaseUrl, kind, proxy.url) }),
    ];
    const userId = randomUUID();
    const { docs, clients, write } = await openWriters([a, b, a, b], userId);
    await write(10);
    proxy.cut();
    await write(20);
    // Who comes meanwhile is served.
    const meanwhile = await openProvider(b, userId, { doc: 'minutes' });
    await write(10);
    proxy.restore();
    await write(20);
    await allEqual([...docs, meanwhile.doc], 60);
    for (const client of clients) {
      await eventually(client.cursor).toBe(60);
      const sent = [...JSON.stringify(client.frames).matchAll(/"id":"(e\d+)"/g)].map(
        ([, id]) => id as string,
      );
      expect(new Set([...sent, ...acknowledged(client)]).size).toBe(60);
      expect(sent).toHaveLength(new Set(sent).size);
    }
    docs[0]?.getMap('minutes').set('after', 1);
    await eventually(() => docs[1]?.getMap('minutes').get('after')).toBe(1);
  });

  test('25.10 health tells how the nodes talk, and a relay does not start without', async (context) => {
    const databaseUrl = await openDatabaseOf(context);
    const proxy = await openProxy(kind);
    const env = envOf(databaseUrl, kind, proxy.url);
    const relay = await openRelay({ env });
    const health = async () => {
      const { status, body } = await ask<{ services: { nodes: object } }>(relay, '/health', {
        method: 'GET',
      });
      return [status, body.services.nodes];
    };
    expect(await health()).toEqual([200, { status: 'healthy', message: `Through ${kind}` }]);
    proxy.cut();
    await eventually(health).toEqual([503, { status: 'unhealthy', message: `Through ${kind}` }]);
    expect((await ask(relay, '/readyz', { method: 'GET' })).status).toBe(200);
    const parsed = parseConfig({
      JWT_SECRET: SECRET,
      RELAY_PORT: '0',
      RELAY_DATA_DIR: relay.dataDir,
      ...env,
    });
    if (!parsed.ok) throw new Error(parsed.problem.detail);
    const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const second = await startRelay(parsed.value, { logger });
    expect(second.ok ? '' : second.problem.detail).toMatch(new RegExp(`^${kind} cannot be reached: .`));
    const nowhere = new URL(databaseUrl);
    nowhere.pathname = '/no_such_database';
    const third = await startRelay(
      {
        ...parsed.value,
        ...(kind === 'Redis' ? { redisUrl: urls.Redis } : { natsUrl: urls.NATS }),
        databaseUrl: nowhere.href,
      },
      { logger },
    );
    expect(third.ok ? '' : third.problem.detail).toMatch(
      /^The database cannot be opened: .*no_such_database/,
    );
    proxy.restore();
    await eventually(health).toEqual([200, { status: 'healthy', message: `Through ${kind}` }]);
  });
});

it.skipIf(!reachable.Redis)(
  '25.9 through Redis nodes count together, and each for itself without',
  async (context) => {
    const databaseUrl = await openDatabaseOf(context);
    const proxy = await openProxy('Redis');
    const env = { ...envOf(databaseUrl, 'Redis', proxy.url), TRUST_PROXY: 'true' };
    const [a, b] = [await openRelay({ env }), await openRelay({ env })];
    const address = `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;
    const open = async (relay: TestRelay) =>
      (
        await ask(relay, '/api/auth/verify-magic-link', {
          body: { token: 'none' },
          headers: { 'X-Forwarded-For': address },
        })
      ).status;
    for (let count = 0; count < 10; count += 1)
      for (const relay of [a, b]) expect(await open(relay)).not.toBe(429);
    for (const relay of [a, b]) expect(await open(relay)).toBe(429);
    proxy.cut();
    await eventually(() => open(a)).not.toBe(429);
    expect(await open(b)).not.toBe(429);
    proxy.restore();
    for (const relay of [a, b]) await eventually(() => open(relay)).toBe(429);
  },
);
