/** A Mirubato on a data directory of its own, and a page that is let in. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import type { HostAnswer, HostRequest } from './host.ts';

export { expect };

export interface Mirubato {
  readonly url: string;
  readonly token: string;
  readonly dataDir: string;
  /** `/api/...` as the screens ask it; throws on anything but success. */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** `mirubato serve` in a process of its own. */
export interface OwnMirubato extends Mirubato {
  /** As a power failure would: SIGKILL. */
  kill(): Promise<void>;
  /** Serves the same directory again; address and token are new. */
  start(): Promise<void>;
}

type Address = Exclude<HostAnswer, { problem: string }>;

interface Host {
  ask(request: HostRequest): Promise<Address>;
}

const cli = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const hostModule = fileURLToPath(new URL('./host.ts', import.meta.url));

export const test = base.extend<{ mirubato: Mirubato; otherMirubato: Mirubato }, { host: Host }>({
  host: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what is needed
    async ({}, use) => {
      const child = fork(hostModule);
      await use({ ask: (request) => askHost(child, request) });
      child.disconnect();
      await once(child, 'exit');
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  mirubato: async ({ host }, use) => withMirubato(host, use),
  otherMirubato: async ({ host }, use) => withMirubato(host, use),
  page: async ({ page, mirubato }, use) => {
    await page.goto(`${mirubato.url}/#token=${mirubato.token}`);
    // Keys are heard once it is there.
    await expect(page.getByRole('navigation').first()).toBeVisible();
    await use(page);
  },
});

/** For what only a process of its own can show. */
export const testOfProcess = test.extend<{ mirubato: OwnMirubato }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what is needed
  mirubato: async ({}, use) =>
    inFolder(async (dataDir) => {
      const served = createOwnMirubato(dataDir);
      await served.start();
      await use(served);
      await served.kill();
    }),
});

async function withMirubato(host: Host, use: (mirubato: Mirubato) => Promise<void>): Promise<void> {
  await inFolder(async (dataDir) => {
    const address = await host.ask({ kind: 'open', dataDir });
    await use(mirubatoAt(dataDir, () => address));
    await host.ask({ kind: 'close', dataDir });
  });
}

async function inFolder(use: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mirubato-e2e-'));
  await use(dataDir);
  await rm(dataDir, { recursive: true, force: true });
}

function createOwnMirubato(dataDir: string): OwnMirubato {
  let child: ChildProcess | undefined;
  let address = { url: '', token: '' };
  return Object.assign(
    mirubatoAt(dataDir, () => address),
    {
      async kill() {
        if (!child || child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
      async start() {
        child = spawn(process.execPath, [cli, 'serve', '--port', '0', '--data-dir', dataDir], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        address = await firstLine(child);
      },
    },
  );
}

function mirubatoAt(dataDir: string, address: () => Address): Mirubato {
  return {
    dataDir,
    get url() {
      return address().url;
    },
    get token() {
      return address().token;
    },
    async ask(method, path, body) {
      const response = await fetch(`${address().url}/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${address().token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.status === 204 ? undefined : response.json();
    },
  };
}

/** One request at a time: tests of a worker follow each other. */
function askHost(child: ChildProcess, request: HostRequest): Promise<Address> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the process that serves has ended'));
    child.once('exit', ended);
    child.once('message', (answer: HostAnswer) => {
      child.off('exit', ended);
      if ('problem' in answer) reject(new Error(answer.problem));
      else resolve(answer);
    });
    child.send(request);
  });
}

async function firstLine(child: ChildProcess): Promise<{ url: string; token: string }> {
  if (!child.stdout) throw new Error('no standard output');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error(`mirubato serve ended with ${child.exitCode}`);
}
