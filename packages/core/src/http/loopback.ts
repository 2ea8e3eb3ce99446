/**
 * Serves the interface on 127.0.0.1 for browser mode. Every request needs the bearer token; the Host must be
 * ours (so no foreign name can be pointed here) and an Origin, where there is one, too. The built renderer is
 * served beside it, without a token: it holds no data.
 */
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { ok, type Result } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { writeProblem } from '../journal/journal-file.ts';
import { requireToken } from './bearer-token.ts';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';
import { answerProblem } from './problems.ts';

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Ends open connections, event streams too. */
  close(): Promise<void>;
}

export interface LoopbackOptions {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly token: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Folder of the built renderer. */
  readonly rendererDir?: string;
}

export async function serveLoopback(options: LoopbackOptions): Promise<Result<LoopbackServer>> {
  let origin = '';
  const app = new Hono();
  app.use('*', async (c, next) => {
    const isOurHost = c.req.header('Host') === origin.slice('http://'.length);
    const from = c.req.header('Origin');
    if (!isOurHost || (from !== undefined && from !== origin)) {
      return answerProblem(c, { code: 'forbidden', detail: 'Requests from elsewhere are not answered.' });
    }
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
  });
  app.use('/api/*', requireToken(options.token));
  app.all('/api/*', (c) => options.fetch(c.req.raw));
  const { rendererDir } = options;
  if (rendererDir !== undefined && existsSync(join(rendererDir, 'index.html'))) {
    app.use('*', async (c, next) => {
      await next();
      c.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    });
    app.get('*', serveStatic({ root: rendererDir }));
  } else {
    app.get('/', (c) => c.text('The interface is at /api; the screens have not been built.'));
  }

  return new Promise((resolve) => {
    const server = serve(
      { fetch: app.fetch, hostname: '127.0.0.1', port: options.port },
      (info: AddressInfo) => {
        origin = `http://127.0.0.1:${info.port}`;
        resolve(
          ok({
            url: origin,
            close: () =>
              new Promise<void>((done) => {
                server.close(() => done());
                if ('closeAllConnections' in server) server.closeAllConnections();
              }),
          }),
        );
      },
    );
    server.once('error', (cause: Error) =>
      resolve(writeProblem(cause, `Port ${options.port} cannot be used: ${cause.message}`)),
    );
  });
}
