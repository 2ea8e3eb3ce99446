/** `app://mirubato`: the interface under `/api`, the built renderer at every other path. */
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { CONTENT_SECURITY_POLICY } from '@mirubato/core/http/message-port';
import type { CustomScheme } from 'electron';

export const APP_ORIGIN = 'app://mirubato';

export const APP_SCHEME: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export function createAppHandler(rendererDir: string, fetchApi: (request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    const { host, pathname } = new URL(request.url);
    if (host !== 'mirubato') return new Response(null, { status: 404 });
    if (pathname.startsWith('/api/')) return fetchApi(request);
    if (request.method !== 'GET') return new Response(null, { status: 405 });
    return serveFile(rendererDir, pathname).catch(() => new Response(null, { status: 404 }));
  };
}

/** A path without an extension is a screen's address, not a file. */
async function serveFile(rendererDir: string, pathname: string): Promise<Response> {
  const path = resolve(rendererDir, extname(pathname) ? `.${decodeURIComponent(pathname)}` : 'index.html');
  if (!path.startsWith(rendererDir + sep)) return new Response(null, { status: 403 });
  const headers = {
    'Content-Type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
  };
  return new Response(new Uint8Array(await readFile(path)), { headers });
}
