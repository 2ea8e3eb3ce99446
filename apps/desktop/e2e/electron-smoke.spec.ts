/** The built Electron app, unmodified, started through an executable that stands in for Electron's. */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const desktop = resolve(import.meta.dirname, '..');
const standIn = join(desktop, 'test', 'electron-stand-in', 'electron-stand-in.ts');
const executable = process.env.ELECTRON_EXEC_PATH ?? standIn;

let dataDir: string;
let app: ChildProcess;

test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mirubato-electron-'));
  app = await startApp();
});

test.afterEach(async () => {
  if (app.exitCode === null && app.signalCode === null) {
    app.kill('SIGTERM');
    await exitOf(app);
  }
  await rm(dataDir, { recursive: true, force: true });
});

test('the first screen comes up, asks the core, and no TCP port is opened for it', async () => {
  await ask('wait', '[role=navigation], nav');
  const health = JSON.parse(
    await ask(
      'evaluate',
      `fetch('/api/health').then(async (r) => JSON.stringify({ status: r.status, ...(await r.json()) }))`,
    ),
  );
  expect(health).toMatchObject({ status: 'ok', dataDir });
  expect(health.pid).not.toBe(app.pid);
  expect(listeningPortsOf([app.pid, health.pid])).toEqual([]);
});

test('the page gets its bridge, the chosen paths and its content security policy', async () => {
  await ask('wait', '[role=navigation], nav');
  expect(await ask('evaluate', 'window.mirubato.kind')).toBe('electron');
  expect(await ask('evaluate', 'window.mirubato.chooseFiles()')).toEqual(['/scores/a.pdf']);
  expect(
    await ask('evaluate', `fetch('/').then((answer) => answer.headers.get('content-security-policy'))`),
  ).toContain("default-src 'self'");
  expect(
    await ask('evaluate', `fetch('https://example.org/').then(() => 'let through', () => 'refused')`),
  ).toBe('refused');
});

test('a file that the menu asks for is imported, and the import is shown', async () => {
  await ask('wait', '[role=navigation], nav');
  await ask('evaluate', `window.standInReceive('command', [{ type: 'import-files' }])`);
  await expect.poll(() => ask('evaluate', 'location.hash')).toBe('#/import');
  await expect
    .poll(() => ask('evaluate', `document.querySelector('#main').innerText.includes('a.pdf')`))
    .toBe(true);
});

test('a core that dies is started again under the open page', async () => {
  await ask('wait', '[role=navigation], nav');
  const first = await healthPid();
  process.kill(first, 'SIGKILL');
  await expect.poll(healthPid, { timeout: 60_000 }).not.toBe(first);
  expect(await healthPid()).toBeGreaterThan(0);
});

test('quitting closes the core, and the next start opens the same data', async () => {
  await ask('wait', '[role=navigation], nav');
  const core = await healthPid();
  app.kill('SIGTERM');
  expect(await exitOf(app)).toBe(0);
  expect(existsSync(`/proc/${core}`)).toBe(false);
  app = await startApp();
  expect(await healthPid()).not.toBe(core);
});

async function startApp(): Promise<ChildProcess> {
  const env = {
    ...process.env,
    STAND_IN_CHOSEN_PATHS: '["/scores/a.pdf"]',
    MIRUBATO_CACHE_DIR: join(tmpdir(), 'mirubato-e2e-cache'),
  };
  const started = fork(executable, [desktop, '--data-dir', dataDir], { env, execArgv: [] });
  await new Promise<void>((resolve, reject) => {
    started.once('exit', (code) => reject(new Error(`The app ended with ${code} before it had a page.`)));
    started.on('message', ({ type }: { type?: string }) => type === 'loaded' && resolve());
  });
  return started;
}

let lastId = 0;

/** Runs a command of the stand-in in the page. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the page gives.
function ask(command: 'wait' | 'evaluate', argument: string): Promise<any> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    const take = (answer: { id?: number; value?: unknown; error?: string }) => {
      if (answer.id !== id) return;
      app.off('message', take);
      if (answer.error === undefined) resolve(answer.value);
      else reject(new Error(answer.error));
    };
    app.on('message', take);
    app.send({ id, command, argument });
  });
}

/** 0 while no core answers. */
function healthPid(): Promise<number> {
  return ask('evaluate', `fetch('/api/health').then((answer) => answer.json()).then(({ pid }) => pid ?? 0)`);
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });
}

/** Inodes of listening sockets (Linux' /proc; elsewhere none is seen) that one of the processes holds. */
function listeningPortsOf(pids: readonly (number | undefined)[]): string[] {
  if (!existsSync('/proc/net/tcp')) return [];
  const listening = ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === '0A')
    .map(([, address, , , , , , , , inode]) => ({ address, socket: `socket:[${inode}]` }));
  return pids.flatMap((pid) => {
    const held = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
    return listening.filter(({ socket }) => held.includes(socket)).map(({ address }) => `${pid} ${address}`);
  });
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
