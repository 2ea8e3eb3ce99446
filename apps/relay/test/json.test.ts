import { setTimeout as wait } from 'node:timers/promises';
import { createJournalDocument } from '@mirubato/domain/journal';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { entry, now, openJsonClient } from './json-client.ts';
import { accessToken, openProvider, openRelay } from './relay.ts';

const created = (value: object) => ({ type: 'ENTRY_CREATED', timestamp: now(), entry: value });
const updated = (value: object) => ({ type: 'ENTRY_UPDATED', timestamp: now(), entry: value });
const deleted = (entryId: string, timestamp = now()) => ({ type: 'ENTRY_DELETED', timestamp, entryId });

describe('JSON clients', () => {
  it('20.1 greets first, answers a ping, and tells what it cannot read', async () => {
    const relay = await openRelay();
    const client = await openJsonClient(relay, 'u1');
    expect(client.frames[0]).toEqual({
      type: 'WELCOME',
      timestamp: expect.any(String),
      message: 'Connected to Mirubato sync',
    });
    client.send({ type: 'PING', timestamp: now() });
    expect(Object.keys(await client.next())).toEqual(['type', 'timestamp']);
    client.send('not json');
    expect(await client.next()).toMatchObject({ type: 'ERROR', error: 'Invalid JSON format' });
    for (const frame of [
      { type: 'PING' },
      { type: 'NOPE', timestamp: now() },
      { type: 'PING', timestamp: '2025-01-01T00:00:00+02:00' },
      { type: 'PING', timestamp: '2025-01-01' },
      { type: 'PIECE_ADDED', timestamp: now(), piece: { id: 'r', scoreId: 'x-y', status: 'learning' } },
    ]) {
      client.send(frame);
      expect(await client.next()).toMatchObject({ type: 'ERROR', error: 'Invalid sync event format' });
    }
    client.send({ type: 'BULK_SYNC', timestamp: now(), entries: [] });
    expect(await client.settle()).toEqual([]);
  });

  it('20.2 a mutation is acknowledged to its sender and told to the user’s other sockets alone', async () => {
    const relay = await openRelay();
    const [a, b, stranger] = [
      await openJsonClient(relay, 'u1'),
      await openJsonClient(relay, 'u1'),
      await openJsonClient(relay, 'u2'),
    ];
    a.send(created(entry('e1')));
    expect(await a.next()).toEqual({
      type: 'SYNC_RESPONSE',
      timestamp: expect.any(String),
      message: 'Mutation applied',
      lastSeq: 1,
      entityId: 'e1',
    });
    const told = await b.next();
    expect(told).toMatchObject({
      type: 'ENTRY_CREATED',
      seq: 1,
      entry: {
        id: 'e1',
        timestamp: expect.any(Number),
        instrument: 'piano',
        pieces: [{ id: 'moonlight sonata-beethoven', title: 'Moonlight Sonata', measures: null }],
        goal_ids: [],
        goalIds: ['g1'],
        sync_version: 1,
        user_id: 'u1',
        metadata: { source: 'manual' },
      },
    });
    const keys =
      'id timestamp duration type instrument pieces techniques goal_ids goalIds notes mood tags metadata createdAt updatedAt sync_version user_id';
    expect(new Set(Object.keys(told.entry as object))).toEqual(new Set(keys.split(' ')));
    a.send(deleted('e1'));
    expect(await b.next()).toEqual({
      type: 'ENTRY_DELETED',
      entryId: 'e1',
      timestamp: expect.any(String),
      seq: 2,
    });
    a.send(created(entry('e1', { notes: 'again' })));
    expect(await b.next()).toMatchObject({ type: 'ENTRY_CREATED', seq: 3, entry: { notes: 'again' } });
    expect(await stranger.settle()).toEqual([]);
    expect(await stranger.ask()).toMatchObject([{ message: 'No new data to sync', lastSeq: 0 }]);
  });

  it('20.2 who writes is told what became of it where it crossed a deletion or a later value', async () => {
    const relay = await openRelay();
    const [a, b] = [await openJsonClient(relay, 'u1'), await openJsonClient(relay, 'u1')];
    const { doc } = await openProvider(relay, 'u1');
    const device = createJournalDocument({ replica: 'device', nowMs: Date.now });
    doc.on('update', (update: Uint8Array) => device.applyUpdate(update));
    a.send(created(entry('e1')));
    await b.next('ENTRY_CREATED');
    b.send(deleted('e1'));
    expect(await a.next('ENTRY_DELETED')).toMatchObject({ seq: 2 });
    // Written before it heard of the deletion, and later than it.
    a.send(updated(entry('e1', { notes: 'kept' })));
    expect(await a.next()).toMatchObject({ type: 'ENTRY_UPDATED', seq: 3, entry: { notes: 'kept' } });
    expect(await a.next()).toMatchObject({ message: 'Mutation applied', lastSeq: 3 });
    await expect.poll(() => device.read('entries', 'e1')).toMatchObject({ notes: 'kept' });
    const earlier = now();
    await wait(5);
    const change = device.edit([
      { collection: 'entries', id: 'e1', fields: { duration: 45, updatedAt: now() } },
    ]);
    if (change) Y.applyUpdate(doc, change.update, 'device');
    expect(await a.next()).toMatchObject({ seq: 4, entry: { notes: 'kept', duration: 45 } });
    // Written before it heard of the device's minutes, and earlier than them.
    a.send(updated(entry('e1', { mood: 'satisfied', updatedAt: earlier })));
    expect(await a.next()).toMatchObject({ seq: 5, entry: { mood: 'satisfied', duration: 45 } });
    expect(await a.next()).toMatchObject({ message: 'Mutation applied', lastSeq: 5 });
  });

  it('20.3 an older write never overwrites a newer, and a repeated one changes nothing', async () => {
    const relay = await openRelay();
    const [a, b] = [await openJsonClient(relay, 'u1'), await openJsonClient(relay, 'u1')];
    const first = created(entry('e1'));
    a.send(first);
    await b.next('ENTRY_CREATED');
    a.send(first);
    a.send(
      updated(
        entry('e1', { notes: 'stale', duration: 99, mood: 'proud', updatedAt: '2001-01-01T00:00:00.000Z' }),
      ),
    );
    await a.settle();
    expect(await b.settle()).toEqual([]);
    expect(a.cursor()).toBe(1);
    const fresh = await openJsonClient(relay, 'u1');
    const [bulk] = await fresh.ask();
    expect(bulk).toMatchObject({ type: 'BULK_SYNC', entries: [{ notes: 'n', duration: 30 }] });
  });

  it('20.4 tombstones win until a newer write, also of what was never seen', async () => {
    const relay = await openRelay();
    const a = await openJsonClient(relay, 'u1');
    a.send(deleted('ghost'));
    a.send(
      created(
        entry('ghost', { updatedAt: '2020-01-01T00:00:00.000Z', createdAt: '2020-01-01T00:00:00.000Z' }),
      ),
    );
    a.send(created(entry('e1')));
    a.send(deleted('e1'));
    a.send(deleted('e1'));
    await a.settle();
    const fresh = await openJsonClient(relay, 'u1');
    const frames = await fresh.ask();
    expect(frames.slice(0, -1)).toMatchObject([
      { type: 'ENTRY_DELETED', entryId: 'ghost', seq: 1, lastSeq: 1 },
      { type: 'ENTRY_DELETED', entryId: 'e1', seq: 3, lastSeq: 3 },
    ]);
    a.send(updated(entry('ghost', { notes: 'restored' })));
    expect(await fresh.next()).toMatchObject({ type: 'ENTRY_UPDATED', seq: 4, entry: { notes: 'restored' } });
  });

  it('20.5 catching up covers every kind of record in one order, pages by it, and is gap-free', async () => {
    const relay = await openRelay();
    const a = await openJsonClient(relay, 'u1');
    a.send({
      type: 'PIECE_ADDED',
      timestamp: now(),
      piece: {
        id: 'rep1',
        scoreId: 'moonlight-beethoven',
        title: 'Moonlight',
        composer: null,
        status: 'dropped',
        tags: [],
      },
    });
    for (let index = 0; index < 300; index += 1) a.send(created(entry(`e${index}`)));
    const plan = {
      id: 'p1',
      title: 'Plan',
      type: 'custom',
      visibility: 'private',
      status: 'active',
      schedule: { kind: 'single', startDate: '2025-12-10', durationMinutes: 30 },
      createdAt: now(),
      updatedAt: now(),
    };
    a.send({
      type: 'PLAN_CREATED',
      timestamp: now(),
      plan,
      occurrences: [{ id: 'o1', planId: 'p1', status: 'scheduled' }],
    });
    await a.settle();
    const fresh = await openJsonClient(relay, 'u1');
    const frames = await fresh.ask();
    expect(frames.map(({ type, lastSeq }) => [type, lastSeq])).toEqual([
      ['REPERTOIRE_BULK_SYNC', 1],
      ['BULK_SYNC', 250],
      ['BULK_SYNC', 301],
      ['PLAN_UPDATED', 302],
      ['PLAN_UPDATED', 303],
      ['SYNC_RESPONSE', 303],
    ]);
    expect(frames[0]?.pieces).toMatchObject([
      { id: 'rep1', score_id: 'moonlight-beethoven', status: 'dropped' },
    ]);
    expect(frames[3]?.plan).toMatchObject({
      id: 'p1',
      focusAreas: [],
      metadata: {},
      schedule: { startDate: '2025-12-10', metadata: {} },
    });
    expect(frames[4]).toMatchObject({ plan: { id: 'p1' }, occurrences: [{ id: 'o1', status: 'scheduled' }] });
    expect((await (await openJsonClient(relay, 'u1')).ask(301)).map(({ type }) => type)).toEqual([
      'PLAN_UPDATED',
      'PLAN_UPDATED',
      'SYNC_RESPONSE',
    ]);
    expect((await (await openJsonClient(relay, 'u1')).ask(999)).at(-1)).toMatchObject({
      message: 'Sync complete',
      lastSeq: 303,
    });
  });

  it('20.6 who comes back without asking misses nothing', async () => {
    const relay = await openRelay();
    const token = await accessToken('u1');
    const a = await openJsonClient(relay, 'u1');
    const b = await openJsonClient(relay, 'u1', { token });
    a.send(created(entry('e1')));
    await b.next('ENTRY_CREATED');
    await b.close();
    a.send(created(entry('e2')));
    await a.settle();
    const back = await openJsonClient(relay, 'u1', { token });
    back.send(created(entry('e3')));
    const ack = await back.next('SYNC_RESPONSE');
    expect(ack.lastSeq).toBe(3);
    const seen = back.frames.flatMap(({ entries }) => (entries as { id: string }[] | undefined) ?? []);
    expect(seen.map(({ id }) => id)).toContain('e2');
  });

  it('20.7 both kinds of client see each other’s changes, field by field', async () => {
    const relay = await openRelay();
    const a = await openJsonClient(relay, 'u1');
    const { doc } = await openProvider(relay, 'u1');
    const device = createJournalDocument({ replica: 'device', nowMs: Date.now });
    doc.on('update', (update: Uint8Array) => device.applyUpdate(update));
    a.send(created(entry('e1')));
    await a.next('SYNC_RESPONSE');
    await expect
      .poll(() => device.read('entries', 'e1'))
      .toMatchObject({
        duration: 30,
        localDate: expect.any(String),
        notes: 'n',
      });
    const change = device.edit([
      { collection: 'entries', id: 'e1', fields: { duration: 45, updatedAt: now() } },
      {
        collection: 'pieces',
        id: 'k1',
        fields: { title: 'Rondo', composer: null, status: 'learning', updatedAt: now() },
      },
    ]);
    if (change) Y.applyUpdate(doc, change.update, 'device');
    expect(await a.next()).toMatchObject({
      type: 'ENTRY_UPDATED',
      entry: { duration: 45, notes: 'n' },
      seq: 2,
    });
    expect(await a.next()).toMatchObject({
      type: 'PIECE_ADDED',
      piece: { id: 'k1', scoreId: 'rondo-unknown' },
      seq: 3,
    });
    a.send({
      type: 'PIECE_UPDATED',
      timestamp: now(),
      piece: { id: 'k1', scoreId: 'rondo-unknown', title: 'Rondo', status: 'polished', updated_at: now() },
    });
    await a.next('SYNC_RESPONSE');
    await expect
      .poll(() => device.read('pieces', 'k1'))
      .toMatchObject({ status: 'polished', title: 'Rondo' });
  });

  it('20.8 closing and opening the relay loses no number and no record', async () => {
    const relay = await openRelay();
    const a = await openJsonClient(relay, 'u1');
    a.send(created(entry('e1')));
    await a.next('SYNC_RESPONSE');
    await relay.close();
    await relay.reopen();
    const back = await openJsonClient(relay, 'u1');
    expect(await back.ask(1)).toMatchObject([{ message: 'No new data to sync', lastSeq: 1 }]);
    back.send(updated(entry('e1', { notes: 'later' })));
    expect(await back.next()).toMatchObject({ lastSeq: 2 });
  });
});
