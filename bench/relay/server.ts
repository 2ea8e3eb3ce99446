/**
 * One of the servers that are compared, in a process of its own: `mirubato|y-websocket|hocuspocus|bare`. It tells its
 * address, and on a message what it has used.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { type WebSocket, WebSocketServer } from 'ws';

export interface Memory {
  /** After a collection. */
  readonly rssBytes: number;
  /** Of JavaScript, what is in use. */
  readonly heapBytes: number;
}

/** `cpuUs`: of the process since its start, microseconds. */
export type FromServer = { readonly url: string } | { readonly cpuUs: number } | { readonly memory: Memory };

export type ToServer = 'cpu' | 'memory';

export const BENCH_SECRET = 'a secret of this benchmark, 32 bytes or more';

const starts: Record<string, () => Promise<{ url: string; close(): Promise<void> }>> = {
  mirubato: startMirubato,
  'y-websocket': startYWebsocket,
  hocuspocus: startHocuspocus,
  bare: startBare,
};

const start = starts[process.argv[2] ?? ''];
if (process.send && start) {
  const { url, close } = await start();
  tell({ url });
  process.on('message', (asked: ToServer) => {
    if (asked === 'cpu') {
      const { user, system } = process.cpuUsage();
      tell({ cpuUs: user + system });
      return;
    }
    // Twice: the first leaves what its finalizers free.
    globalThis.gc?.();
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    tell({ memory: { rssBytes: rss, heapBytes: heapUsed } });
  });
  process.once('disconnect', () => void close().then(() => process.exit()));
}

/** As one installs it: durable in a folder. */
async function startMirubato() {
  const { parseConfig } = await import('../../apps/relay/src/config.ts');
  const { startRelay } = await import('../../apps/relay/src/relay.ts');
  const dataDir = await mkdtemp(join(tmpdir(), 'mirubato-bench-relay-'));
  const config = parseConfig({
    RELAY_HOST: '127.0.0.1',
    RELAY_PORT: '0',
    RELAY_DATA_DIR: dataDir,
    JWT_SECRET: BENCH_SECRET,
  });
  const error = (fields: object, message: string) =>
    process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
  const logger = { info: () => undefined, warn: error, error };
  const relay = unwrap(await startRelay(unwrap(config), { logger }));
  return {
    url: `${relay.url.replace('http', 'ws')}/sync/ws`,
    async close() {
      await relay.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** As its own `server.js` does: in memory. */
async function startYWebsocket() {
  const { setupWSConnection } = await import('@y/websocket-server/utils');
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on('connection', setupWSConnection);
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}`, close: async () => void server.close() };
}

/** Without extensions: in memory. */
async function startHocuspocus() {
  const { Server } = await import('@hocuspocus/server');
  const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false });
  await server.listen();
  return { url: server.webSocketURL, close: () => server.destroy() };
}

/** The floor: passes frames on by their address, neither reading nor keeping them. */
async function startBare() {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  const socketsByPath = new Map<string, Set<WebSocket>>();
  sockets.on('connection', (socket, { url = '' }) => {
    const present = socketsByPath.get(url) ?? new Set();
    socketsByPath.set(url, present.add(socket));
    socket.on('close', () => present.delete(socket));
    socket.on('message', (frame: Buffer) => {
      // Whoever asks is told that there is nothing: without an answer a device waits for ever.
      if (frame[0] === 0 && frame[1] === 0) socket.send(Uint8Array.of(0, 1, 2, 0, 0));
      else for (const other of present) if (other !== socket) other.send(frame);
    });
  });
  await once(sockets, 'listening');
  const { port } = sockets.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}`, close: async () => sockets.close() };
}

function tell(message: FromServer): void {
  process.send?.(message);
}
