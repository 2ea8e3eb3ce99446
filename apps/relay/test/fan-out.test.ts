/** The contract of the fan-out: in process and, where they answer, through Redis and NATS. */
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { createClient } from 'redis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { createFanOut, type FanOut } from '../src/fan-out/fan-out.ts';
import { createInProcessTransport, type Hub } from '../src/fan-out/in-process.ts';
import { openNatsTransport } from '../src/fan-out/nats.ts';
import { openFanOut } from '../src/fan-out/open-fan-out.ts';
import { openRedisTransport } from '../src/fan-out/redis.ts';
import { type CuttableProxy, isReachable, openCuttableProxy } from './cuttable-proxy.ts';
import { SECRET } from './relay.ts';

const urls = {
  Redis: process.env.RELAY_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379',
  NATS: process.env.RELAY_TEST_NATS_URL ?? 'nats://127.0.0.1:4222',
};
const reachable = {
  'in process': true,
  Redis: await isReachable('Redis', urls.Redis),
  NATS: await isReachable('NATS', urls.NATS),
};
type Kind = keyof typeof reachable;

const hub: Hub = new Map();

interface Node {
  readonly fanOut: FanOut;
  /** What was logged as an error. */
  readonly failures: string[];
  gaps: number;
}

async function openNode(kind: Kind, url?: string): Promise<Node> {
  const failures: string[] = [];
  const logger = {
    info: () => undefined,
    warn: () => undefined,
    error: (_: object, message: string) => failures.push(message),
  };
  const fanOut =
    kind === 'in process'
      ? await createFanOut(async () => createInProcessTransport(hub), logger)
      : unwrap(await openFanOut(configOf(kind, url ?? urls[kind]), logger));
  if (!fanOut) throw new Error(`${kind} was not opened`);
  const node: Node = { fanOut, failures, gaps: 0 };
  fanOut.onGap(() => {
    node.gaps += 1;
  });
  onTestFinished(() => fanOut.close());
  return node;
}

function configOf(kind: Exclude<Kind, 'in process'>, url: string) {
  return { redisUrl: kind === 'Redis' ? url : undefined, natsUrl: kind === 'NATS' ? url : undefined };
}

async function openProxy(kind: Exclude<Kind, 'in process'>): Promise<CuttableProxy> {
  const proxy = await openCuttableProxy(urls[kind]);
  onTestFinished(() => proxy.close());
  return proxy;
}

async function listen({ fanOut }: Node, channel: string) {
  const heard: string[] = [];
  const end = await fanOut.subscribe(channel, (message) => heard.push(Buffer.from(message).toString()));
  return { heard, end };
}

const say = ({ fanOut }: Node, channel: string, text: string) => fanOut.publish(channel, Buffer.from(text));

/** After this, whatever was sent before it has come or never will. */
async function settle(from: Node, to: Node): Promise<void> {
  const channel = randomUUID();
  const { heard, end } = await listen(to, channel);
  await say(from, channel, 'settled');
  await expect.poll(() => heard).toEqual(['settled']);
  await end();
}

describe.each(Object.keys(reachable) as Kind[])('fan-out: %s', (kind) => {
  const test = it.skipIf(!reachable[kind]);

  test('19.1 reaches every listener on the other nodes, in order, and none on its own', async () => {
    const [a, b, c] = [await openNode(kind), await openNode(kind), await openNode(kind)];
    const channel = randomUUID();
    const listeners = [await listen(b, channel), await listen(b, channel), await listen(c, channel)];
    const own = await listen(a, channel);
    const texts = Array.from({ length: 1000 }, (_, index) => `message ${index}`);
    await Promise.all(texts.map((text) => say(a, channel, text)));
    for (const { heard } of listeners) {
      await expect.poll(() => heard.length).toBe(1000);
      expect(heard).toEqual(texts);
    }
    await say(b, channel, 'back');
    await expect.poll(() => own.heard).toEqual(['back']);
    expect(listeners.map(({ heard }) => heard.length)).toEqual([1000, 1000, 1001]);
  });

  test('19.1 carries bytes as they are, also none and many', async () => {
    const [a, b] = [await openNode(kind), await openNode(kind)];
    const heard: Uint8Array[] = [];
    const channel = randomUUID();
    await b.fanOut.subscribe(channel, (message) => heard.push(message));
    const messages = [new Uint8Array(0), Uint8Array.from([0, 255, 13, 10, 0]), randomBytes(500_000)];
    for (const message of messages) await a.fanOut.publish(channel, message);
    await expect.poll(() => heard.length).toBe(3);
    expect(heard.map((message) => Buffer.from(message).toString('hex'))).toEqual(
      messages.map((message) => Buffer.from(message).toString('hex')),
    );
  });

  test('19.2 takes any text for a channel and mixes none up', async () => {
    const [a, b] = [await openNode(kind), await openNode(kind)];
    const unique = randomUUID();
    const odd = [
      '',
      ' ',
      '*',
      '>',
      '.',
      '..',
      'a.b',
      'a.*',
      'a.>',
      'a b',
      'A',
      'a',
      '\r\n',
      'ü',
      '💛',
      'gap',
    ];
    const channels = [...odd, 'x'.repeat(10_000), `${'x'.repeat(10_000)}y`].map((name) => `${name}${unique}`);
    channels.push(`${unique}.*`, `${unique}.>`, `${unique}.a`);
    const listeners = await Promise.all(channels.map((channel) => listen(b, channel)));
    for (const [index, channel] of channels.entries()) await say(a, channel, `for ${index}`);
    await settle(a, b);
    expect(listeners.map(({ heard }) => heard)).toEqual(channels.map((_, index) => [`for ${index}`]));
  });

  test('19.3 a subscription is in force when it resolves and ends when it is ended', async () => {
    const [a, b] = [await openNode(kind), await openNode(kind)];
    for (let round = 0; round < 20; round += 1) {
      const channel = randomUUID();
      const [first, second] = [await listen(b, channel), await listen(b, channel)];
      await say(a, channel, 'one');
      await expect.poll(() => first.heard.length + second.heard.length).toBe(2);
      await first.end();
      await first.end();
      await say(a, channel, 'two');
      await expect.poll(() => second.heard).toEqual(['one', 'two']);
      await second.end();
      await say(a, channel, 'three');
      const again = await listen(b, channel);
      await settle(a, b);
      await say(a, channel, 'four');
      await expect.poll(() => again.heard.at(-1)).toBe('four');
      expect([first.heard, second.heard]).toEqual([['one'], ['one', 'two']]);
    }
  });

  test('19.4 a node that ends harms no other', async () => {
    const [a, b, c] = [await openNode(kind), await openNode(kind), await openNode(kind)];
    const channel = randomUUID();
    const { heard } = await listen(c, channel);
    const ofA = await listen(a, channel);
    await a.fanOut.close();
    await say(b, channel, 'still here');
    await expect.poll(() => heard).toEqual(['still here']);
    expect([ofA.heard, b.gaps, c.gaps, b.failures, c.failures]).toEqual([[], 0, 0, [], []]);
    await say(a, channel, 'from beyond');
    await (await listen(a, channel)).end();
    await ofA.end();
  });

  test('19.6 a listener that throws harms no other', async () => {
    const [a, b] = [await openNode(kind), await openNode(kind)];
    const channel = randomUUID();
    await b.fanOut.subscribe(channel, () => {
      throw new Error('a bug of a listener');
    });
    const { heard } = await listen(b, channel);
    await say(a, channel, 'one');
    await say(a, channel, 'two');
    await expect.poll(() => heard).toEqual(['one', 'two']);
    expect(b.failures).toEqual(Array(2).fill('a listener of other nodes failed'));
  });
});

describe.each(['Redis', 'NATS'] as const)('fan-out through %s', (kind) => {
  const test = it.skipIf(!reachable[kind]);

  function spawnNode(channel: string, ...more: string[]) {
    const { redisUrl = '', natsUrl = '' } = configOf(kind, urls[kind]);
    const script = join(import.meta.dirname, 'fan-out-node.ts');
    const child = spawn(process.execPath, [script, redisUrl, natsUrl, channel, ...more], {
      stdio: 'inherit',
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = new Promise<number | string | null>((resolve) =>
      child.on('exit', (code, signal) => resolve(code ?? signal)),
    );
    return { child, ended };
  }

  test('19.4 a node that is killed harms no other', async () => {
    const [a, b] = [await openNode(kind), await openNode(kind)];
    const channel = randomUUID();
    const { heard } = await listen(b, channel);
    const { child, ended } = spawnNode(channel);
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBeGreaterThan(5);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    await settle(a, b);
    await say(a, channel, 'still here');
    await expect.poll(() => heard.at(-1)).toBe('still here');
    expect([b.gaps, b.failures]).toEqual([0, []]);
  });

  test('19.8 closing sends what was published and leaves nothing open: the process ends', async () => {
    const channel = randomUUID();
    const { heard } = await listen(await openNode(kind), channel);
    const { ended } = spawnNode(channel, 'once');
    expect(await ended).toBe(0);
    await expect.poll(() => heard).toEqual(['count 0']);
  });

  test('19.5 a connection that is cut comes back with its subscriptions, and all are told of a gap', async () => {
    const proxy = await openProxy(kind);
    const [a, b] = [await openNode(kind), await openNode(kind, proxy.url)];
    const channel = randomUUID();
    const [onA, onB] = [await listen(a, channel), await listen(b, channel)];
    await say(a, channel, 'before');
    await expect.poll(() => onB.heard).toEqual(['before']);
    proxy.cut();
    await expect.poll(() => b.failures.length).toBeGreaterThan(0);
    await say(a, channel, 'lost on the way');
    await say(b, channel, 'lost at the start');
    expect([a.gaps, b.gaps]).toEqual([0, 0]);
    proxy.restore();
    await expect.poll(() => Math.min(a.gaps, b.gaps), { timeout: 10_000 }).toBeGreaterThan(0);
    await expect
      .poll(async () => {
        await say(a, channel, 'after');
        return onB.heard.at(-1);
      })
      .toBe('after');
    await settle(b, a);
    await say(b, channel, 'after');
    await expect.poll(() => onA.heard).toEqual(['after']);
    expect(new Set(onB.heard)).toEqual(new Set(['before', 'after']));
    expect(a.failures).toEqual([]);
  });

  test('19.5 when a gap is told the subscriptions are in force', async () => {
    const proxy = await openProxy(kind);
    const [a, b] = [await openNode(kind), await openNode(kind, proxy.url)];
    const channel = randomUUID();
    const { heard } = await listen(b, channel);
    for (let round = 0; round < 5; round += 1) {
      heard.length = 0;
      b.gaps = 0;
      // With two connections the last of the gaps is the one that counts.
      const expectedGaps = kind === 'Redis' ? 2 : 1;
      proxy.cut();
      await new Promise((resolve) => setTimeout(resolve, 50));
      proxy.restore();
      await expect.poll(() => b.gaps, { interval: 1, timeout: 10_000 }).toBeGreaterThanOrEqual(expectedGaps);
      await say(a, channel, 'at once');
      await expect.poll(() => heard).toEqual(['at once']);
    }
  });

  test('19.5 a server that is gone without a word is noticed', async () => {
    const proxy = await openProxy(kind);
    const open = kind === 'Redis' ? openRedisTransport : openNatsTransport;
    const failures: object[] = [];
    const logger = { info: () => undefined, warn: () => undefined, error: (of: object) => failures.push(of) };
    const fanOut = await createFanOut((events) => open(proxy.url, events, 100), logger);
    onTestFinished(() => fanOut.close());
    const [a, b] = [await openNode(kind), { fanOut, failures: [], gaps: 0 }];
    fanOut.onGap(() => {
      b.gaps += 1;
    });
    const { heard } = await listen(b, 'channel');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(failures).toEqual([]);
    proxy.freeze();
    const expectedGaps = kind === 'Redis' ? 2 : 1;
    await expect.poll(() => b.gaps, { timeout: 10_000 }).toBeGreaterThanOrEqual(expectedGaps);
    await say(a, 'channel', 'after');
    await expect.poll(() => heard).toEqual(['after']);
  });

  test('19.6 while the connection is down, publishing returns and subscribing waits', async () => {
    const proxy = await openProxy(kind);
    const [a, b] = [await openNode(kind), await openNode(kind, proxy.url)];
    const channel = randomUUID();
    proxy.cut();
    await expect.poll(() => b.failures.length).toBeGreaterThan(0);
    for (let index = 0; index < 1000; index += 1) await say(b, channel, 'nobody hears this');
    expect(b.failures.filter((text) => text.includes('was lost')).length).toBeLessThanOrEqual(1);
    let isInForce = false;
    const waiting = listen(b, channel).then((listener) => {
      isInForce = true;
      return listener;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isInForce).toBe(false);
    proxy.restore();
    const { heard } = await waiting;
    await say(a, channel, 'heard');
    await expect.poll(() => heard).toEqual(['heard']);
  });

  test('19.6 closing while the connection is down ends what waits', async () => {
    const proxy = await openProxy(kind);
    const node = await openNode(kind, proxy.url);
    proxy.cut();
    await expect.poll(() => node.failures.length).toBeGreaterThan(0);
    const waiting = listen(node, 'any');
    await node.fanOut.close();
    await (await waiting).end();
  });

  test('19.6 a server that does not answer at the start is a problem', async () => {
    const proxy = await openProxy(kind);
    proxy.cut();
    const { error, info, warn } = { error: () => undefined, info: () => undefined, warn: () => undefined };
    const opened = await openFanOut(configOf(kind, proxy.url), { error, info, warn });
    expect(opened).toMatchObject({ ok: false, problem: { code: 'internal' } });
  });
});

it.skipIf(!reachable.Redis)('19.5 Redis ends the connections of a client', async () => {
  const proxy = await openProxy('Redis');
  const [a, b] = [await openNode('Redis'), await openNode('Redis', proxy.url)];
  const channel = randomUUID();
  const { heard } = await listen(b, channel);
  const admin = await createClient({ url: urls.Redis }).connect();
  onTestFinished(() => admin.destroy());
  const killed = proxy.clientAddresses();
  expect(killed).toHaveLength(2);
  for (const address of killed) await admin.sendCommand(['CLIENT', 'KILL', 'ADDR', address]);
  await expect.poll(() => [a.gaps > 0, b.gaps >= 2], { timeout: 10_000 }).toEqual([true, true]);
  await say(a, channel, 'after');
  await expect.poll(() => heard).toEqual(['after']);
});

it.skipIf(!reachable.NATS)('19.5 a message that NATS does not take is told as a gap', async () => {
  const [a, b] = [await openNode('NATS'), await openNode('NATS')];
  const channel = randomUUID();
  const { heard } = await listen(b, channel);
  await a.fanOut.publish(channel, new Uint8Array(8 * 1024 * 1024));
  await expect.poll(() => b.gaps).toBe(1);
  await say(a, channel, 'small');
  await expect.poll(() => heard).toEqual(['small']);
  expect(a.failures).toEqual(['a message to other nodes was lost']);
});

it('19.7 Redis and NATS are not given together, nor without a database that nodes can share', async () => {
  for (const named of [{ REDIS_URL: urls.Redis }, { NATS_URL: urls.NATS }]) {
    const alone = parseConfig({ JWT_SECRET: SECRET, ...named });
    expect(alone.ok ? '' : alone.problem.detail).toContain(`${Object.keys(named)[0]} needs DATABASE_URL`);
    const shared = parseConfig({ JWT_SECRET: SECRET, DATABASE_URL: 'postgres://127.0.0.1/relay', ...named });
    expect(shared.ok).toBe(true);
  }
  const neither = { redisUrl: undefined, natsUrl: undefined };
  expect(await openFanOut(neither, { info: () => 0, warn: () => 0, error: () => 0 })).toMatchObject({
    ok: true,
    value: undefined,
  });
  const parsed = parseConfig({ JWT_SECRET: SECRET, REDIS_URL: urls.Redis, NATS_URL: urls.NATS });
  expect(parsed.ok ? '' : parsed.problem.detail).toContain('one of the two');
});
