import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createAppHandler } from './app-protocol.ts';

let handler: ReturnType<typeof createAppHandler>;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mirubato-renderer-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const rendererDir = join(folder, 'renderer');
  await mkdir(join(rendererDir, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await mkdir(join(folder, 'renderer-other'));
  await writeFile(join(folder, 'renderer-other', 'secret.txt'), 'secret');
  await writeFile(join(rendererDir, 'index.html'), '<title>Mirubato</title>');
  for (const name of ['index.js', 'worker.mjs', 'index.css', 'jbig2.wasm', 'key.svg', 'H.bcmap']) {
    await writeFile(join(rendererDir, 'assets', name), name);
  }
  handler = createAppHandler(rendererDir, async (request) => Response.json({ asked: request.url }));
});

const get = (path: string, init?: RequestInit) => handler(new Request(`app://mirubato${path}`, init));

test('a path under /api goes to the core, whatever its method', async () => {
  const response = await get('/api/pieces?sort=title', { method: 'POST', body: '{}' });
  expect(await response.json()).toEqual({ asked: 'app://mirubato/api/pieces?sort=title' });
});

test.each([
  ['/assets/index.js', 'text/javascript; charset=utf-8'],
  ['/assets/worker.mjs', 'text/javascript; charset=utf-8'],
  ['/assets/index.css', 'text/css; charset=utf-8'],
  ['/assets/jbig2.wasm', 'application/wasm'],
  ['/assets/key.svg', 'image/svg+xml'],
  ['/assets/H.bcmap', 'application/octet-stream'],
])('%s comes as %s', async (path, type) => {
  const response = await get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(type);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test.each(['/', '/scores', '/scores/abc'])(
  '%s is a screen and gets the page with its policy',
  async (path) => {
    const response = await get(path);
    expect(await response.text()).toBe('<title>Mirubato</title>');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
      ]),
    );
  },
);

describe('refused', () => {
  test.each([
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%2frenderer-other/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5c..%5csecret.txt',
    '/%00.txt',
    '/%E0%A4%A.txt',
  ])('%s leads out of the folder or nowhere', async (path) => {
    const response = await get(path);
    expect([403, 404]).toContain(response.status);
    expect(await response.text()).toBe('');
  });

  test('a file that is not there is 404, not the page', async () => {
    expect((await get('/assets/gone.js')).status).toBe(404);
  });

  test('another host is 404', async () => {
    expect((await handler(new Request('app://elsewhere/index.html'))).status).toBe(404);
  });

  test('files are only read', async () => {
    expect((await get('/index.html', { method: 'PUT', body: 'x' })).status).toBe(405);
  });
});
