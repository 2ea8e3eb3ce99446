import { expect, it } from 'vitest';
import { entry, now, openJsonClient } from './json-client.ts';
import { openRelay } from './relay.ts';
import { openCaller } from './rest-caller.ts';

const old = '2001-01-01T00:00:00.000Z';

it('24.13 a batch takes entities of any kind, tells what it did not take, and is answered as before when sent again', async () => {
  const relay = await openRelay();
  const [call, callAsOther] = [await openCaller(relay, 'u1'), await openCaller(relay, 'u2')];
  const batch = (entities: object[], headers?: Record<string, string>) =>
    call('POST', '/api/sync/batch', { entities, syncToken: null }, headers);
  const item = (type: string, data: Record<string, unknown>, id = data.id) => ({
    id,
    type,
    data,
    checksum: 'c',
    version: 2,
  });
  await call('POST', '/api/sync/push', {
    changes: { entries: [entry('e1', { notes: 'new' }), entry('there'), entry('gone')] },
  });
  await call('POST', '/api/sync/push', { changes: { entries: [{ id: 'gone', deletedAt: now() }] } });
  const socket = await openJsonClient(relay, 'u1');
  await socket.ask(0);
  const first = [
    item('logbook_entry', entry('e1', { notes: 'old', updatedAt: old })),
    item('logbook_entry', entry('e2')),
    item('logbook_entry', { id: 'e3', duration: 'long' }),
    item('goal', { id: 'g1', title: 'Goal' }),
    item('plan_occurrence', { id: 'o1', planId: 'p1', status: 'scheduled' }),
    item('plan_template', { id: 't1', title: 'T', visibility: 'private' }),
    item('user_preferences', { theme: 'dark', metronomePresets: { a: 1 } }, 'u1'),
  ];
  const key = { 'x-idempotency-key': 'batch-1' };
  const answer = await batch(first, key);
  expect(answer).toMatchObject({
    status: 200,
    body: {
      uploaded: 5,
      downloaded: 1,
      conflicts: [
        { entityId: 'e1', localVersion: 2, remoteVersion: 1 },
        { entityId: 'e3', localVersion: 2, remoteVersion: 0 },
      ],
      newSyncToken: 'sync_8',
    },
  });
  expect((await socket.settle()).map(({ type }) => type)).toContain('ENTRY_CREATED');
  const replay = await batch(first, key);
  expect(replay.body).toEqual(answer.body);
  expect(replay.headers.get('x-idempotent-replay')).toBe('true');
  expect((await batch([], key)).status).toBe(409);
  expect((await batch(first.slice(1, 2))).body).toMatchObject({ uploaded: 0, conflicts: [], downloaded: 5 });

  const pulled = (await call('POST', '/api/sync/pull', {})).body;
  expect(pulled.entries).toMatchObject([{ id: 'e1', notes: 'new' }, { id: 'there' }, { id: 'e2' }]);
  expect(pulled).toMatchObject({ goals: [{ id: 'g1' }], planOccurrences: [{ id: 'o1' }] });
  expect((await call('GET', '/api/user/preferences')).body).toEqual({
    theme: 'dark',
    metronomePresets: { a: 1 },
  });
  expect((await callAsOther('POST', '/api/sync/pull', {})).body).toMatchObject({ entries: [], goals: [] });
  expect((await batch([{ ...item('logbook_entry', entry('e4')), version: 0 }])).status).toBe(400);
  expect((await batch([item('blob', { id: 'x' })])).status).toBe(400);
  const nobody = await openCaller(relay, undefined);
  expect((await nobody('POST', '/api/sync/batch', { entities: [] })).status).toBe(401);
});
