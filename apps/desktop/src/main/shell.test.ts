import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  asElectron,
  createFakeElectron,
  type FakeElectron,
  type FakeWindow,
  preventable,
} from './fake-electron.ts';
import { buildMenu } from './menu.ts';
import { startShell } from './shell.ts';

let electron: FakeElectron;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mirubato-shell-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  electron = createFakeElectron(folder);
});

function start(...args: string[]): void {
  const built = { renderer: '/renderer', preload: '/preload.cjs', coreProcess: '/core-process.js' };
  startShell(asElectron(electron), ['/electron', ...args], built);
}

async function startReady(...args: string[]): Promise<FakeWindow> {
  start(...args);
  await electron.app.becomeReady();
  return firstWindow();
}

function firstWindow(): FakeWindow {
  const [window] = electron.windows;
  if (!window) throw new Error('no window was opened');
  return window;
}

test('a second instance hands its files over and ends', () => {
  const path = join(folder, 'a.pdf');
  writeFileSync(path, '');
  electron.app.hasLock = false;
  start('--some-switch-of-chromium', path, '/not/there.pdf');
  expect(electron.app.lockData).toEqual({ importPaths: [path] });
  expect(electron.app.calls).toEqual(['quit']);
  expect(electron.told.schemes).toEqual([]);
});

test('the first instance opens its window, serves app:// and starts the core', async () => {
  start();
  expect(electron.told.schemes).toEqual([
    {
      scheme: 'app',
      privileges: expect.objectContaining({
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
      }),
    },
  ]);
  expect(electron.windows).toEqual([]);
  await electron.app.becomeReady();
  expect(firstWindow().calls).toEqual(['load app://mirubato/']);
  expect([...electron.told.handlers.keys()]).toEqual(['app']);
  expect(electron.children).toHaveLength(1);
});

test('an own data directory is opened, and has its own window state and instance', async () => {
  const dataDir = join(folder, 'own');
  mkdirSync(dataDir);
  await startReady('--data-dir', dataDir);
  expect(electron.app.paths.userData).toBe(join(dataDir, 'window'));
  expect(electron.children[0]?.orders[0]).toMatchObject({ options: { dataDir, version: '1.2.3' } });
});

test('files of the first instance are sent when its page is there', async () => {
  const path = join(folder, 'a.pdf');
  writeFileSync(path, '');
  start(path);
  const window = await electron.app.becomeReady().then(firstWindow);
  expect(window.webContents.sent).toEqual([['command', { type: 'import-paths', paths: [path] }]]);
});

test('what another instance brings comes to the window, which steps forward', async () => {
  const window = await startReady();
  window.isMinimised = true;
  window.webContents.isPageLoading = true;
  electron.app.emit('second-instance', {}, [], '/', { importPaths: ['/b.pdf'] });
  expect(window.calls.slice(1)).toEqual(['restore', 'focus']);
  expect(window.webContents.sent).toEqual([]);
  window.webContents.emit('did-finish-load');
  expect(window.webContents.sent).toEqual([['command', { type: 'import-paths', paths: ['/b.pdf'] }]]);
});

test('a file opened from the system comes as an import', async () => {
  const window = await startReady();
  electron.app.emit('open-file', preventable(), '/c.pdf');
  await electron.app.becomeReady();
  expect(window.webContents.sent).toEqual([['command', { type: 'import-paths', paths: ['/c.pdf'] }]]);
});

test('every page is guarded, from the first on', () => {
  start();
  const window = new electron.BrowserWindow({});
  electron.app.emit('web-contents-created', {}, window.webContents);
  expect(window.webContents.openHandler({ url: 'http://example.org' })).toEqual({ action: 'deny' });
});

test.each([
  ['data-directory-locked', 3],
  ['journal-too-new', 1],
])('%s is shown and ends the app with code %i', async (code, exitCode) => {
  await startReady();
  electron.children[0]?.emit('message', { problem: { code, detail: 'Process 7 is using it.' } });
  expect(electron.told.errorBoxes).toEqual([['Mirubato cannot open its data', 'Process 7 is using it.']]);
  expect(electron.app.calls).toEqual([`exit ${exitCode}`]);
});

test('quitting waits until the core has closed', async () => {
  await startReady();
  const first = preventable();
  electron.app.emit('will-quit', first);
  expect(first.defaultPrevented).toBe(true);
  expect(electron.children[0]?.orders.at(-1)).toEqual({ type: 'close' });
  expect(electron.app.calls).toEqual([]);
  electron.children[0]?.exit(0);
  await expect.poll(() => electron.app.calls, { timeout: 30_000 }).toEqual(['quit']);
  const second = preventable();
  electron.app.emit('will-quit', second);
  expect(second.defaultPrevented).toBe(false);
});

test('a window that has gone is opened again', async () => {
  (await startReady()).hasGone = true;
  electron.app.emit('activate');
  expect(electron.windows).toHaveLength(2);
});

interface Entry {
  readonly label?: string;
  readonly role?: string;
  readonly submenu?: readonly Entry[];
  readonly click?: () => void;
}

test('the menu sends its commands to the page', async () => {
  const window = await startReady();
  const file = (electron.told.menu as Entry[]).find(({ label }) => label === '&File');
  for (const { click } of file?.submenu ?? []) click?.();
  expect(window.webContents.sent).toEqual([
    ['command', { type: 'import-files' }],
    ['command', { type: 'import-folder' }],
  ]);
});

test('tools for developers are in the menu only where the app is not packaged', () => {
  const rolesOf = (isPackaged: boolean) =>
    (buildMenu({ isPackaged }, () => undefined) as unknown as Entry[])
      .find(({ label }) => label === '&View')
      ?.submenu?.map(({ role }) => role);
  expect(rolesOf(true)).toEqual(['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen']);
  expect(rolesOf(false)).toEqual([
    'reload',
    'toggleDevTools',
    'resetZoom',
    'zoomIn',
    'zoomOut',
    'togglefullscreen',
  ]);
});
