import { expect, it } from 'vitest';
import { entry, now, openJsonClient } from './json-client.ts';
import { openRelay, SECRET } from './relay.ts';
import { openCaller } from './rest-caller.ts';

const plan = {
  id: 'p9',
  title: 'Plan',
  type: 'custom',
  schedule: { kind: 'single', startDate: '2026-12-10' },
  visibility: 'private',
  status: 'active',
  createdAt: now(),
  updatedAt: now(),
};

it('24.14 who has the secret sends events to every socket of a user; what is no event is dropped', async () => {
  const relay = await openRelay();
  const call = await openCaller(relay, undefined);
  const [a, b] = [await openJsonClient(relay, 'u1'), await openJsonClient(relay, 'u1')];
  const other = await openJsonClient(relay, 'u2');
  const broadcast = (body: unknown, secret: string | undefined = SECRET) =>
    call('POST', '/broadcast', body, secret === '' ? {} : { 'x-worker-auth': secret });
  const event = { type: 'PLAN_UPDATED', timestamp: now(), plan };

  for (const secret of ['', `${SECRET}x`, SECRET.slice(1), SECRET.toUpperCase()]) {
    const answer = await broadcast({ userId: 'u1', events: [event] }, secret);
    expect(answer).toMatchObject({ status: 401, body: 'Unauthorized' });
  }
  for (const body of ['{', {}, { userId: 1, events: [] }, { userId: 'u1' }, { userId: 'u1', events: 'x' }]) {
    expect(await broadcast(body)).toMatchObject({ status: 400, body: 'Invalid payload' });
  }
  const bad = [
    { type: 'PLAN_UPDATED', timestamp: now(), plan: { id: 'p8' } },
    { type: 'NONE', timestamp: now() },
    { type: 'PING', timestamp: now() },
    'text',
    null,
  ];
  expect(await broadcast({ userId: 'u1', events: [...bad, event] })).toMatchObject({
    status: 200,
    body: { success: true, delivered: 1 },
  });
  for (const socket of [a, b]) {
    expect(await socket.next()).toMatchObject({
      type: 'PLAN_UPDATED',
      plan: { id: 'p9', schedule: { startDate: '2026-12-10' } },
      seq: 1,
    });
    expect(await socket.settle()).toEqual([]);
  }
  expect(await other.settle()).toEqual([]);
  const owner = await openCaller(relay, 'u1');
  const made = { type: 'ENTRY_CREATED', timestamp: now(), entry: entry('e1') };
  const { body } = await broadcast({ userId: 'u1', events: [made, { ...made, entry: entry('e2') }] });
  expect(body).toEqual({ success: true, delivered: 2 });
  expect(await a.settle()).toMatchObject([{ entry: { id: 'e1' } }, { entry: { id: 'e2' } }]);
  const pulled = (await owner('POST', '/api/sync/pull', {})).body;
  expect(pulled).toMatchObject({ practicePlans: [{ id: 'p9' }], entries: [{ id: 'e1' }, { id: 'e2' }] });
  expect((await broadcast({ userId: 'nobody', events: [event] })).body).toEqual({
    success: true,
    delivered: 0,
  });
});
