/** A relay that is a process of its own, so that it can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SECRET } from './relay.ts';

export interface RelayProcess {
  url(): string;
  syncUrl(): string;
  /** Ends at once, wherever it is. */
  kill(): Promise<void>;
  /** Lets it finish what it has begun. */
  close(): Promise<void>;
  /** Resolves when it answers, on the same folder and port as before. */
  open(): Promise<void>;
}

const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts');
const OPENS_WITHIN_MS = 60_000;

export async function openRelayProcess(): Promise<RelayProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mirubato-relay-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    await ended;
  };
  const open = async () => {
    const env = {
      PATH: process.env.PATH,
      RELAY_HOST: '127.0.0.1',
      RELAY_PORT: `${port}`,
      RELAY_DATA_DIR: dataDir,
      RELAY_LOG: 'error',
      JWT_SECRET: SECRET,
    };
    child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'inherit', 'inherit'] });
    const untilMs = Date.now() + OPENS_WITHIN_MS;
    while (!(await answers(url))) {
      if (Date.now() > untilMs || child.exitCode !== null) throw new Error('the relay does not open');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  onTestFinished(async () => {
    await end('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });
  await open();
  return {
    url: () => url,
    syncUrl: () => `${url.replace('http', 'ws')}/sync`,
    kill: () => end('SIGKILL'),
    close: () => end('SIGTERM'),
    open,
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
