/** A real `mirubato serve` on a data directory of its own, and a page that is let in. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';

export { expect };

export interface Mirubato {
  readonly url: string;
  readonly token: string;
  readonly dataDir: string;
  /** `/api/...` as the screens ask it; throws on anything but success. */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  /** As a power failure would: SIGKILL. */
  kill(): Promise<void>;
  /** Serves the same directory again; address and token are new. */
  start(): Promise<void>;
}

const cli = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

export const test = base.extend<{ mirubato: Mirubato }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what is needed
  mirubato: async ({}, use) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'mirubato-e2e-'));
    const served = createMirubato(dataDir);
    await served.start();
    await use(served);
    await served.kill();
    await rm(dataDir, { recursive: true, force: true });
  },
  page: async ({ page, mirubato }, use) => {
    await page.goto(`${mirubato.url}/#token=${mirubato.token}`);
    await use(page);
  },
});

export function createMirubato(dataDir: string): Mirubato {
  let child: ChildProcess | undefined;
  let address = { url: '', token: '' };
  return {
    dataDir,
    get url() {
      return address.url;
    },
    get token() {
      return address.token;
    },
    async ask(method, path, body) {
      const response = await fetch(`${address.url}/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${address.token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.status === 204 ? undefined : response.json();
    },
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
  };
}

async function firstLine(child: ChildProcess): Promise<{ url: string; token: string }> {
  if (!child.stdout) throw new Error('no standard output');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error(`mirubato serve ended with ${child.exitCode}`);
}
