import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createJournalDocument } from '@mirubato/domain/journal';
import { ok } from '@mirubato/domain/problem';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import type { Journal } from '../../packages/core/src/journal/journal.ts';
import { END_SILENT, openSession } from '../../packages/core/src/sync/session.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** A session whose clock is ours, with a relay that takes everything and says nothing. */
async function openToSilence() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => server.close());
  await once(server, 'listening');
  const clock = { nowMs: 0 };
  const frames: number[][] = [];
  const ends: number[] = [];
  const merged: Uint8Array[] = [];
  let beforeLooking = async () => {};
  const document = createJournalDocument({ replica: 'a', nowMs: () => 0 });
  const journal = {
    look: async (look: (current: typeof document) => unknown) => {
      await beforeLooking();
      return ok(look(document));
    },
    merge: async (update: Uint8Array) => {
      merged.push(update);
      return ok(undefined);
    },
    onChange: () => () => undefined,
  } as unknown as Journal;
  const connected = once(server, 'connection') as Promise<[ServerSocket]>;
  openSession({
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    journal,
    mayMerge: async () => true,
    onStored: () => undefined,
    onProgress: () => undefined,
    onProblem: () => undefined,
    onEnd: ({ code }) => ends.push(code),
    nowMs: () => clock.nowMs,
  });
  const [socket] = await connected;
  socket.on('message', (data: Buffer) => frames.push([...data]));
  await expect.poll(() => frames.length).toBe(1);
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      clock.nowMs += STEP_MS;
      vi.advanceTimersByTime(STEP_MS);
    }
  };
  const whenLooking = (wait: () => Promise<void>) => {
    beforeLooking = wait;
  };
  return { frames, ends, pass, socket, merged, whenLooking };
}

const QUERY_AWARENESS = [3];
const STEP_MS = 5000;

it('1.1 an update that comes while the last one is being finished is taken in', async () => {
  const { socket, merged, whenLooking } = await openToSilence();
  const update = (text: string) => {
    const doc = new Y.Doc();
    doc.getMap('entries').set('key', text);
    return Y.encodeStateAsUpdate(doc);
  };
  const [first, second] = [update('first'), update('second')];
  socket.send(Uint8Array.of(0, 0, 1, 0));
  await new Promise((resolve) => setTimeout(resolve, 100));
  // The look that follows the first merge is held up until the second has come.
  whenLooking(async () => {
    if (merged.length !== 1) return;
    socket.send(Uint8Array.of(0, 2, second.length, ...second));
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  socket.send(Uint8Array.of(0, 2, first.length, ...first));
  await expect.poll(() => merged, { timeout: 10_000 }).toEqual([first, second]);
});

it('3.3 a silent line is asked for a sign of life after 45 s and cut after 75 s', async () => {
  const { frames, ends, pass } = await openToSilence();
  pass(30_000);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(frames).toHaveLength(1);
  pass(30_000);
  await expect.poll(() => frames.at(-1)).toEqual(QUERY_AWARENESS);
  expect(ends).toEqual([]);
  pass(30_000);
  expect(ends).toEqual([END_SILENT]);
});

it('3.3 a line that answers is kept', async () => {
  const { frames, ends, pass, socket } = await openToSilence();
  for (let round = 0; round < 4; round += 1) {
    pass(60_000);
    await expect.poll(() => frames.length).toBe(round + 2);
    socket.send(Uint8Array.of(1, 1, 0));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(ends).toEqual([]);
});

it('3.3 what is no frame of y-websocket ends the line', async () => {
  const { ends, socket } = await openToSilence();
  socket.send(Uint8Array.of(0, 1, 200, 1, 2));
  await expect.poll(() => ends.length).toBe(1);
});
