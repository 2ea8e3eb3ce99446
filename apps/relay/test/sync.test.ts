import { describe, expect, it } from 'vitest';
import { entry, now, openJsonClient } from './json-client.ts';
import { accessToken, openRelay, type TestRelay } from './relay.ts';

async function caller(relay: TestRelay, userId: string) {
  const authorization = `Bearer ${await accessToken(userId)}`;
  return async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${relay.url()}/api/sync/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
}

const plan = {
  id: 'p1',
  title: 'Plan',
  type: 'custom',
  visibility: 'private',
  status: 'active',
  schedule: { kind: 'single', startDate: '2026-12-10' },
  createdAt: now(),
  updatedAt: now(),
};

describe('sync over REST', () => {
  it('22.1 what is pushed is pulled, by its own user alone, and nobody gets in without a token', async () => {
    const relay = await openRelay();
    const [ask, askAsOther] = [await caller(relay, 'u1'), await caller(relay, 'u2')];
    const pushed = await ask('push', {
      changes: {
        entries: [
          entry('e1', { pieces: [{ title: 'A', composer: null }] }),
          entry('e2', { type: 'masterclass' }),
        ],
        goals: [
          { id: 'g1', title: 'Goal', status: 'paused', progress: 40, milestones: [], linkedEntries: ['e1'] },
        ],
        practicePlans: [plan],
        planOccurrences: [{ id: 'o1', planId: 'p1', status: 'scheduled' }],
      },
    });
    expect(pushed).toMatchObject({
      status: 200,
      body: {
        success: true,
        syncToken: 'sync_5',
        conflicts: [],
        stats: {
          entriesProcessed: 2,
          duplicatesPrevented: 0,
          goalsProcessed: 1,
          practicePlansProcessed: 1,
          planOccurrencesProcessed: 1,
        },
      },
    });
    const { body } = await ask('pull', {});
    expect(body.entries).toMatchObject([
      { id: 'e1', pieces: [{ title: 'A', composer: null }] },
      { id: 'e2' },
    ]);
    expect(body.goals).toMatchObject([{ id: 'g1', status: 'paused', progress: 40, linkedEntries: ['e1'] }]);
    expect(body.practicePlans).toMatchObject([{ id: 'p1', schedule: { startDate: '2026-12-10' } }]);
    expect(body.planOccurrences).toMatchObject([{ id: 'o1', planId: 'p1' }]);
    expect(await ask('status')).toMatchObject({
      body: { syncToken: 'sync_5', entityCount: 5, pendingChanges: 0, lastSyncTime: expect.any(String) },
    });
    expect((await askAsOther('pull', {})).body).toMatchObject({
      entries: [],
      goals: [],
      syncToken: 'sync_0',
    });
    const refused = await fetch(`${relay.url()}/api/sync/pull`, { method: 'POST' });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({
      success: false,
      error: 'No authentication token provided',
      code: 401,
    });
  });

  it('22.2 one that is wrong is a conflict and harms no other', async () => {
    const relay = await openRelay();
    const ask = await caller(relay, 'u1');
    const schedule = { kind: 'recurring', rule: 'EVERY MONDAY' };
    const { body } = await ask('push', {
      changes: {
        entries: [entry('e1'), { id: 'e2', duration: 'long' }],
        practicePlans: [{ ...plan, id: 'p2', schedule }],
      },
    });
    expect(body.conflicts).toEqual([
      { entityId: 'e2', entityType: 'logbook_entry', reason: 'Invalid entry data' },
      { entityId: 'p2', entityType: 'practice_plan', reason: 'Invalid recurrence rule' },
    ]);
    expect(body.stats).toMatchObject({ entriesProcessed: 1, practicePlansProcessed: 0 });
    expect((await ask('push', { changes: { entries: [{ duration: 1 }] } })).status).toBe(400);
  });

  it('22.3 the newer write wins, a deletion stays, and sockets are told', async () => {
    const relay = await openRelay();
    const ask = await caller(relay, 'u1');
    const socket = await openJsonClient(relay, 'u1');
    const first = entry('e1');
    await ask('push', { changes: { entries: [first] } });
    expect(await socket.next()).toMatchObject({ type: 'ENTRY_CREATED', seq: 1 });
    await ask('push', {
      changes: { entries: [first, { id: 'e1', duration: 50, updatedAt: '2001-01-01T00:00:00.000Z' }] },
    });
    await ask('push', { changes: { entries: [{ id: 'e1', duration: 45 }] } });
    expect(await socket.next()).toMatchObject({
      type: 'ENTRY_UPDATED',
      seq: 2,
      entry: { duration: 45, notes: 'n' },
    });
    await ask('push', { changes: { entries: [{ id: 'e1', deletedAt: now() }] } });
    expect(await socket.next()).toMatchObject({ type: 'ENTRY_DELETED', entryId: 'e1', seq: 3 });
    await ask('push', { changes: { entries: [first] } });
    expect((await ask('pull', {})).body.entries).toEqual([]);
    expect(await socket.settle()).toEqual([]);
  });

  it('22.4 a request that is sent again is answered as before, and its key is for that body alone', async () => {
    const relay = await openRelay();
    const ask = await caller(relay, 'u1');
    const key = { 'x-idempotency-key': 'device_POST_1_2' };
    const body = { changes: { entries: [entry('e1')] } };
    const first = await ask('push', body, key);
    const again = await ask('push', body, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('x-idempotent-replay')).toBe('true');
    expect((await ask('push', { changes: {} }, key)).status).toBe(409);
    const other = await caller(relay, 'u2');
    expect((await other('push', { changes: {} }, key)).status).toBe(200);
  });
});
