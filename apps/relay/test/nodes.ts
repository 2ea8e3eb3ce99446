/** Several relays on one PostgreSQL, which talk in process, through Redis or through NATS. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished } from 'vitest';
import { createFanOut, type FanOut, type Transport, type TransportEvents } from '../src/fan-out/fan-out.ts';
import { createInProcessTransport, type Hub } from '../src/fan-out/in-process.ts';
import { isReachable } from './cuttable-proxy.ts';
import { type JsonClient, openJsonClient } from './json-client.ts';
import { postgresForTests } from './postgres.ts';
import { openRelay, SECRET, type TestRelay } from './relay.ts';

export const urls = {
  Redis: process.env.RELAY_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379',
  NATS: process.env.RELAY_TEST_NATS_URL ?? 'nats://127.0.0.1:4222',
};
export const reachable = {
  'in process': true,
  Redis: await isReachable('Redis', urls.Redis),
  NATS: await isReachable('NATS', urls.NATS),
};
export type Kind = keyof typeof reachable;
export type Server = keyof typeof urls;

/** Says nothing of time: a machine may be slow. */
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 40_000 });

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A database of the test's own; the test is skipped where there is none. */
export async function openDatabaseOf(test: { skip(): void }): Promise<string> {
  const postgres = await postgresForTests();
  if (!postgres) {
    test.skip();
    throw new Error('skipped');
  }
  onTestFinished(postgres.drop);
  return postgres.url;
}

export function envOf(databaseUrl: string, kind: Kind, url?: string): Record<string, string> {
  const env: Record<string, string> = { DATABASE_URL: databaseUrl };
  if (kind === 'Redis') env.REDIS_URL = url ?? urls.Redis;
  if (kind === 'NATS') env.NATS_URL = url ?? urls.NATS;
  return env;
}

export async function openNodes(
  test: { skip(): void },
  kind: Kind,
  count = 2,
): Promise<[TestRelay, TestRelay, ...TestRelay[]]> {
  const env = envOf(await openDatabaseOf(test), kind);
  const hub: Hub = new Map();
  const nodes: TestRelay[] = [];
  for (let index = 0; index < count; index += 1) {
    const inProcess = () => createFanOut(async () => createInProcessTransport(hub), silent);
    nodes.push(await openRelay({ env, fanOut: kind === 'in process' ? await inProcess() : undefined }));
  }
  return nodes as [TestRelay, TestRelay];
}

/** A JSON client that asks at once for everything, and has it. */
export async function openAskingClient(relay: TestRelay, userId: string): Promise<JsonClient> {
  const client = await openJsonClient(relay, userId, { doesGreet: false });
  await client.ask();
  return client;
}

/** A fan-out in process whose messages are lost, and whose subscriptions wait, as the test says. */
export interface Faulty {
  readonly fanOut: FanOut;
  /** What it publishes from now on is lost, without a word. */
  isMute: boolean;
  /** Subscriptions come into force when this is called; until then they wait. */
  letSubscribe(): void;
  /** Tells this node and the others of a gap. */
  gap(): void;
  /** How many channels it listens to, beside that of gaps. */
  channels(): number;
}

export async function openFaulty(hub: Hub, { doWait = false } = {}): Promise<Faulty> {
  let events: TransportEvents | undefined;
  let letSubscribe = () => undefined as undefined;
  const allowed = new Promise<void>((resolve) => {
    letSubscribe = () => void resolve();
  });
  const subjects: string[] = [];
  const faulty = { isMute: false };
  const fanOut = await createFanOut(async (given) => {
    events = given;
    const carrying = createInProcessTransport(hub);
    const transport: Transport = {
      ...carrying,
      publish: async (subject, message) => {
        if (!faulty.isMute) await carrying.publish(subject, message);
      },
      async subscribe(subject, listener) {
        if (doWait && events && !subject.endsWith('gap')) await allowed;
        const end = await carrying.subscribe(subject, listener);
        subjects.push(subject);
        return async () => {
          // As slow as a server may be.
          await new Promise((resolve) => setTimeout(resolve, 5));
          await end();
          subjects.splice(subjects.indexOf(subject), 1);
        };
      },
    };
    return transport;
  }, silent);
  return Object.assign(faulty, {
    fanOut,
    letSubscribe,
    gap: () => events?.reconnected(),
    channels: () => subjects.length - 1,
  });
}

/** A node as a process of its own. */
export async function spawnNode(
  env: Record<string, string>,
): Promise<{ relay: TestRelay; kill(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mirubato-relay-'));
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    env: {
      ...process.env,
      RELAY_HOST: '127.0.0.1',
      RELAY_PORT: '0',
      RELAY_DATA_DIR: dataDir,
      RELAY_LOG: 'info',
      JWT_SECRET: SECRET,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(async () => {
    await kill();
    await rm(dataDir, { recursive: true, force: true });
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`the node ended with ${code}`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const { url: told } = JSON.parse(line) as { url?: string };
      if (told) resolve(told);
    });
  });
  const relay: TestRelay = {
    dataDir,
    url: () => url,
    syncUrl: () => `${url.replace('http', 'ws')}/sync`,
    close: kill,
    reopen: () => Promise.reject(new Error('a killed node does not come back')),
  };
  return { relay, kill };
}
