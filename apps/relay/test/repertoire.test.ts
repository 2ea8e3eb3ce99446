import { createJournalDocument } from '@mirubato/domain/journal';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { entry, openJsonClient } from './json-client.ts';
import { openProvider, openRelay, type TestRelay } from './relay.ts';
import { type Call, openCaller } from './rest-caller.ts';

const titled = { title: 'Clair de Lune', composer: 'Debussy' };
const key = 'clair de lune-debussy';
const path = `/api/repertoire/${encodeURIComponent(key)}`;

function push(call: Call, entries: object[]) {
  return call('POST', '/api/sync/push', { changes: { entries } });
}

/** The records as a device with the whole journal has them. */
async function journalOf(relay: TestRelay, userId: string) {
  const { doc } = await openProvider(relay, userId);
  const journal = createJournalDocument({ replica: 'test', nowMs: Date.now });
  journal.load(Y.encodeStateAsUpdate(doc));
  return journal;
}

it('24.2 a piece is added once for every spelling of its key, and its practice is counted from the logbook', async () => {
  const relay = await openRelay();
  const [call, callAsOther] = [await openCaller(relay, 'u1'), await openCaller(relay, 'u2')];
  const added = await call('POST', '/api/repertoire', { scoreId: 'Clair de Lune-Debussy' });
  expect(added).toMatchObject({
    status: 201,
    body: { scoreId: key, status: 'planned', difficultyRating: null, personalNotes: null },
  });
  const again = await call('POST', '/api/repertoire', {
    scoreId: 'clair  de LUNE-debussy',
    difficultyRating: 4,
  });
  expect(again).toMatchObject({ status: 201, body: { id: added.body.id, difficultyRating: 4 } });
  const at = (day: number) => `2026-03-0${day}T10:00:00.000Z`;
  await push(call, [
    entry('whole', { timestamp: at(1), duration: 30, pieces: [titled], notes: 'slow' }),
    entry('half', { timestamp: at(2), duration: 30, pieces: [titled, { title: 'Other' }], notes: '' }),
    entry('scored', { timestamp: at(3), duration: 20, pieces: [], scoreId: 'Clair de Lune-Debussy' }),
    entry('named', {
      timestamp: '2026-02-01T10:00:00.000Z',
      duration: 5,
      pieces: [{ pieceId: added.body.id, title: 'Moonshine' }],
    }),
    entry('foreign', { duration: 98, pieces: [{ ...titled, pieceId: 'another piece' }] }),
    entry('other', { timestamp: at(4), duration: 99, pieces: [{ title: 'Other' }] }),
    entry('change', { timestamp: at(5), duration: 1, pieces: [titled], type: 'status_change' }),
  ]);
  await push(call, [{ id: 'gone', ...entry('gone', { pieces: [titled] }), deletedAt: at(6) }]);
  expect((await call('GET', '/api/repertoire')).body.items).toMatchObject([
    { scoreId: key, practiceCount: 4, totalPracticeTime: 70, lastPracticed: at(3) },
  ]);
  expect((await call('GET', `${path}/stats`)).body).toMatchObject({
    repertoire: { scoreId: key },
    stats: {
      practiceCount: 4,
      totalPracticeTime: 70,
      avgSessionDuration: 18,
      lastPracticed: at(3),
      firstPracticed: '2026-02-01T10:00:00.000Z',
      recentSessions: [
        { timestamp: at(3), duration: 20 },
        { timestamp: at(2), duration: 30, notes: null },
        { timestamp: at(1), duration: 30, notes: 'slow' },
        { duration: 5 },
      ],
    },
  });
  expect((await callAsOther('GET', '/api/repertoire')).body).toEqual({ items: [] });
  expect((await callAsOther('GET', `${path}/stats`)).status).toBe(404);
  const withSlash = await call('POST', '/api/repertoire', { scoreId: 'K. 1/2-Mozart' });
  expect(withSlash.body.scoreId).toBe('k. 1/2-mozart');
  expect((await call('GET', `/api/repertoire/${encodeURIComponent('K. 1/2-Mozart')}/stats`)).status).toBe(
    200,
  );
});

it('24.3 the history of the status is the record’s; the original’s clients read and send it as lines of the notes', async () => {
  const relay = await openRelay();
  const call = await openCaller(relay, 'u1');
  await call('POST', '/api/repertoire', { scoreId: key, personalNotes: 'mine' });
  expect((await call('PUT', path, { status: 'learning' })).body).toEqual({
    message: 'Repertoire updated successfully',
  });
  await call('PUT', path, { status: 'learning', difficultyRating: 2 });
  const told = (await call('GET', '/api/repertoire')).body.items[0].personalNotes;
  expect(told).toMatch(/^mine\n\[STATUS_CHANGE:\d{4}-\d\d-\d\dT[\d:.]+Z:planned:learning\]$/);
  // As the original's client writes notes: with the block of lines below them.
  await call('PUT', path, {
    personalNotes: `${told.replace('mine', 'better')}\n[STATUS_CHANGE:2020-01-01T00:00:00.000Z:planned:dropped]\n[STATUS_CHANGE:x:y:z]`,
  });
  const kept = (await call('GET', `${path}/stats`)).body.repertoire.personalNotes;
  expect(kept.split('\n')).toEqual([
    'better',
    '[STATUS_CHANGE:x:y:z]',
    '[STATUS_CHANGE:2020-01-01T00:00:00.000Z:planned:dropped]',
    expect.stringContaining(':planned:learning]'),
  ]);
  const journal = await journalOf(relay, 'u1');
  const [id = ''] = journal.ids('pieces');
  expect(journal.read('pieces', id)).toMatchObject({
    title: 'Clair de lune',
    composer: 'Debussy',
    status: 'learning',
    notes: 'better\n[STATUS_CHANGE:x:y:z]',
    statusHistory: [
      { at: '2020-01-01T00:00:00.000Z', from: 'planned', to: 'dropped' },
      { from: null, to: 'planned' },
      { from: 'planned', to: 'learning' },
    ],
  });
});

it('24.4 dissociating removes the piece and leaves its entries with title and composer, but no scoreId', async () => {
  const relay = await openRelay();
  const call = await openCaller(relay, 'u1');
  const socket = await openJsonClient(relay, 'u1');
  const { body: piece } = await call('POST', '/api/repertoire', { scoreId: key });
  await push(call, [
    entry('named', { pieces: [{ pieceId: piece.id, title: 'Moonshine', composer: null }] }),
    entry('scored', { pieces: [], scoreId: key }),
    entry('both', { pieces: [{ ...titled, tempo: 60 }], scoreId: key }),
    entry('other', { pieces: [{ title: 'Other' }], scoreId: 'other-unknown' }),
  ]);
  await socket.settle();
  expect(await call('DELETE', `${path}/dissociate`)).toMatchObject({
    status: 200,
    body: {
      message: 'Piece dissociated from repertoire',
      preservedLogs: 3,
      pieceTitle: 'Clair de lune',
      pieceComposer: 'Debussy',
    },
  });
  const { entries } = (await call('POST', '/api/sync/pull', {})).body;
  const byId = new Map(entries.map((each: { id: string }) => [each.id, each]));
  expect(byId.get('scored')).toMatchObject({
    scoreTitle: 'Clair de lune',
    scoreComposer: 'Debussy',
    pieces: [{ title: 'Clair de lune', composer: 'Debussy' }],
  });
  expect(byId.get('both')).toMatchObject({ pieces: [{ ...titled, tempo: 60 }], scoreTitle: 'Clair de lune' });
  expect(byId.get('named')).toMatchObject({ pieces: [{ pieceId: null, title: 'Moonshine' }] });
  for (const id of ['scored', 'both', 'named']) expect(byId.get(id)).not.toHaveProperty('scoreId');
  expect(byId.get('other')).toMatchObject({ scoreId: 'other-unknown' });
  expect((await call('GET', '/api/repertoire')).body.items).toEqual([]);
  const frames = await socket.settle();
  expect(frames.map(({ type }) => type).sort()).toEqual([
    'ENTRY_UPDATED',
    'ENTRY_UPDATED',
    'ENTRY_UPDATED',
    'PIECE_REMOVED',
  ]);
  expect((await call('DELETE', `${path}/dissociate`)).status).toBe(404);
});

it('24.5 a removed piece is a tombstone; what is not there is 404, what is wrong 400, who is not let in 401', async () => {
  const relay = await openRelay();
  const call = await openCaller(relay, 'u1');
  const callAsNobody = await openCaller(relay, undefined);
  const first = await call('POST', '/api/repertoire', { scoreId: key });
  expect(await call('DELETE', path)).toMatchObject({
    status: 200,
    body: { message: 'Removed from repertoire' },
  });
  const late = await openJsonClient(relay, 'u1');
  expect(await late.ask(0)).toMatchObject([
    { type: 'PIECE_REMOVED', scoreId: key },
    { type: 'SYNC_RESPONSE' },
  ]);
  for (const [method, route, body] of [
    ['GET', `${path}/stats`],
    ['PUT', path, {}],
    ['DELETE', path],
    ['DELETE', `${path}/dissociate`],
    ['GET', '/api/goals/none'],
    ['PUT', '/api/goals/none', {}],
    ['DELETE', '/api/goals/none'],
    ['POST', '/api/goals/none/progress', { value: 1 }],
    ['POST', '/api/goals/none/link', { entryId: 'e' }],
    ['POST', '/api/templates/adopt', { templateId: 'none' }],
  ] as const) {
    const envelope = (code: number) => ({
      status: code,
      body: { success: false, error: expect.any(String), code },
    });
    expect(await call(method, route, body), route).toMatchObject(envelope(404));
    expect(await callAsNobody(method, route, body), route).toMatchObject(envelope(401));
  }
  for (const [method, route, body] of [
    ['POST', '/api/repertoire', {}],
    ['PUT', path, { status: 'gone' }],
    ['POST', '/api/repertoire', { scoreId: key, referenceLinks: ['no link'] }],
    ['POST', '/api/goals', { title: 'T', type: 'none' }],
    ['GET', '/api/goals?status=none'],
    ['POST', '/api/goals/none/link', {}],
    ['PUT', '/api/pieces/update-name', { oldPiece: { title: 'A' }, newPiece: { title: ' ' } }],
  ] as const) {
    expect((await call(method, route, body)).status, route).toBe(400);
  }
  const again = await call('POST', '/api/repertoire', { scoreId: key });
  expect(again.body.id).not.toBe(first.body.id);
  expect((await call('GET', '/api/repertoire')).body.items).toHaveLength(1);
  const { paths } = (await callAsNobody('GET', '/openapi.json')).body;
  const described = Object.entries(paths).flatMap(([name, methods]) =>
    Object.keys(methods as object).map((method) => `${method} ${name}`),
  );
  expect(described).toEqual(
    expect.arrayContaining([
      'get /api/repertoire',
      'post /api/repertoire',
      'get /api/repertoire/{scoreId}/stats',
      'put /api/repertoire/{scoreId}',
      'delete /api/repertoire/{scoreId}',
      'delete /api/repertoire/{scoreId}/dissociate',
      'get /api/goals',
      'post /api/goals',
      'get /api/goals/{id}',
      'put /api/goals/{id}',
      'delete /api/goals/{id}',
      'post /api/goals/{id}/progress',
      'post /api/goals/{id}/link',
      'put /api/pieces/update-name',
      'post /api/templates/adopt',
      'get /api/autocomplete/composers',
      'get /api/autocomplete/pieces',
      'post /api/sync/batch',
      'post /broadcast',
    ]),
  );
});

it('24.15 what is written over REST stands, also over a device whose clock is ahead', async () => {
  const relay = await openRelay();
  const call = await openCaller(relay, 'u1');
  const { doc } = await openProvider(relay, 'u1');
  const ahead = createJournalDocument({ replica: 'ahead', nowMs: () => Date.now() + 24 * 60 * 60_000 });
  const fields = { ...titled, status: 'planned', notes: 'of the device', scoreId: key, deletedAt: null };
  const change = ahead.edit([{ collection: 'pieces', id: 'p1', fields }]);
  if (change) Y.applyUpdate(doc, change.update);
  for (let has = 0; has === 0; ) has = (await call('GET', '/api/repertoire')).body.items.length;
  await call('PUT', path, { status: 'polished', personalNotes: 'of REST' });
  const { repertoire } = (await call('GET', `${path}/stats`)).body;
  expect(repertoire).toMatchObject({ id: 'p1', status: 'polished' });
  expect(repertoire.personalNotes).toMatch(/^of REST\n/);
  await call('DELETE', path);
  expect((await call('GET', '/api/repertoire')).body.items).toEqual([]);
});
