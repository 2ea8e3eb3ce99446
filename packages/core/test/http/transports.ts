/** The ways to reach the interface; every case of the contract runs over each of them. */
import { MessageChannel } from 'node:worker_threads';
import { unwrap } from '@mirubato/domain/problem';
import { onTestFinished } from 'vitest';
import { createHttpFetch } from '../../src/client/http-fetch.ts';
import type { Core } from '../../src/core.ts';
import { serveLocalSocket } from '../../src/http/local-socket.ts';
import { serveLoopback } from '../../src/http/loopback.ts';
import { createPortFetch, serveMessagePort } from '../../src/http/message-port.ts';

export type Send = (path: string, init?: RequestInit & { duplex?: 'half' }) => Promise<Response>;

/** Each opens a transport to the core and ends it with the test. */
export const transports: Readonly<Record<string, (core: Core) => Promise<Send>>> = {
  'in process': async (core) => async (path, init) => {
    const response = await core.fetch(new Request(`http://mirubato.invalid${path}`, init));
    const { body, status, headers } = response;
    if (!init?.signal || !body) return response;
    // What a network does for the others: an aborted request ends the answer that is under way.
    return new Response(body.pipeThrough(new TransformStream(), { signal: init.signal }), {
      status,
      headers,
    });
  },
  'message port': async (core) => {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    serveMessagePort(port2, (request) => core.fetch(request));
    const send = createPortFetch(port1);
    return (path, init) => send(new Request(`app://mirubato${path}`, init));
  },
  loopback: async (core) => {
    const token = 'a token of this test';
    const server = unwrap(await serveLoopback({ fetch: core.fetch, token, port: 0 }));
    onTestFinished(() => server.close());
    return (path, init) =>
      fetch(`${server.url}${path}`, {
        ...init,
        headers: { Authorization: `Bearer ${token}`, ...init?.headers },
      });
  },
  'local socket': async (core) => {
    const token = 'a token of this test';
    const socket = unwrap(await serveLocalSocket({ fetch: core.fetch, token }));
    onTestFinished(() => socket.close());
    const send = createHttpFetch(socket.path);
    return (path, init) =>
      send(`http://localhost${path}`, {
        ...init,
        headers: { Authorization: `Bearer ${token}`, ...init?.headers },
      });
  },
};
