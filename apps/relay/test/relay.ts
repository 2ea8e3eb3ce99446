/** A relay on a free port and folder of its own, and clients of it; all end with the test. */
import { cpSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '@mirubato/core/context';
import { unwrap } from '@mirubato/domain/problem';
import { SignJWT } from 'jose';
import { onTestFinished } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { parseConfig } from '../src/config.ts';
import type { FanOut } from '../src/fan-out/fan-out.ts';
import { type Relay, startRelay } from '../src/relay.ts';

export const SECRET = 'a secret of these tests, 32 bytes or more';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface TestRelay {
  readonly dataDir: string;
  /** `ws://…/sync`, the address that a y-websocket provider is given. */
  syncUrl(): string;
  url(): string;
  close(): Promise<void>;
  /** Opens again on the same folder and port. */
  reopen(): Promise<void>;
}

export async function openRelay({
  env: given = {},
  logger = silent,
  ...more
}: {
  nowMs?: () => number;
  env?: Record<string, string>;
  logger?: Log;
  /** Ends with the relay, which is then not to be opened again. */
  fanOut?: FanOut | undefined;
} = {}): Promise<TestRelay> {
  const dataDir = given.RELAY_DATA_DIR ?? (await newDataDir());
  let port = '0';
  let relay: Relay;
  let isOpen = false;
  const open = async () => {
    const env = {
      RELAY_HOST: '127.0.0.1',
      RELAY_PORT: port,
      RELAY_DATA_DIR: dataDir,
      JWT_SECRET: SECRET,
      ...given,
    };
    relay = unwrap(await startRelay(unwrap(parseConfig(env)), { logger, ...more }));
    port = new URL(relay.url).port;
    isOpen = true;
  };
  const close = async () => {
    if (isOpen) await relay.close();
    isOpen = false;
  };
  await open();
  onTestFinished(async () => {
    await close();
    if (!given.RELAY_DATA_DIR) await rm(dataDir, { recursive: true, force: true });
  });
  return {
    dataDir,
    url: () => relay.url,
    syncUrl: () => `${relay.url.replace('http', 'ws')}/sync`,
    close,
    reopen: open,
  };
}

/** A folder with an empty database in it. */
export async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mirubato-relay-'));
  const template = process.env.MIRUBATO_TEST_RELAY_TEMPLATE;
  // Synchronous, since copying a thousand small files one by one takes ten times as long.
  if (template) cpSync(template, dataDir, { recursive: true });
  return dataDir;
}

export function accessToken(
  userId: string,
  {
    claims = {},
    secret = SECRET,
    lifetime = '1h',
  }: { claims?: object; secret?: string; lifetime?: string } = {},
): Promise<string> {
  return new SignJWT({ email: `${userId}@example.org`, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(new TextEncoder().encode(secret));
}

/** An unmodified y-websocket client of one user. */
export async function openProvider(
  relay: TestRelay,
  userId: string,
  params: Record<string, string> = {},
): Promise<{ doc: Y.Doc; provider: WebsocketProvider }> {
  const doc = new Y.Doc();
  const token = await accessToken(userId);
  const provider = new WebsocketProvider(relay.syncUrl(), 'ws', doc, {
    params: { userId, token, ...params },
    disableBc: true,
    maxBackoffTime: 200,
  });
  onTestFinished(() => provider.destroy());
  await new Promise<void>((resolve) => {
    if (provider.synced) resolve();
    else provider.once('sync', () => resolve());
  });
  return { doc, provider };
}

/** A bare socket, to send what no client would. */
export async function openSocket(relay: TestRelay, userId: string, token?: string): Promise<WebSocket> {
  const query = new URLSearchParams({ userId, token: token ?? (await accessToken(userId)) });
  const socket = new WebSocket(`${relay.syncUrl()}/ws?${query}`);
  socket.binaryType = 'arraybuffer';
  onTestFinished(() => socket.close());
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  return socket;
}

export function closeCodeOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) =>
    socket.addEventListener('close', ({ code }) => resolve(code), { once: true }),
  );
}
