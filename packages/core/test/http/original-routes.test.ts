/** The original system's repertoire and goals interfaces: its paths and bodies, with the right status for what is wrong. */
import { describe, expect, it } from 'vitest';
import { entryInput, openTestCore } from '../temporary.ts';

async function openCalls() {
  const { core } = await openTestCore();
  return async (method: string, path: string, body?: unknown) => {
    const response = await core.fetch(
      new Request(`http://mirubato.invalid/api${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    );
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}

describe('repertoire as the original speaks it', () => {
  it('8.1 adds by piece key, once for every spelling of it', async () => {
    const call = await openCalls();
    const added = await call('POST', '/repertoire', { scoreId: 'Moonlight Sonata-Beethoven' });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      scoreId: 'moonlight sonata-beethoven',
      status: 'planned',
      difficultyRating: null,
      personalNotes: null,
      referenceLinks: [],
    });
    expect(Number.isInteger(added.body.createdAt) && added.body.createdAt < 1e11).toBe(true);
    await call('POST', '/repertoire', { scoreId: 'moonlight  sonata-BEETHOVEN', status: 'learning' });
    const { body } = await call('GET', '/repertoire');
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      status: 'learning',
      practiceCount: 0,
      totalPracticeTime: 0,
      lastPracticed: null,
    });
  });

  it('8.2 counts the practice that the logbook holds', async () => {
    const call = await openCalls();
    await call('POST', '/repertoire', { scoreId: 'mondschein-ludwig van beethoven' });
    await call('POST', '/logbook/entries', entryInput({ duration: 30 }));
    await call(
      'POST',
      '/logbook/entries',
      entryInput({ duration: 15, timestamp: '2026-03-02T18:00:00.000Z' }),
    );
    const { body } = await call(
      'GET',
      `/repertoire/${encodeURIComponent('Mondschein-Ludwig van Beethoven')}/stats`,
    );
    expect(body.stats).toMatchObject({
      practiceCount: 2,
      totalPracticeTime: 45,
      avgSessionDuration: 23,
      lastPracticed: '2026-03-02T18:00:00.000Z',
      firstPracticed: '2026-03-01T18:00:00.000Z',
    });
    expect(body.stats.recentSessions[0]).toEqual({
      timestamp: '2026-03-02T18:00:00.000Z',
      duration: 15,
      notes: null,
    });
  });

  it('8.3 changes, and keeps the history of the status outside the notes', async () => {
    const call = await openCalls();
    await call('POST', '/repertoire', { scoreId: 'a-b', personalNotes: 'mine' });
    expect((await call('PUT', '/repertoire/a-b', { status: 'polished', difficultyRating: 4 })).status).toBe(
      200,
    );
    const { body } = await call('GET', '/repertoire/a-b/stats');
    expect(body.repertoire).toMatchObject({ status: 'polished', difficultyRating: 4, personalNotes: 'mine' });
    const { body: pieces } = await call('GET', '/pieces');
    expect(pieces.pieces[0].statusHistory).toMatchObject([
      { to: 'planned' },
      { from: 'planned', to: 'polished' },
    ]);
  });

  it('8.4 dissociates with linked entries, which keep title and composer', async () => {
    const call = await openCalls();
    const { body: piece } = await call('POST', '/pieces', {
      title: 'Mondschein',
      composer: 'Ludwig van Beethoven',
    });
    const pieces = [{ pieceId: piece.id, title: 'Mondschein', composer: 'Ludwig van Beethoven' }];
    await call('POST', '/logbook/entries', entryInput({ id: 'e1', pieces }));
    const done = await call(
      'DELETE',
      `/repertoire/${encodeURIComponent('mondschein-ludwig van beethoven')}/dissociate`,
    );
    expect(done).toMatchObject({ status: 200, body: { preservedLogs: 1, pieceTitle: 'Mondschein' } });
    const { body: entry } = await call('GET', '/logbook/entries/e1');
    expect(entry.pieces).toMatchObject([
      { pieceId: null, title: 'Mondschein', composer: 'Ludwig van Beethoven' },
    ]);
    expect((await call('GET', '/repertoire')).body.items).toEqual([]);
  });

  it('8.5 answers 404 and 400 in its envelope where the original said 500', async () => {
    const call = await openCalls();
    for (const [method, path] of [
      ['GET', '/repertoire/none-here/stats'],
      ['PUT', '/repertoire/none-here'],
      ['DELETE', '/repertoire/none-here'],
      ['DELETE', '/repertoire/none-here/dissociate'],
      ['GET', '/goals/none'],
      ['PUT', '/goals/none'],
      ['DELETE', '/goals/none'],
    ] as const) {
      const answer = await call(method, path, method === 'PUT' ? {} : undefined);
      expect(answer, `${method} ${path}`).toMatchObject({ status: 404, body: { success: false, code: 404 } });
    }
    expect(await call('POST', '/repertoire', { scoreId: 'a-b', difficultyRating: 9 })).toMatchObject({
      status: 400,
      body: { success: false, code: 400, error: expect.any(String) },
    });
  });
});

describe('goals as the original speaks them', () => {
  it('9.1 goes from creation to completion by progress', async () => {
    const call = await openCalls();
    const made = await call('POST', '/goals', { title: 'T', type: 'practice_time', targetValue: 100 });
    expect(made).toMatchObject({
      status: 201,
      body: { status: 'active', currentValue: 0, milestones: null },
    });
    const path = `/goals/${made.body.id}/progress`;
    expect((await call('POST', path, { value: 60 })).body).toMatchObject({
      currentValue: 60,
      completed: false,
    });
    expect((await call('POST', path, { value: 60, notes: 'n' })).body).toEqual({
      message: 'Progress tracked successfully',
      currentValue: 120,
      targetValue: 100,
      status: 'completed',
      completed: true,
    });
    expect((await call('GET', '/goals?status=completed')).body.goals).toHaveLength(1);
    expect((await call('GET', '/goals?status=active')).body.goals).toEqual([]);
  });

  it('9.2 shows the entries that name the goal', async () => {
    const call = await openCalls();
    const { body: goal } = await call('POST', '/goals', { title: 'T', type: 'custom' });
    await call('POST', '/logbook/entries', entryInput({ id: 'e1', goalIds: [goal.id] }));
    const { body } = await call('GET', `/goals/${goal.id}`);
    expect(body.stats).toMatchObject({
      relatedSessions: 1,
      totalPracticeTime: 30,
      recentSessions: [{ id: 'e1' }],
    });
  });

  it('9.3 a goal to learn a piece plans the piece; dates are dates however they were sent', async () => {
    const call = await openCalls();
    const { body } = await call('POST', '/goals', {
      title: 'Learn it',
      type: 'repertoire',
      scoreId: 'a-b',
      targetDate: '1795430786000',
    });
    expect(body.targetDate).toBe('2026-11-23');
    expect((await call('GET', '/repertoire')).body.items).toMatchObject([
      { scoreId: 'a-b', status: 'planned' },
    ]);
    await call('PUT', `/goals/${body.id}`, { title: 'Really' });
    expect((await call('GET', `/goals/${body.id}`)).body.goal).toMatchObject({
      title: 'Really',
      scoreId: 'a-b',
    });
    expect((await call('DELETE', `/goals/${body.id}`)).status).toBe(200);
    expect((await call('GET', `/goals/${body.id}`)).status).toBe(404);
    expect((await call('POST', '/goals', { title: '', type: 'custom' })).status).toBe(400);
  });
});
