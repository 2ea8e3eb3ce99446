/**
 * What no client would send, on the sockets of many users, while a bystander works. Seeded: `FUZZ_SEED` repeats a
 * run, and another one tries what was not tried before; `FUZZ_FRAMES` makes it shorter.
 */
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createJournalDocument, type RecordEdit } from '@mirubato/domain/journal';
import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { ask } from './auth-parts.ts';
import { yFrame } from './frame-examples.ts';
import { fuzzFrame } from './fuzz-frames.ts';
import { entry, type JsonClient, now, openJsonClient } from './json-client.ts';
import { randomOf } from './random.ts';
import { accessToken, openProvider, openRelay, type TestRelay } from './relay.ts';
import { closeSocket, heard, openLine } from './socket-lines.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 1);
const FRAMES = Number(process.env.FUZZ_FRAMES ?? 100_000);

/** Frames of one user: a log of more would be a matter of speed. */
const FRAMES_PER_USER = 500;
/** Sent at once on one socket, good and bad together. */
const BURST = 25;
const AT_ONCE = 4;

/** No claim about speed: what never comes ends the test. */
const patiently = { timeout: 180_000, interval: 20 };

/** What a program holds varies; what grows with each frame would be more than this. */
const MAY_GROW_BYTES = 40 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it(`26.4 ${FRAMES} frames that no client would send harm nobody (seed ${SEED})`, {
  timeout: 1_800_000,
}, async () => {
  process.stdout.write(`FUZZ_SEED=${SEED} FUZZ_FRAMES=${FRAMES}\n`);
  const { relay, faults } = await openWatched();
  const bystander = await openBystander(relay);
  const users = Array.from({ length: Math.ceil(FRAMES / FRAMES_PER_USER) }, (_, index) => `fuzz${index}`);
  const heap: number[] = [];
  const half = Math.ceil(users.length / 2);
  for (const part of [users.slice(0, half), users.slice(half)]) {
    const queue = [...part];
    const working = Array.from({ length: AT_ONCE }, async () => {
      for (let userId = queue.shift(); userId; userId = queue.shift()) {
        await fuzz(relay, userId);
        await bystander.work();
      }
    });
    await Promise.all(working);
    // What is still being let go of is not what a frame has left behind.
    await expect.poll(() => metric(relay, 'rooms'), patiently).toBe(1);
    collectGarbage();
    await setImmediate();
    collectGarbage();
    heap.push(process.memoryUsage().heapUsed);
  }
  expect([...new Set(faults)]).toEqual([]);
  for (const userId of users) await expectReadable(relay, userId);
  await bystander.work();
  await bystander.close();
  await expect.poll(() => metric(relay, 'sockets'), patiently).toBe(0);
  await expect.poll(() => metric(relay, 'rooms'), patiently).toBe(0);
  expect([...new Set(faults)]).toEqual([]);
  expect({}).not.toHaveProperty('admin');
  expect((heap[1] ?? 0) - (heap[0] ?? 0)).toBeLessThan(MAY_GROW_BYTES);
});

it('26.5 what a device writes under a name or in a form that is no record’s leaves its user’s other clients alone', async () => {
  const { relay, faults } = await openWatched();
  const edits: readonly Partial<RecordEdit>[] = [
    { id: 'a\u0000b' },
    { id: '\ud800' },
    { collection: 'pieces', fields: { title: 'a\u0000b' } },
    { collection: 'pieces', fields: { title: { toString: 1 } } },
    { fields: { timestamp: { toString: 1 } } },
    { collection: 'occurrences', fields: { planId: '\u0000' } },
    { fields: { zone: '\u0000' } },
  ];
  for (const [index, edit] of edits.entries()) {
    const userId = `u${index}`;
    const journal = createJournalDocument({ replica: 'a', nowMs: Date.now });
    const change = journal.edit([{ collection: 'entries', id: 'x', fields: { title: 'x' }, ...edit }]);
    const line = await openLine(relay, { userId, token: await accessToken(userId), stored: '1' });
    line.socket.send(yFrame([0, 2], change?.update));
    await heard(line, (frame) => frame[0] === 4);
    await expectReadable(relay, userId);
    expect(faults, JSON.stringify(edit)).toEqual([]);
  }
});

it('26.6 an update that no document can take in is refused', async () => {
  const relay = await openRelay();
  const token = await accessToken('u1');
  const line = await openLine(relay, { userId: 'u1', token });
  // One item of client 7, clock 0, whose left neighbour is its own clock 5; content: any, one `true`.
  line.socket.send(yFrame([0, 2], Uint8Array.of(1, 1, 7, 0, 0x88, 7, 5, 1, 120, 0)));
  await expect.poll(() => line.closeCode, { timeout: 30_000 }).toBe(4400);
  await expectReadable(relay, 'u1');
});

/** A relay, and what goes wrong inside it that no client is meant to see. */
async function openWatched() {
  const faults: string[] = [];
  const told = (fault: unknown) => {
    const { error = fault } = (fault ?? {}) as { error?: unknown };
    const { stack = String(error) } = error as Error;
    faults.push(stack.split('\n').slice(0, 6).join('\n').slice(0, 1000));
  };
  process.on('unhandledRejection', told);
  onTestFinished(() => void process.off('unhandledRejection', told));
  const logger = { info: () => undefined, warn: () => undefined, error: told };
  const relay = await openRelay({ env: { METRICS_TOKEN: 'm' }, logger });
  return { relay, faults };
}

async function fuzz(relay: TestRelay, userId: string): Promise<void> {
  const random = randomOf(SEED + Number(userId.slice('fuzz'.length)));
  const token = await accessToken(userId);
  for (let sent = 0; sent < FRAMES_PER_USER; sent += BURST) {
    const doc = random(5) === 0 ? { doc: 'annotations/x' } : undefined;
    const stored = random(2) === 0 ? { stored: '1' } : undefined;
    const line = await openLine(relay, { userId, token, ...doc, ...stored });
    for (let count = 0; count < BURST; count += 1) line.socket.send(fuzzFrame(random, userId));
    // Answered in order: with this, or with the end of the socket, all before it has been taken.
    line.socket.send(yFrame([0, 0], Uint8Array.of(0)));
    const isLast = (frame: string | Uint8Array) => frame[0] === 0 && frame[1] === 1;
    await heard(line, isLast);
    await closeSocket(line.socket);
  }
}

/** A user of two y-websocket clients and a JSON client, whose edits are confirmed and arrive. */
async function openBystander(relay: TestRelay) {
  const userId = 'bystander';
  const [a, b] = [await openProvider(relay, userId), await openProvider(relay, userId)];
  const json: JsonClient = await openJsonClient(relay, userId, { doesGreet: false });
  const journal = createJournalDocument({ replica: 'a', nowMs: Date.now });
  let count = 0;
  return {
    async work(): Promise<void> {
      const id = `own${count++}`;
      const at = now();
      const fields = {
        timestamp: at,
        type: 'practice',
        duration: 5,
        createdAt: at,
        updatedAt: at,
        deletedAt: null,
      };
      const change = journal.edit([{ collection: 'entries', id, fields }]);
      if (change) Y.applyUpdate(a.doc, change.update);
      json.send({ type: 'ENTRY_CREATED', timestamp: now(), entry: entry(`json ${id}`) });
      await expect.poll(() => b.doc.getMap('entries').has(`${id} a`), patiently).toBe(true);
      await expect
        .poll(() => json.frames.some((frame) => JSON.stringify(frame).includes(`"${id}"`)), patiently)
        .toBe(true);
      await expect
        .poll(
          () =>
            json.frames.some(
              ({ message, entityId }) => message === 'Mutation applied' && entityId === `json ${id}`,
            ),
          patiently,
        )
        .toBe(true);
      await expect.poll(() => b.doc.getMap('entries').has(`json ${id} relay`), patiently).toBe(true);
    },
    async close(): Promise<void> {
      // A client that has heard nothing for 30 s, as on a machine with much to do, connects anew.
      await expect.poll(() => a.provider.wsconnected && b.provider.wsconnected, patiently).toBe(true);
      for (const { provider } of [a, b]) provider.destroy();
      await json.close();
    },
  };
}

async function expectReadable(relay: TestRelay, userId: string): Promise<void> {
  const token = await accessToken(userId);
  for (const doc of ['journal', 'annotations/x']) {
    const line = await openLine(relay, { userId, token, doc });
    line.socket.send(yFrame([0, 0], Uint8Array.of(0)));
    const answer = await heard(line, (frame) => frame[0] === 0 && frame[1] === 1);
    expect(answer, `${userId}, ${doc}`).toBeInstanceOf(Uint8Array);
    await closeSocket(line.socket);
  }
  const fresh = await openProvider(relay, userId);
  fresh.doc.getMap('none').set('fresh', userId);
  fresh.provider.destroy();
  const json = await openJsonClient(relay, userId, { doesGreet: false });
  const frames = await json.ask(0);
  expect(frames.at(-1)).toMatchObject({ type: 'SYNC_RESPONSE' });
  json.send({ type: 'ENTRY_CREATED', timestamp: now(), entry: entry('fresh') });
  await json.next('SYNC_RESPONSE');
  await json.close();
  const pulled = await ask<{ entries: { id: string }[] }>(relay, '/api/sync/pull', { token });
  expect(pulled.status).toBe(200);
  expect(pulled.body.entries.map(({ id }) => id)).toContain('fresh');
}

async function metric(relay: TestRelay, name: string): Promise<number> {
  const response = await fetch(`${relay.url()}/metrics`, { headers: { Authorization: 'Bearer m' } });
  return Number(new RegExp(`^mirubato_\\w*${name}\\w* (\\d+)$`, 'm').exec(await response.text())?.[1]);
}
