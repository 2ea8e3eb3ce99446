/** Bare sockets that keep what they hear. */
import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { TestRelay } from './relay.ts';

/** No claim about speed: a test that waits in vain says for what. */
const HEARD_WITHIN_MS = 60_000;

type Query = ConstructorParameters<typeof URLSearchParams>[0];

export interface Line {
  readonly socket: WebSocket;
  readonly frames: (string | Uint8Array)[];
  readonly wake: Set<() => void>;
  /** Undefined while it is open. */
  closeCode: number | undefined;
}

export async function openLine(relay: Pick<TestRelay, 'syncUrl'>, query: Query): Promise<Line> {
  const socket = new WebSocket(`${relay.syncUrl()}/ws?${new URLSearchParams(query)}`);
  socket.binaryType = 'arraybuffer';
  const line: Line = { socket, frames: [], wake: new Set(), closeCode: undefined };
  const wake = () => {
    for (const look of line.wake) look();
  };
  socket.addEventListener('message', ({ data }) => {
    line.frames.push(typeof data === 'string' ? data : new Uint8Array(data as ArrayBuffer));
    wake();
  });
  socket.addEventListener('close', ({ code }) => {
    line.closeCode = code;
    wake();
  });
  closeWhenFinished(new WeakRef(socket));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  return line;
}

/**
 * What a test has closed and forgotten is not kept until its end. A function of its own: a closure keeps all that
 * the closures beside it use.
 */
function closeWhenFinished(socket: WeakRef<WebSocket>): void {
  onTestFinished(() => socket.deref()?.close());
}

/** The first frame that fits, of those that came and of those to come; undefined when the socket closes before. */
export function heard(
  line: Line,
  fits: (frame: string | Uint8Array) => boolean,
): Promise<string | Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      line.wake.delete(look);
      reject(
        new Error(`nothing that fits was heard; the last was ${String(line.frames.at(-1)).slice(0, 200)}`),
      );
    }, HEARD_WITHIN_MS);
    let looked = 0;
    const look = () => {
      for (; looked < line.frames.length; looked += 1) {
        const frame = line.frames[looked];
        if (frame !== undefined && fits(frame)) return done(frame);
      }
      if (line.closeCode !== undefined) done(undefined);
    };
    const done = (frame: string | Uint8Array | undefined) => {
      clearTimeout(timer);
      line.wake.delete(look);
      resolve(frame);
    };
    line.wake.add(look);
    look();
  });
}

export async function closeSocket(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve, { once: true }));
  socket.close();
  await closed;
}

/** Asks for the upgrade and answers what came instead of it. */
export function askUpgrade(
  relay: Pick<TestRelay, 'url'>,
  query: Query,
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Key': Buffer.from('sixteen bytes 16').toString('base64'),
      'Sec-WebSocket-Version': '13',
    };
    const sent = request(`${relay.url()}/sync/ws?${new URLSearchParams(query)}`, { headers });
    sent.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve({ status: 101, body: '' });
    });
    sent.once('response', (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    sent.once('error', reject);
    sent.end();
  });
}
