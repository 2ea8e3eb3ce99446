import { serveMessagePort } from '@mirubato/core/http/message-port';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CoreHost, startCoreHost } from './core-host.ts';
import { asElectron, createFakeElectron, type FakeChild, type FakeElectron } from './fake-electron.ts';

const options = { dataDir: '/data', databaseImage: '/image', version: '1.2.3' };
const asked = () => new Request('app://mirubato/api/health');

let electron: FakeElectron;
let problems: { code: string; detail: string }[];
let host: CoreHost;

beforeEach(() => {
  electron = createFakeElectron('/unused');
  problems = [];
  host = startCoreHost(asElectron(electron), '/core-process.js', options, (problem) =>
    problems.push(problem),
  );
});

afterEach(() => {
  for (const child of electron.children) child.port?.close();
});

function child(index: number): FakeChild {
  const found = electron.children[index];
  if (!found) throw new Error(`process ${index} was not started`);
  return found;
}

function serve(index: number, handler: Parameters<typeof serveMessagePort>[1]): void {
  const { port } = child(index);
  if (!port) throw new Error('no port was sent');
  serveMessagePort(port, handler);
}

test('the process is told what to open, and what was asked before it serves is answered', async () => {
  expect(child(0).orders).toEqual([{ type: 'open', options }]);
  const answer = host.fetch(asked());
  serve(0, () => new Response('well'));
  expect(await (await answer).text()).toBe('well');
});

test('when the process dies, what waits gets 503, and a new process answers what follows', async () => {
  const waiting = host.fetch(asked());
  serve(0, () => new Promise(() => undefined));
  child(0).exit(139);
  const response = await waiting;
  expect(response.status).toBe(503);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ status: 503, code: 'shutting-down' });
  serve(1, () => new Response('again'));
  expect(await (await host.fetch(asked())).text()).toBe('again');
  expect(problems).toEqual([]);
});

test('a process that dies again and again is given up with a message', async () => {
  for (let index = 0; index < 4; index++) child(index).exit(139);
  expect(electron.children).toHaveLength(4);
  expect(problems).toEqual([{ code: 'internal', detail: expect.stringContaining('139') }]);
  expect((await host.fetch(asked())).status).toBe(503);
});

test('a problem of the process is passed on', () => {
  const problem = { code: 'data-directory-locked', detail: 'Process 7 is using /data.' };
  child(0).emit('message', { problem });
  expect(problems).toEqual([problem]);
});

test('closing waits for the process and does not start another', async () => {
  const closing = host.close();
  expect(child(0).orders.at(-1)).toEqual({ type: 'close' });
  let isClosed = false;
  void closing.then(() => {
    isClosed = true;
  });
  await new Promise(setImmediate);
  expect(isClosed).toBe(false);
  child(0).exit(0);
  await closing;
  expect(electron.children).toHaveLength(1);
  expect(child(0).isKilled).toBe(false);
});

test('a process that does not close is ended', async () => {
  vi.useFakeTimers();
  try {
    const closing = host.close();
    vi.runAllTimers();
    await closing;
    expect(child(0).isKilled).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('a process that is already gone when the app quits does not hold it', async () => {
  for (let index = 0; index < 4; index++) child(index).exit(139);
  await host.close();
});
