/** A client of the original's JSON protocol, as the original's own behaves: its cursor is the greatest number seen. */
import { onTestFinished } from 'vitest';
import { accessToken, type TestRelay } from './relay.ts';

export type Frame = Record<string, unknown> & { type: string };

export interface JsonClient {
  readonly frames: Frame[];
  cursor(): number;
  send(frame: object | string): void;
  /** The next frame that has not been taken yet. */
  next(type?: string): Promise<Frame>;
  /** Takes all frames up to the answer to a ping. */
  settle(): Promise<Frame[]>;
  ask(lastSeq?: number): Promise<Frame[]>;
  close(): Promise<void>;
}

export const now = () => new Date().toISOString();

export async function openJsonClient(
  relay: TestRelay,
  userId: string,
  { token, doesGreet = true }: { token?: string; doesGreet?: boolean } = {},
): Promise<JsonClient> {
  const query = new URLSearchParams({ userId, token: token ?? (await accessToken(userId)) });
  const socket = new WebSocket(`${relay.syncUrl()}/ws?${query}`);
  const frames: Frame[] = [];
  const waiting: (() => void)[] = [];
  let taken = 0;
  let cursor = 0;
  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') throw new Error('a JSON client was sent bytes');
    const frame = JSON.parse(data) as Frame;
    frames.push(frame);
    for (const seq of [frame.seq, frame.lastSeq]) if (typeof seq === 'number') cursor = Math.max(cursor, seq);
    for (const wake of waiting.splice(0)) wake();
  });
  onTestFinished(() => socket.close());
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const client: JsonClient = {
    frames,
    cursor: () => cursor,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    async next(type) {
      for (;;) {
        const frame = frames[taken];
        if (frame) {
          taken += 1;
          if (type === undefined || frame.type === type) return frame;
        } else await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    async settle() {
      const from = taken;
      client.send({ type: 'PING', timestamp: now() });
      await client.next('PONG');
      return frames.slice(from, taken - 1);
    },
    async ask(lastSeq) {
      const from = taken;
      client.send({
        type: 'SYNC_REQUEST',
        timestamp: now(),
        lastSyncTime: '1970-01-01T00:00:00.000Z',
        ...(lastSeq !== undefined && { lastSeq }),
      });
      for (;;) {
        const frame = await client.next('SYNC_RESPONSE');
        if (frame.message !== 'Mutation applied') return frames.slice(from, taken);
      }
    },
    close: () =>
      new Promise((resolve) => {
        socket.addEventListener('close', () => resolve(), { once: true });
        socket.close();
      }),
  };
  if (doesGreet) await client.next('WELCOME');
  return client;
}

export function entry(id: string, fields: object = {}): Record<string, unknown> {
  const at = now();
  return {
    id,
    timestamp: at,
    duration: 30,
    type: 'practice',
    instrument: 'Piano',
    pieces: [
      {
        id: 'Moonlight Sonata-Beethoven',
        title: 'Moonlight Sonata',
        composer: 'Beethoven',
        measures: null,
        tempo: null,
      },
    ],
    techniques: [],
    goalIds: ['g1'],
    notes: 'n',
    mood: null,
    tags: [],
    metadata: { source: 'manual' },
    createdAt: at,
    updatedAt: at,
    ...fields,
  };
}
