/** The original's scores service: collections, the person's own and what is public of them. */
import { describe, expect, it } from 'vitest';
import { openService, refused } from './service.ts';

const MINE = '/api/user/collections';

describe('collections as the original speaks of them', () => {
  it('29.1 the first call makes the default collection, which stays as it is', async () => {
    const { call, own } = await openService();
    const first = await call('GET', MINE);
    expect(first).toMatchObject({ status: 200, body: { success: true } });
    expect(first.body.data).toEqual([
      {
        id: 'general',
        userId: 'local',
        name: 'General',
        description: 'Your default collection',
        slug: 'general',
        visibility: 'private',
        isDefault: 1,
        collectionType: 'personal',
        scoreIds: [],
        tags: [],
        displayOrder: 0,
        ownerType: 'user',
        sharedWith: [],
        featuredAt: null,
        featuredBy: null,
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    ]);
    expect((await call('GET', MINE)).body).toEqual(first.body);
    const fixed = refused(403, 'The default collection cannot be changed');
    expect(await call('PUT', `${MINE}/general`, { name: 'Mine' })).toEqual(fixed);
    expect(await call('DELETE', `${MINE}/general`)).toEqual(fixed);
    expect((await own('POST', '/doctor', {})).body.findings).toContainEqual(
      expect.objectContaining({ check: 'rows', status: 'well' }),
    );
  });

  it('29.2 a collection is made, changed and deleted; its name is its own', async () => {
    const { call } = await openService();
    const made = await call('POST', MINE, { name: 'Für Abende', description: 'late', tags: ['slow'] });
    expect(made).toMatchObject({
      status: 201,
      body: { data: { slug: 'f-r-abende', visibility: 'private', isDefault: 0, displayOrder: 1 } },
    });
    const { id } = made.body.data;
    const taken = refused(409, 'A collection with this name already exists');
    for (const name of ['Für  Abende!', 'General'])
      expect(await call('POST', MINE, { name }), name).toEqual(taken);
    const both = await Promise.all([
      call('POST', MINE, { name: 'Same' }),
      call('POST', MINE, { name: 'Same' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const other = (await call('POST', MINE, { name: '練習' })).body.data;
    expect(other.slug).not.toBe('');
    expect(await call('PUT', `${MINE}/${other.id}`, { name: 'Same' })).toEqual(taken);
    const changed = await call('PUT', `${MINE}/${id}`, {
      name: 'Evenings',
      visibility: 'public',
      displayOrder: 9,
    });
    expect(changed.body.data).toMatchObject({ id, slug: 'evenings', description: 'late', tags: ['slow'] });
    expect((await call('PUT', `${MINE}/${id}`, { name: 'Evenings' })).status).toBe(200);
    expect((await call('GET', MINE)).body.data.at(-1)).toMatchObject({ id });
    expect((await call('DELETE', `${MINE}/${id}`)).body).toEqual({
      success: true,
      message: 'Collection deleted successfully',
    });
    const missing = refused(404, 'Collection not found');
    for (const [method, path, body] of [
      ['GET', `${MINE}/${id}`, undefined],
      ['PUT', `${MINE}/${id}`, { name: 'N' }],
      ['DELETE', `${MINE}/${id}`, undefined],
      ['POST', `${MINE}/${id}/scores`, { scoreId: 's' }],
      ['POST', `${MINE}/${id}/scores/batch`, { scoreIds: ['s'] }],
      ['DELETE', `${MINE}/${id}/scores/s`, undefined],
      ['GET', '/api/collections/evenings', undefined],
    ] as const)
      expect(await call(method, path, body), `${method} ${path}`).toEqual(missing);
    for (const body of [{}, { name: '' }, { name: 'x'.repeat(201) }, { name: 'N', visibility: 'secret' }])
      expect(await call('POST', MINE, body)).toMatchObject(refused(400, 'Invalid input'));
    expect(await call('PUT', `${MINE}/${other.id}`, { tags: 'x' })).toMatchObject(
      refused(400, 'Invalid input'),
    );
    expect((await call('POST', MINE, { name: 'Evenings' })).status).toBe(201);
  });

  it('29.3 scores are put in and taken out, in order, and counted', async () => {
    const { call, own, addScore } = await openService();
    const [a, b] = [await addScore('a'), await addScore('b')];
    const { id } = (await call('POST', MINE, { name: 'Evenings' })).body.data;
    const path = `${MINE}/${id}/scores`;
    const counts = async (scoreIds: string[]) =>
      (await call('POST', `${path}/batch`, { scoreIds })).body.data;
    expect((await call('POST', path, { scoreId: b })).body.data).toEqual({ addedCount: 1, skippedCount: 0 });
    expect((await call('POST', path, { scoreId: b })).body.data).toEqual({ addedCount: 0, skippedCount: 1 });
    expect(await counts([a, b, 'none', a])).toEqual({ addedCount: 1, skippedCount: 3 });
    const shown = async () => (await call('GET', `${MINE}/${id}`)).body.data;
    expect(await shown()).toMatchObject({ scoreIds: [b, a], scores: [{ id: b }, { id: a }] });
    expect((await call('GET', `${MINE}/score/${a}`)).body.data).toMatchObject([{ id }]);
    const held = { scoreIds: [a, 'none'] };
    expect((await call('POST', `${MINE}/batch/score-collections`, held)).body.data).toMatchObject({
      [a]: [{ id }],
      none: [],
    });
    await call('DELETE', `/api/scores/${b}`);
    expect((await shown()).scoreIds).toEqual([a]);
    await own('POST', `/scores/${b}/restore`);
    expect((await shown()).scoreIds).toEqual([b, a]);
    expect((await call('DELETE', `${path}/${b}`)).body).toEqual({
      success: true,
      message: 'Score removed from collection',
    });
    expect((await shown()).scoreIds).toEqual([a]);
    expect(await call('DELETE', `${path}/${b}`)).toEqual(refused(404, 'Score not found in this collection'));
    expect(await call('POST', path, { scoreId: 'none' })).toEqual(refused(404, 'Score not found'));
    expect(await call('GET', `${MINE}/score/none`)).toEqual(refused(404, 'Score not found'));
    const many = Array.from({ length: 101 }, (_, number) => `s${number}`);
    for (const [route, body] of [
      [path, {}],
      [`${path}/batch`, { scoreIds: many }],
      [`${path}/batch`, { scoreIds: [] }],
      [`${MINE}/batch/score-collections`, { scoreIds: many }],
    ] as const)
      expect(await call('POST', route, body), route).toMatchObject(refused(400, 'Invalid input'));

    // Seen from outside: the private score is in no public list.
    await call('PUT', `${MINE}/${id}`, { visibility: 'public' });
    await call('POST', path, { scoreId: b });
    await call('PUT', `/api/scores/${b}`, { visibility: 'public' });
    expect((await call('GET', '/api/collections')).body.data).toMatchObject([{ id, scoreIds: [b] }]);
    expect((await call('GET', '/api/collections/evenings')).body.data).toMatchObject({
      scoreIds: [b],
      scores: [{ id: b, visibility: 'public' }],
    });
    await call('PUT', `${MINE}/${id}`, { visibility: 'unlisted' });
    expect((await call('GET', '/api/collections')).body.data).toEqual([]);
    expect((await call('GET', '/api/collections/evenings')).status).toBe(200);
    await call('PUT', `${MINE}/${id}`, { visibility: 'private' });
    expect(await call('GET', '/api/collections/evenings')).toEqual(refused(404, 'Collection not found'));
  });

  it('29.4 there are no administrators, teachers or other people', async () => {
    const { call } = await openService();
    for (const path of [
      '/api/collections/featured',
      '/api/collections/shared/with-me',
      '/api/collections/shared/by-me',
    ])
      expect((await call('GET', path)).body, path).toEqual({ success: true, data: [] });
    for (const [method, path] of [
      ['POST', '/api/collections'],
      ['PUT', '/api/collections/general'],
      ['DELETE', '/api/collections/general'],
      ['POST', '/api/collections/featured/feature'],
      ['POST', '/api/collections/shared/x/share'],
    ] as const)
      expect(await call(method, path), path).toEqual(
        refused(403, 'There is nobody else here: use /api/user/collections'),
      );
    for (const path of ['reprocess-imports', 'generate-thumbnails'])
      expect((await call('POST', `/api/admin/${path}`)).status).toBe(404);
  });
});
