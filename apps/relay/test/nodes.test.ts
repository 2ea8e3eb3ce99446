/** Two relays on one PostgreSQL, as one. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createJournalDocument } from '@mirubato/domain/journal';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { ask } from './auth-parts.ts';
import { entry, type Frame, type JsonClient, now } from './json-client.ts';
import { eventually, type Kind, openAskingClient, openNodes, reachable } from './nodes.ts';
import { accessToken, closeCodeOf, openProvider, openSocket } from './relay.ts';

/** So that no node looks into the database now and then: what is not told does not come. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const created = (id: string, fields: object = {}) => ({
  type: 'ENTRY_CREATED',
  timestamp: now(),
  entry: entry(id, fields),
});

/** Ids of the entries that a client was sent, in the order in which it was sent them. */
function sentEntries(frames: readonly Frame[]): string[] {
  return frames.flatMap(({ entry: one, entries = [] }) =>
    [...(one ? [one] : []), ...(entries as object[])].map((each) => (each as { id: string }).id),
  );
}

describe.each(Object.keys(reachable) as Kind[])('nodes: %s', (kind) => {
  const test = it.skipIf(!reachable[kind]);

  test('25.1 a change reaches who has the document open on another node, and nobody else', async (context) => {
    const [a, b] = await openNodes(context, kind);
    const userId = randomUUID();
    const [onA, onB] = [await openProvider(a, userId), await openProvider(b, userId)];
    const elsewhere = await openProvider(b, userId, { doc: 'annotations/s1' });
    const foreign = await openProvider(b, randomUUID());
    onA.doc.getMap('entries').set('e1', 'left hand');
    await eventually(() => onB.doc.getMap('entries').get('e1')).toBe('left hand');
    onB.doc.getMap('entries').set('e2', 'right hand');
    await eventually(() => onA.doc.getMap('entries').get('e2')).toBe('right hand');
    for (let index = 0; index < 100; index += 1) {
      const { doc } = index % 2 === 0 ? onA : onB;
      doc.getMap('entries').set(`many ${index}`, index);
    }
    await eventually(() => [onA.doc, onB.doc].map((doc) => doc.getMap('entries').size)).toEqual([102, 102]);
    for (const { doc } of [elsewhere, foreign]) expect(doc.getMap('entries').size).toBe(0);
  });

  test('25.2 presence is seen on every node: who comes, changes, goes, and who was there', async (context) => {
    const [a, b] = await openNodes(context, kind);
    const userId = randomUUID();
    const onA = await openProvider(a, userId);
    onA.provider.awareness.setLocalState({ device: 'piano room' });
    const onB = await openProvider(b, userId);
    const seen = ({ provider }: typeof onB) => [...provider.awareness.getStates().values()];
    await eventually(() => seen(onB)).toContainEqual({ device: 'piano room' });
    onB.provider.awareness.setLocalState({ device: 'train' });
    await eventually(() => seen(onA)).toContainEqual({ device: 'train' });
    onB.provider.awareness.setLocalState({ device: 'stage' });
    await eventually(() => seen(onA)).toContainEqual({ device: 'stage' });
    onB.provider.destroy();
    await eventually(() => seen(onA)).toEqual([{ device: 'piano room' }]);
  });

  test('25.3 JSON clients, REST and y-websocket clients of all nodes see each other', async (context) => {
    const [a, b] = await openNodes(context, kind);
    const userId = randomUUID();
    const [json, other] = [await openAskingClient(a, userId), await openAskingClient(b, userId)];
    const { doc } = await openProvider(b, userId);
    const device = createJournalDocument({ replica: 'device', nowMs: Date.now });
    doc.on('update', (update: Uint8Array) => device.applyUpdate(update));
    json.send(created('e1', { duration: 41 }));
    await eventually(() => device.read('entries', 'e1')).toMatchObject({ duration: 41 });
    expect(sentEntries([await other.next()])).toEqual(['e1']);
    const change = device.edit([
      { collection: 'entries', id: 'e1', fields: { duration: 42, updatedAt: now() } },
    ]);
    if (change) Y.applyUpdate(doc, change.update, 'device');
    for (const client of [json, other]) {
      await eventually(() => JSON.stringify(client.frames.at(-1))).toContain('"duration":42');
    }
    const pushed = await ask(a, '/api/sync/push', {
      token: await accessToken(userId),
      body: { changes: { entries: [entry('e2')] } },
    });
    expect(pushed.status).toBe(200);
    for (const client of [json, other]) await eventually(() => sentEntries(client.frames)).toContain('e2');
    await eventually(() => device.read('entries', 'e2')).toBeDefined();
    other.send({ type: 'ENTRY_DELETED', timestamp: now(), entryId: 'e2' });
    await eventually(() => json.frames.at(-1)).toMatchObject({
      type: 'ENTRY_DELETED',
      entryId: 'e2',
      seq: 4,
    });
  });

  test('25.3 numbers are one row over all nodes, and nothing is sent twice', async (context) => {
    const [a, b] = await openNodes(context, kind);
    const userId = randomUUID();
    const clients: JsonClient[] = [];
    for (const relay of [a, b, a, b]) clients.push(await openAskingClient(relay, userId));
    const ids = clients.map((_, writer) => Array.from({ length: 25 }, (_, index) => `e${writer}-${index}`));
    for (let index = 0; index < 25; index += 1) {
      for (const [writer, client] of clients.entries()) client.send(created(String(ids[writer]?.[index])));
      if (index % 8 === 0) await clients[index % 4]?.settle();
    }
    for (const client of clients) await eventually(client.cursor).toBe(100);
    for (const [writer, { frames }] of clients.entries()) {
      const sent = sentEntries(frames);
      expect(sent.toSorted()).toEqual([...new Set(sent)].toSorted());
      const others = ids.filter((_, index) => index !== writer).flat();
      expect(new Set(sent)).toEqual(new Set([...sent.filter((id) => !others.includes(id)), ...others]));
      const numbers = frames.map(({ seq, lastSeq }) => (lastSeq ?? seq) as number | undefined);
      const known = numbers.filter((number) => number !== undefined);
      expect(known).toEqual(known.toSorted((one, next) => one - next));
    }
    for (const client of clients) {
      await client.settle();
      expect(await client.ask(client.cursor())).toMatchObject([
        { message: 'No new data to sync', lastSeq: 100 },
      ]);
    }
  });

  test('25.4 an update as large as a frame may be reaches the other node', async (context) => {
    const [a, b] = await openNodes(context, kind);
    const userId = randomUUID();
    const [onA, onB] = [await openProvider(a, userId), await openProvider(b, userId)];
    const large = new Uint8Array(randomBytes(1_000_000));
    onA.doc.getMap('ink').set('large', large);
    onA.doc.getMap('ink').set('small', 1);
    await eventually(() => onB.doc.getMap('ink').get('large')).toEqual(large);
    await eventually(() => onB.doc.getMap('ink').get('small')).toBe(1);
  });

  test('25.7 signing out everywhere and deleting the account close the sockets of all nodes', async (context) => {
    const [a, b] = await openNodes(context, kind);
    const [userId, deletedId, bystander] = [randomUUID(), randomUUID(), randomUUID()];
    const stays = await openSocket(b, bystander);
    const closed = [a, b].map(async (relay) => closeCodeOf(await openSocket(relay, userId)));
    const deleted = [a, b].map(async (relay) => closeCodeOf(await openSocket(relay, deletedId)));
    // Their subscriptions are in force when something passes between them.
    for (const id of [userId, deletedId]) {
      const [onA, onB] = [await openProvider(a, id), await openProvider(b, id)];
      onA.doc.getMap('entries').set('e1', 1);
      await eventually(() => onB.doc.getMap('entries').get('e1')).toBe(1);
      for (const { provider } of [onA, onB]) provider.destroy();
    }
    await ask(a, '/api/auth/logout-everywhere', { token: await accessToken(userId) });
    expect(await Promise.all(closed)).toEqual([4401, 4401]);
    await ask(a, '/api/user/me', { method: 'DELETE', token: await accessToken(deletedId) });
    expect(await Promise.all(deleted)).toEqual([4401, 4401]);
    expect(stays.readyState).toBe(WebSocket.OPEN);
  });
});
