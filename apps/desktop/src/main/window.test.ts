import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { asElectron, createFakeElectron, type FakeElectron, type FakeWindow } from './fake-electron.ts';
import { openWindow } from './window.ts';

let electron: FakeElectron;
let folder: string;
let statePath: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mirubato-window-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  statePath = join(folder, 'window-state.json');
  electron = createFakeElectron(folder);
});

function open(saved?: unknown): FakeWindow {
  if (saved !== undefined)
    writeFileSync(statePath, typeof saved === 'string' ? saved : JSON.stringify(saved));
  return openWindow(asElectron(electron), '/preload.cjs', statePath) as unknown as FakeWindow;
}

function boundsOf({ options: { x, y, width, height } }: FakeWindow) {
  return { x, y, width, height };
}

test('pages run without Node, in a sandbox and a context of their own', () => {
  expect(open().options.webPreferences).toEqual({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    devTools: false,
  });
  electron.app.isPackaged = false;
  expect(open().options.webPreferences?.devTools).toBe(true);
});

test('the window shows itself when there is something to see', () => {
  const window = open();
  expect(window.options.show).toBe(false);
  window.emit('ready-to-show');
  expect(window.calls).toEqual(['show']);
});

test('a closed window opens again where it was, maximised if it was', () => {
  const first = open();
  first.maximize();
  first.emit('close');
  const again = open();
  expect(boundsOf(again)).toEqual({ x: 10, y: 20, width: 900, height: 700 });
  expect(again.isMaximised).toBe(true);
  expect(readdirSync(folder)).toEqual(['window-state.json']);
});

test.each([
  [
    'from a screen that has gone',
    { x: -3000, y: 5000, width: 900, height: 700 },
    { x: 0, y: 340, width: 900, height: 700 },
  ],
  [
    'larger than the screen',
    { x: 100, y: 100, width: 4000, height: 3000 },
    { x: 0, y: 0, width: 1920, height: 1040 },
  ],
  ['half outside', { x: 1500, y: -50, width: 900, height: 700 }, { x: 1020, y: 0, width: 900, height: 700 }],
])('a window %s is brought back', (_name, saved, expected) => {
  expect(boundsOf(open({ ...saved, isMaximised: false }))).toEqual(expected);
});

test.each([
  '',
  '{"x":',
  'null',
  '{"x":1,"y":2}',
  '{"x":"1","y":2,"width":900,"height":700}',
  '{"x":1e400,"y":2,"width":900,"height":700}',
])('a state that cannot be read (%j) is forgotten', (saved) => {
  expect(boundsOf(open(saved))).toEqual({ x: undefined, y: undefined, width: 1280, height: 860 });
});

test('a state that cannot be written is not an error', () => {
  const window = openWindow(asElectron(electron), '/preload.cjs', join(folder, 'gone', 'window-state.json'));
  window.emit('close');
  expect(readdirSync(folder)).toEqual([]);
});

test('the state is one JSON object', () => {
  open().emit('close');
  expect(JSON.parse(readFileSync(statePath, 'utf8'))).toEqual({
    x: 10,
    y: 20,
    width: 900,
    height: 700,
    isMaximised: false,
  });
});
