/**
 * Serves the interface to the command line of the same user while the Electron app holds the data directory:
 * a Unix socket in a folder of the user's own, on Windows a named pipe. No port is opened.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { requireToken } from './bearer-token.ts';

export interface LocalSocket {
  /** What `createHttpFetch` takes. */
  readonly path: string;
  /** Ends open connections, event streams too, and removes the socket. */
  close(): Promise<void>;
}

export async function serveLocalSocket(options: {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly token: string;
}): Promise<Result<LocalSocket>> {
  const app = new Hono();
  app.use('*', requireToken(options.token));
  app.all('/api/*', (c) => options.fetch(c.req.raw));
  // A socket's path may have about 100 characters, a data directory's more.
  const folder = process.platform === 'win32' ? undefined : await mkdtemp(join(tmpdir(), 'mirubato-'));
  const path = folder ? join(folder, 'socket') : `\\\\.\\pipe\\mirubato-${randomUUID()}`;
  const server = createServer(getRequestListener(app.fetch));
  return new Promise((resolve) => {
    server.once('error', (cause) =>
      resolve(fail('internal', `The socket ${path} cannot be opened: ${cause.message}`, { cause })),
    );
    server.listen(path, () =>
      resolve(
        ok({
          path,
          async close() {
            server.closeAllConnections();
            await new Promise((done) => server.close(done));
            if (folder) await rm(folder, { recursive: true, force: true });
          },
        }),
      ),
    );
  });
}
