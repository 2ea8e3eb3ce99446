/** The devices of random histories: the app's own sync session, and an unmodified y-websocket client. */

import { createJournalDocument, type JournalDocument } from '@mirubato/domain/journal';
import { moods } from '@mirubato/domain/logbook';
import { ok } from '@mirubato/domain/problem';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Journal } from '../../../packages/core/src/journal/journal.ts';
import { openSession, type Session } from '../../../packages/core/src/sync/session.ts';
import { type Place, toldOf, type Writer } from './history-ledger.ts';

const RECONNECT_MS = 100;

type Change = { readonly update: Uint8Array };

/** A journal in memory with a sync session that is opened again whenever it ends. */
export function openDevice(place: Place, name: string): Writer {
  const { syncUrl, userId, token, ledger } = place;
  const url = `${syncUrl}/ws?${new URLSearchParams({ userId, token, stored: '1' })}`;
  let generation = 0;
  let device = begin();
  return {
    ...writesTo(
      () => device.document,
      place,
      (change, id, done) => device.written(change, done, id),
    ),
    cut: () => device.reconnect(),
    replace() {
      device.end();
      device = begin();
    },
    close: () => device.end(),
  };

  function begin() {
    generation += 1;
    const document = createJournalDocument({ replica: `${name}${generation}`, nowMs: Date.now });
    const listeners = new Set<(change: never) => void>();
    const had = new Map<number, number>();
    const waiting: { client: number; clock: number; done: () => void }[] = [];
    let isOver = false;
    let session: Session | undefined;
    let retrying: NodeJS.Timeout | undefined;
    const tell = (change: unknown) => {
      if (change) for (const listener of listeners) listener(change as never);
    };
    const journal = {
      look: async (look: (current: JournalDocument) => unknown) => ok(look(document)),
      merge: async (update: Uint8Array, origin: unknown) => {
        const merged = document.applyUpdate(update, origin);
        if (merged.ok) tell(merged.value);
        return merged;
      },
      onChange: (listener: (change: never) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    } as unknown as Journal;
    const note = (clocks: ReadonlyMap<number, number>) => {
      for (const [client, clock] of clocks) had.set(client, Math.max(clock, had.get(client) ?? 0));
      for (const { client, clock, done } of [...waiting]) {
        if ((had.get(client) ?? 0) < clock) continue;
        waiting.splice(
          waiting.findIndex((other) => other.done === done),
          1,
        );
        done();
      }
    };
    const connect = () => {
      clearTimeout(retrying);
      if (isOver) return;
      session?.close();
      session = openSession({
        url,
        journal,
        mayMerge: async (relayHas) => {
          note(relayHas);
          return true;
        },
        onStored: note,
        onProgress: () => undefined,
        onProblem: ({ detail }) => ledger.faults.push(`${userId}: ${detail}`),
        onEnd: () => {
          retrying = setTimeout(connect, RECONNECT_MS);
        },
        nowMs: Date.now,
      });
    };
    connect();
    return {
      document,
      written(change: Change, done: () => void, id: string) {
        ledger.touched.add(id);
        for (const [client, clock] of Y.parseUpdateMeta(change.update).to)
          waiting.push({ client, clock, done });
        tell(change);
      },
      reconnect: connect,
      end() {
        isOver = true;
        clearTimeout(retrying);
        session?.close();
      },
    };
  }
}

/** What a y-websocket client has, it keeps: it is told of nothing that is durable. */
export function openPlainDevice(place: Place, name: string): Writer {
  const { syncUrl, userId, token } = place;
  const doc = new Y.Doc();
  const journal = createJournalDocument({ replica: name, nowMs: Date.now });
  const provider = new WebsocketProvider(syncUrl, 'ws', doc, {
    params: { userId, token },
    disableBc: true,
    maxBackoffTime: 200,
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== journal) journal.applyUpdate(update);
  });
  return {
    ...writesTo(
      () => journal,
      place,
      (change, _id, done) => {
        Y.applyUpdate(doc, change.update, journal);
        done();
      },
    ),
    cut: () => provider.ws?.close(),
    replace: () => provider.ws?.close(),
    close: () => provider.destroy(),
  };
}

function writesTo(
  journal: () => JournalDocument,
  { random, ledger, tick }: Place,
  written: (change: Change & { update: Uint8Array }, id: string, done: () => void) => void,
): Pick<Writer, 'create' | 'change' | 'remove' | 'entries'> {
  const live = () => {
    const found = new Map<string, unknown>();
    for (const id of journal().ids('entries')) {
      const record = journal().read('entries', id);
      if (record && record.deletedAt == null) found.set(id, toldOf(record));
    }
    return found;
  };
  const write = (id: string, fields: Record<string, string | number | null>, done: () => void) => {
    const change = journal().edit([{ collection: 'entries', id, fields }]);
    if (change) written(change, id, done);
  };
  const isoNow = () => new Date(tick()).toISOString();
  return {
    create(id) {
      const at = isoNow();
      const fields = { timestamp: at, type: 'practice', duration: random(100), mood: random.of(moods) };
      write(id, { ...fields, createdAt: at, updatedAt: at, deletedAt: null }, () => ledger.created.add(id));
    },
    change() {
      const id = random.of([...live().keys()]);
      const field = random(2) === 0 ? { duration: random(100) } : { mood: random.of(moods) };
      if (id) write(id, { ...field, updatedAt: isoNow() }, () => undefined);
    },
    remove() {
      const id = random.of([...live().keys()]);
      if (!id) return;
      const at = isoNow();
      ledger.deleteTried.add(id);
      write(id, { deletedAt: at, updatedAt: at }, () => ledger.deletedAt.set(id, Date.parse(at)));
    },
    entries: live,
  };
}
