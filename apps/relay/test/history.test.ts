/**
 * Random histories: devices and JSON clients of one user write while the relay is closed and opened and lines are
 * cut. Each run is a user of its own, many at once on one relay. Seeded: `HISTORY_SEED`, `HISTORY_RUNS`.
 */
import { createJournalDocument, type RecordFields } from '@mirubato/domain/journal';
import { expect, it, onTestFinished } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { entry, type Frame } from './json-client.ts';
import { accessToken, openRelay, type TestRelay } from './relay.ts';

const SEED = Number(process.env.HISTORY_SEED ?? 1 + Math.floor(Math.random() * 1e6));
const RUNS = Number(process.env.HISTORY_RUNS ?? 20);
const AT_ONCE = 20;
const STEPS = 24;

/** Later than every time before, also when the clock stands. */
let lastMs = 0;
function tick(): number {
  lastMs = Math.max(Date.now(), lastMs + 1);
  return lastMs;
}

function randomOf(seed: number) {
  let state = seed >>> 0;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What each run's writers did that the relay or a device has acknowledged. */
interface Ledger {
  readonly created: Set<string>;
  readonly deletedAt: Map<string, number>;
  readonly writtenAt: Map<string, number>;
}

interface Writer {
  create(id: string): Promise<void>;
  change(): Promise<void>;
  remove(): Promise<void>;
  cut(): void;
  /** Live entries with their minutes, when everything has arrived. */
  entries(): Map<string, unknown>;
}

async function openDevice(relay: TestRelay, userId: string, replica: string, pick: Pick, ledger: Ledger) {
  const doc = new Y.Doc();
  const journal = createJournalDocument({ replica, nowMs: tick });
  const provider = new WebsocketProvider(relay.syncUrl(), 'ws', doc, {
    params: { userId, token: await accessToken(userId) },
    disableBc: true,
    maxBackoffTime: 200,
  });
  onTestFinished(() => provider.destroy());
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== journal) journal.applyUpdate(update);
  });
  const write = (id: string, fields: RecordFields) => {
    const change = journal.edit([{ collection: 'entries', id, fields }]);
    if (change) Y.applyUpdate(doc, change.update, journal);
  };
  const live = () => {
    const found = new Map<string, unknown>();
    for (const id of journal.ids('entries')) {
      const record = journal.read('entries', id);
      if (record && record.deletedAt == null) found.set(id, record.duration);
    }
    return found;
  };
  const writer: Writer = {
    async create(id) {
      const at = new Date(tick()).toISOString();
      const fields = { timestamp: at, type: 'practice', duration: pick(100), createdAt: at, updatedAt: at };
      write(id, { ...fields, deletedAt: null });
      ledger.created.add(id);
    },
    async change() {
      const id = [...live().keys()][pick(live().size || 1)];
      if (id) write(id, { duration: pick(100), updatedAt: new Date(tick()).toISOString() });
    },
    async remove() {
      const id = [...live().keys()][pick(live().size || 1)];
      if (!id) return;
      write(id, { deletedAt: new Date(tick()).toISOString() });
      ledger.deletedAt.set(id, lastMs);
    },
    cut: () => provider.ws?.close(),
    entries: live,
  };
  return writer;
}

type Pick = (below: number) => number;

/** As the original's client: takes what is strictly newer, asks from its cursor, sends again what was not acknowledged. */
async function openJson(relay: TestRelay, userId: string, pick: Pick, ledger: Ledger): Promise<Writer> {
  const token = await accessToken(userId);
  const known = new Map<string, { updatedAt: string; duration: unknown }>();
  const unacknowledged: { frame: Frame; entityId: string; done: () => void }[] = [];
  let cursor = 0;
  let socket: WebSocket | undefined;
  let isOver = false;
  onTestFinished(() => {
    isOver = true;
    socket?.close();
  });
  const connect = () => {
    if (isOver) return;
    const opened = new WebSocket(`${relay.syncUrl()}/ws?${new URLSearchParams({ userId, token })}`);
    socket = opened;
    opened.addEventListener('error', () => undefined);
    opened.addEventListener('open', () => {
      opened.send(
        JSON.stringify({ type: 'SYNC_REQUEST', timestamp: new Date().toISOString(), lastSeq: cursor }),
      );
      for (const { frame } of unacknowledged) opened.send(JSON.stringify(frame));
    });
    opened.addEventListener('message', ({ data }) => take(JSON.parse(String(data)) as Frame));
    opened.addEventListener('close', () => setTimeout(connect, 50));
  };
  const take = (frame: Frame) => {
    for (const seq of [frame.seq, frame.lastSeq]) if (typeof seq === 'number') cursor = Math.max(cursor, seq);
    const entities = (frame.entries ?? (frame.entry ? [frame.entry] : [])) as {
      id: string;
      updatedAt: string;
      duration: number;
    }[];
    for (const { id, updatedAt, duration } of entities) {
      // What it has just deleted may still be on its way to it.
      if (unacknowledged.some(({ frame: { type, entryId } }) => type === 'ENTRY_DELETED' && entryId === id))
        continue;
      const present = known.get(id);
      if (!present || Date.parse(updatedAt) > Date.parse(present.updatedAt))
        known.set(id, { updatedAt, duration });
    }
    if (frame.type === 'ENTRY_DELETED') known.delete(String(frame.entryId));
    if (frame.message === 'Mutation applied') {
      const index = unacknowledged.findIndex(({ entityId }) => entityId === frame.entityId);
      for (const { done } of index < 0 ? [] : unacknowledged.splice(index, 1)) done();
    }
  };
  const send = (frame: Frame, entityId: string, done: () => void) => {
    unacknowledged.push({ frame, entityId, done });
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  };
  const write = (type: string, id: string) => {
    const at = new Date(tick()).toISOString();
    const duration = pick(100);
    known.set(id, { updatedAt: at, duration });
    ledger.writtenAt.set(id, lastMs);
    send({ type, timestamp: at, entry: entry(id, { duration, updatedAt: at, createdAt: at }) }, id, () =>
      ledger.created.add(id),
    );
  };
  connect();
  return {
    create: async (id) => write('ENTRY_CREATED', id),
    async change() {
      const id = [...known.keys()][pick(known.size || 1)];
      if (id) write('ENTRY_UPDATED', id);
    },
    async remove() {
      const id = [...known.keys()][pick(known.size || 1)];
      if (!id) return;
      known.delete(id);
      const at = tick();
      send({ type: 'ENTRY_DELETED', timestamp: new Date(at).toISOString(), entryId: id }, id, () =>
        ledger.deletedAt.set(id, at),
      );
    },
    cut: () => socket?.close(),
    entries: () => {
      if (unacknowledged.length > 0) return new Map([['not acknowledged', unacknowledged.length]]);
      return new Map([...known].map(([id, { duration }]) => [id, duration]));
    },
  };
}

function differenceOf(one: Writer, other: Writer): unknown[] {
  const [here, there] = [one.entries(), other.entries()];
  const ids = new Set([...here.keys(), ...there.keys()]);
  return [...ids]
    .filter((id) => here.get(id) !== there.get(id))
    .map((id) => [id, here.get(id), there.get(id)]);
}

it(`23.1 ${RUNS} random histories end equal everywhere and lose nothing (seed ${SEED})`, {
  timeout: 600_000,
}, async () => {
  const relay = await openRelay({ nowMs: () => Math.max(Date.now(), lastMs) });
  for (let first = 0; first < RUNS; first += AT_ONCE) {
    const runs = await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, RUNS - first) }, async (_, index) => {
        const run = first + index;
        const userId = `run${run}`;
        const pick = randomOf(SEED + run);
        const ledger: Ledger = { created: new Set(), deletedAt: new Map(), writtenAt: new Map() };
        const writers = await Promise.all([
          ...['a', 'b', 'c'].map((name) => openDevice(relay, userId, name, pick, ledger)),
          openJson(relay, userId, pick, ledger),
          openJson(relay, userId, pick, ledger),
        ]);
        return { run, userId, pick, ledger, writers };
      }),
    );
    for (let step = 0; step < STEPS; step += 1) {
      if (step === STEPS / 3) await relay.close();
      if (step === (STEPS * 2) / 3) await relay.reopen();
      for (const { run, pick, writers } of runs) {
        const writer = writers[pick(writers.length)] as Writer;
        const kind = pick(10);
        if (kind < 4) await writer.create(`e${run}-${step}`);
        else if (kind < 7) await writer.change();
        else if (kind < 9) await writer.remove();
        else writer.cut();
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const { run, ledger, writers } of runs) {
      const [reference, ...others] = writers;
      if (!reference) throw new Error('no writer');
      await expect
        .poll(() => others.map((other) => differenceOf(reference, other)), {
          timeout: 20_000,
          message: `run ${run}`,
        })
        .toEqual(others.map(() => []));
      const left = new Set(reference.entries().keys());
      for (const id of ledger.created) {
        if (!ledger.deletedAt.has(id)) expect(left, `run ${run}, made and never deleted`).toContain(id);
      }
      for (const [id, at] of ledger.deletedAt) {
        if ((ledger.writtenAt.get(id) ?? 0) < at) expect(left, `run ${run}, deleted`).not.toContain(id);
      }
    }
  }
});
