/**
 * A JSON client of random histories, as the original's: takes what is strictly newer, asks from its cursor, sends
 * again what was not acknowledged. It watches the numbers that it is sent.
 */
import { moods } from '@mirubato/domain/logbook';
import { type Place, toldOf, type Writer } from './history-ledger.ts';
import { entry, type Frame } from './json-client.ts';

const RECONNECT_MS = 50;

/** What a client had when its cursor stood somewhere. */
export interface Snapshot {
  readonly cursor: number;
  readonly entries: ReadonlyMap<string, unknown>;
  /** Ids of what it had written and not seen acknowledged. */
  readonly unsettled: ReadonlySet<string>;
}

export interface JsonWriter extends Writer {
  /** When its line was last ended. */
  snapshot(): Snapshot | undefined;
}

export function openJsonWriter({ syncUrl, userId, token, random, ledger, tick }: Place): JsonWriter {
  const known = new Map<string, { updatedAt: string; told: string }>();
  const unacknowledged: { frame: Frame; entityId: string; done: () => void }[] = [];
  /** Entities that came while an own deletion of them was unanswered. */
  const passedBy = new Set<string>();
  let cursor = 0;
  let mustAskAll = false;
  let isCaughtUp = false;
  let socket: WebSocket | undefined;
  let isOver = false;
  let snapshot: Snapshot | undefined;

  connect();
  return {
    create: (id) => write('ENTRY_CREATED', id),
    change() {
      const id = random.of([...known.keys()]);
      if (id) write('ENTRY_UPDATED', id);
    },
    remove() {
      const id = random.of([...known.keys()]);
      if (!id) return;
      known.delete(id);
      const at = tick();
      ledger.deleteTried.add(id);
      const frame = { type: 'ENTRY_DELETED', timestamp: new Date(at).toISOString(), entryId: id };
      send(frame, id, () => ledger.deletedAt.set(id, at));
    },
    cut: () => socket?.close(),
    replace: () => socket?.close(),
    entries: () =>
      unacknowledged.length > 0
        ? new Map([['not acknowledged', unacknowledged.length]])
        : new Map([...known].map(([id, { told }]) => [id, told])),
    snapshot: () => snapshot,
    close() {
      isOver = true;
      socket?.close();
    },
  };

  function connect(): void {
    if (isOver) return;
    const opened = new WebSocket(`${syncUrl}/ws?${new URLSearchParams({ userId, token })}`);
    socket = opened;
    isCaughtUp = false;
    opened.addEventListener('error', () => undefined);
    opened.addEventListener('open', () => {
      ask();
      for (const { frame } of unacknowledged) opened.send(JSON.stringify(frame));
    });
    opened.addEventListener('message', ({ data }) => take(JSON.parse(String(data)) as Frame));
    opened.addEventListener('close', () => {
      snapshot = {
        cursor: mustAskAll ? 0 : cursor,
        entries: new Map([...known].map(([id, { told }]) => [id, told])),
        unsettled: new Set(unacknowledged.map(({ entityId }) => entityId)),
      };
      setTimeout(connect, RECONNECT_MS);
    });
  }

  function take(frame: Frame): void {
    watch(frame);
    const entities = (frame.entries ?? (frame.entry ? [frame.entry] : [])) as {
      id: string;
      updatedAt: string;
    }[];
    for (const { id, updatedAt, ...fields } of entities) {
      // What it has just deleted may still be on its way to it.
      if (isBeingDeleted(id)) {
        passedBy.add(id);
        continue;
      }
      const present = known.get(id);
      if (!present || Date.parse(updatedAt) > Date.parse(present.updatedAt))
        known.set(id, { updatedAt, told: toldOf(fields) });
    }
    if (frame.type === 'ENTRY_DELETED') known.delete(String(frame.entryId));
    if (frame.message !== 'Mutation applied') return;
    const index = unacknowledged.findIndex(({ entityId }) => entityId === frame.entityId);
    for (const { done } of index < 0 ? [] : unacknowledged.splice(index, 1)) done();
    // The answer does not say whether somebody's later write has won over the deletion.
    for (const id of [...passedBy].filter((id) => !isBeingDeleted(id))) {
      passedBy.delete(id);
      mustAskAll = true;
      ask();
    }
  }

  function isBeingDeleted(id: string): boolean {
    return unacknowledged.some(({ frame: { type, entryId } }) => type === 'ENTRY_DELETED' && entryId === id);
  }

  function ask(): void {
    if (socket?.readyState !== WebSocket.OPEN) return;
    const lastSeq = mustAskAll ? 0 : cursor;
    socket.send(JSON.stringify({ type: 'SYNC_REQUEST', timestamp: new Date().toISOString(), lastSeq }));
  }

  function watch(frame: Frame): void {
    const { type, seq, lastSeq, message } = frame;
    // A repeated frame has a number that was there before.
    if (isCaughtUp && typeof seq === 'number' && lastSeq === undefined && seq > cursor + 1) {
      ledger.faults.push(`${userId}: ${type} jumps from ${cursor} to ${seq}`);
    }
    if (type === 'ERROR') ledger.faults.push(`${userId}: ${JSON.stringify(frame)}`);
    if (type === 'SYNC_RESPONSE' && message !== 'Mutation applied') {
      isCaughtUp = true;
      mustAskAll = false;
    }
    for (const number of [seq, lastSeq]) {
      if (typeof number === 'number') cursor = Math.max(cursor, number);
    }
  }

  function send(frame: Frame, entityId: string, done: () => void): void {
    // Sometimes twice, as a client does that has not seen the answer.
    const copies = random(6) === 0 ? 2 : 1;
    for (let copy = 1; copy <= copies; copy += 1) {
      unacknowledged.push({ frame, entityId, done: copy === copies ? done : () => undefined });
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    }
  }

  function write(type: string, id: string): void {
    const ms = tick();
    const at = new Date(ms).toISOString();
    const fields = { duration: random(100), mood: random.of(moods) };
    known.set(id, { updatedAt: at, told: toldOf(fields) });
    ledger.writtenAt.set(id, ms);
    const value = entry(id, { ...fields, updatedAt: at, createdAt: at });
    send({ type, timestamp: at, entry: value }, id, () => ledger.created.add(id));
  }
}
