import { expect, it } from 'vitest';
import { entry, now, openJsonClient } from './json-client.ts';
import { openRelay } from './relay.ts';
import { openCaller } from './rest-caller.ts';

it('24.6 a goal goes from creation to completion; steps at one moment all count; another user sees none of it', async () => {
  const atMs = Date.now();
  const relay = await openRelay({ nowMs: () => atMs });
  const [call, callAsOther] = [await openCaller(relay, 'u1'), await openCaller(relay, 'u2')];
  const { status, body: goal } = await call('POST', '/api/goals', {
    title: 'Hours',
    type: 'practice_time',
    targetValue: 100,
    targetDate: `${Date.UTC(2027, 0, 2)}`,
    milestones: [{ id: 'm1', title: 'Half', completed: false }],
  });
  expect(status).toBe(201);
  expect(goal).toMatchObject({
    status: 'active',
    currentValue: 0,
    targetDate: '2027-01-02',
    description: null,
    createdAt: Math.floor(atMs / 1000),
  });
  const path = `/api/goals/${goal.id}`;
  const steps = await Promise.all([40, 30, 20].map((value) => call('POST', `${path}/progress`, { value })));
  expect(Math.max(...steps.map(({ body }) => body.currentValue))).toBe(90);
  const last = await call('POST', `${path}/progress`, { value: 30, sessionId: 'e1', notes: 'done' });
  expect(last.body).toEqual({
    message: 'Progress tracked successfully',
    currentValue: 120,
    targetValue: 100,
    status: 'completed',
    completed: true,
  });
  const [kept] = (await call('POST', '/api/sync/pull', {})).body.goals;
  expect(kept).toMatchObject({ completedAt: expect.any(String) });
  expect(kept.progress).toHaveLength(4);
  expect(kept.progress[3]).toMatchObject({ value: 30, entryId: 'e1', notes: 'done' });

  await call('POST', '/api/goals', { title: 'Nocturne', type: 'repertoire', scoreId: 'nocturne-chopin' });
  expect((await call('GET', '/api/repertoire')).body.items).toMatchObject([
    { scoreId: 'nocturne-chopin', status: 'planned' },
  ]);
  const titles = async (query: string) =>
    (await call('GET', `/api/goals${query}`)).body.goals.map(({ title }: { title: string }) => title);
  expect((await titles('')).sort()).toEqual(['Hours', 'Nocturne']);
  expect(await titles('?status=completed')).toEqual(['Hours']);
  expect(await titles('?type=repertoire')).toEqual(['Nocturne']);
  expect(await titles(`?scoreId=${encodeURIComponent('Nocturne-CHOPIN')}`)).toEqual(['Nocturne']);

  expect((await call('PUT', path, { title: 'Many hours', status: 'paused' })).body).toEqual({
    message: 'Goal updated successfully',
  });
  expect((await call('GET', path)).body.goal).toMatchObject({
    title: 'Many hours',
    status: 'paused',
    targetValue: 100,
    milestones: [{ id: 'm1' }],
  });
  for (const [method, body] of [['GET'], ['PUT', {}], ['DELETE']] as const) {
    expect((await callAsOther(method, path, body)).status).toBe(404);
  }
  expect((await callAsOther('GET', '/api/goals')).body).toEqual({ goals: [] });
  expect((await call('DELETE', path)).body).toEqual({ message: 'Goal deleted successfully' });
  expect((await call('GET', path)).status).toBe(404);
  expect(await titles('')).toEqual(['Nocturne']);
});

it('24.7 entries that are linked name the goal, which counts them; a logbook goal keeps its percent', async () => {
  const relay = await openRelay();
  const call = await openCaller(relay, 'u1');
  const socket = await openJsonClient(relay, 'u1');
  await call('POST', '/api/sync/push', {
    changes: {
      entries: [
        entry('e1', { goalIds: ['other'], duration: 20, timestamp: '2026-03-01T10:00:00.000Z' }),
        entry('e2', { goalIds: ['g1'], duration: 10, timestamp: '2026-03-02T10:00:00.000Z', notes: '' }),
        entry('e3', { goalIds: [] }),
      ],
      goals: [{ id: 'g1', title: 'Percent', status: 'cancelled', progress: 40, updatedAt: now() }],
    },
  });
  await socket.settle();
  expect(await call('POST', '/api/goals/g1/link', { sessionId: 'e1' })).toMatchObject({
    status: 200,
    body: { success: true, linked: 1 },
  });
  await call('POST', '/api/goals/g1/link', { entryIds: ['e1', 'e2'] });
  expect(await socket.settle()).toMatchObject([
    { type: 'ENTRY_UPDATED', entry: { id: 'e1', goalIds: ['other', 'g1'] } },
  ]);
  expect((await call('GET', '/api/goals/g1')).body).toMatchObject({
    goal: { status: 'abandoned' },
    stats: {
      relatedSessions: 2,
      totalPracticeTime: 30,
      recentSessions: [
        { id: 'e2', timestamp: '2026-03-02T10:00:00.000Z', duration: 10, notes: null },
        { id: 'e1', timestamp: '2026-03-01T10:00:00.000Z', duration: 20, notes: 'n' },
      ],
    },
  });
  expect((await call('GET', '/api/goals')).body.goals).toMatchObject([{ id: 'g1', relatedSessions: 2 }]);
  expect((await call('POST', '/api/goals/g1/link', { entryIds: ['e3', 'none'] })).status).toBe(404);
  expect((await call('GET', '/api/goals/g1')).body.stats.relatedSessions).toBe(2);
  await call('POST', '/api/goals/g1/progress', { value: 5 });
  const [goal] = (await call('POST', '/api/sync/pull', {})).body.goals;
  expect(goal).toMatchObject({ progress: 40, currentValue: 5 });
});
