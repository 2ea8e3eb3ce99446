import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { type Core, createCore } from '../../src/core.ts';
import { clientOf } from '../client-of.ts';
import { databaseImage, entryInput } from '../temporary.ts';

const NOW_MS = Date.UTC(2026, 2, 11, 9);

let core: Core;
let client: Client;
let dataDir: string;

/** Each entry is named by its id; a Wednesday, and the days before it. */
const entries = {
  moonlight: {
    timestamp: '2026-03-11T07:00:00.000Z',
    duration: 30,
    pieces: [{ title: 'Moonlight Sonata, Op. 27/2', composer: 'Ludwig van Beethoven' }],
    notes: 'Left hand alone, très lent.',
    mood: 'satisfied',
    source: 'timer',
  },
  rondo: {
    timestamp: '2026-03-10T18:00:00.000Z',
    duration: 45,
    pieces: [{ title: 'Rondo', composer: 'Antonín Dvořák' }],
    tags: ['hands apart'],
    techniques: ['scales'],
    instrument: 'violin',
  },
  lesson: {
    timestamp: '2026-03-08T10:00:00.000Z',
    duration: 60,
    type: 'lesson',
    pieces: [{ title: 'Sonata No. 1' }, { title: 'Rondo', composer: 'Mozart' }],
    tags: ['lesson'],
    notes: 'The hand left the keys.',
  },
  old: {
    timestamp: '2025-12-31T20:00:00.000Z',
    duration: 20,
    pieces: [{ title: 'Sonata No. 10' }],
    mood: 'frustrated',
  },
  change: { timestamp: '2026-03-11T08:00:00.000Z', duration: 1, type: 'status_change' },
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mirubato-test-'));
  core = unwrap(await createCore({ databaseImage: databaseImage(), dataDir, nowMs: () => NOW_MS }));
  client = clientOf(core);
  const goal = await client.api.goals.$post({ json: { title: 'Audition in June', type: 'custom' } as never });
  const goalId = JSON.stringify(await goal.json()).match(/"id":"([^"]+)"/)?.[1];
  for (const [id, entry] of Object.entries(entries)) {
    const json = { ...entryInput({ pieces: [], ...entry }), id, goalIds: id === 'old' ? [goalId] : [] };
    expect((await client.api.logbook.entries.$post({ query: {}, json: json as never })).status).toBe(201);
  }
});

afterAll(async () => {
  await core.close();
  await rm(dataDir, { recursive: true, force: true });
});

const zone = 'Europe/Berlin';

async function found(q: string): Promise<string[]> {
  const response = await client.api.logbook.entries.$get({ query: { q, zone, firstDay: '7' } });
  expect(response.status).toBe(200);
  return (await response.json()).entries.map(({ id }) => id);
}

async function totals(q: string) {
  return (await client.api.logbook.totals.$get({ query: { q, zone, firstDay: '7' } })).json();
}

describe('a query of the logbook', () => {
  it.each([
    ['', ['change', 'moonlight', 'rondo', 'lesson', 'old']],
    ['sonat', ['moonlight', 'lesson', 'old']],
    ['"left hand"', ['moonlight']],
    ['left hand', ['moonlight', 'lesson']],
    ['TRES', ['moonlight']],
    ['sonata -moonlight', ['lesson', 'old']],
    ['rondo OR frustrated OR très', ['moonlight', 'rondo', 'lesson']],
    ['piece:sonata', ['moonlight', 'lesson', 'old']],
    ['piece:"Sonata No. 1"', ['lesson']],
    ['piece:Op.27/2', ['moonlight']],
    ['composer:dvorak', ['rondo']],
    ['composer:"Beethoven"', ['moonlight']],
    ['-composer:mozart piece:rondo', ['rondo']],
    ['instrument:vio', ['rondo']],
    ['type:lesson', ['lesson']],
    ['type:status_change', ['change']],
    ['mood:satisfied', ['moonlight']],
    ['-mood:satisfied sonata', ['lesson', 'old']],
    ['tag:hands', ['rondo']],
    ['tag:"hands"', ['rondo']],
    ['-tag:lesson rondo', ['rondo']],
    ['technique:scales', ['rondo']],
    ['goal:audition', ['old']],
    ['duration:>30', ['rondo', 'lesson']],
    ['duration:20..30', ['moonlight', 'old']],
    ['date:2026-03', ['change', 'moonlight', 'rondo', 'lesson']],
    ['date:2026-01-01..2026-03-10', ['rondo', 'lesson']],
    ['date:today', ['change', 'moonlight']],
    ['date:yesterday', ['rondo']],
    ['date:week', ['change', 'moonlight', 'rondo', 'lesson']],
    ['date:..2025', ['old']],
    ['-date:2026', ['old']],
    ['has:notes', ['moonlight', 'lesson']],
    ['has:mood -has:notes', ['old']],
    ['has:score', []],
    ['source:timer', ['moonlight']],
    ['(piece:moonlight OR tag:lesson) -mood:satisfied', ['lesson']],
    ['piece:"nothing of the kind"', []],
    ['-piece:"nothing of the kind" type:lesson', ['lesson']],
    ['100%', []],
  ])('31.6 %s finds what it says', async (q, ids) => {
    expect(await found(q)).toEqual(ids);
  });

  it('31.3 finds by the valid part of what is half typed', async () => {
    expect(await found('lesson moo:')).toEqual(['lesson']);
    expect(await found('(type:lesson')).toEqual(['lesson']);
  });

  it('31.7 sums practice alone, and each sum is of what was found', async () => {
    expect(await totals('')).toEqual({
      entries: 4,
      minutes: 155,
      minutesToday: 30,
      minutesThisWeek: 135,
      from: '2025-12-31',
      to: '2026-03-11',
      today: '2026-03-11',
    });
    expect(await totals('rondo')).toMatchObject({ entries: 2, minutes: 105, minutesToday: 0 });
    expect(await totals('type:status_change')).toMatchObject({ entries: 0, minutes: 0, from: null });
  });

  it('31.7 gives the days of what was found', async () => {
    const query = { from: '2026-01-01', to: '2026-12-31', q: 'rondo' };
    expect(await (await client.api.logbook.days.$get({ query })).json()).toEqual({
      days: [
        { date: '2026-03-08', minutes: 60, entries: 1 },
        { date: '2026-03-10', minutes: 45, entries: 1 },
      ],
    });
  });

  it('31.6 a filtered list is paged without gap or repeat', async () => {
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { entries: { id: string }[]; nextCursor: string | null } = await (
        await client.api.logbook.entries.$get({
          query: { q: '-type:lesson', limit: '2', ...(cursor ? { cursor } : {}) },
        })
      ).json();
      ids.push(...page.entries.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(ids).toEqual(['change', 'moonlight', 'rondo', 'old']);
  });

  it('31.8 the names of a field are those of the person', async () => {
    const names = async (field: 'piece' | 'composer' | 'tag' | 'goal' | 'instrument', q: string) =>
      (await (await client.api.logbook.names.$get({ query: { field, q } })).json()).names;
    expect(await names('piece', '')).toEqual([
      'Moonlight Sonata, Op. 27/2',
      'Rondo',
      'Sonata No. 1',
      'Sonata No. 10',
    ]);
    expect(await names('piece', 'sonata no. 1')).toEqual(['Sonata No. 1', 'Sonata No. 10']);
    expect(await names('composer', 'dvo')).toEqual(['Antonín Dvořák']);
    expect(await names('tag', '')).toEqual(['hands apart', 'lesson']);
    expect(await names('goal', 'aud')).toEqual(['Audition in June']);
    expect(await names('instrument', 'x')).toEqual([]);
  });

  it('31.8 composers are offered as the person writes them, and as they are known', async () => {
    const { composers } = await (
      await client.api.logbook.composers.$get({ query: { q: 'dvorak', limit: '3' } })
    ).json();
    expect(composers[0]).toBe('Antonín Dvořák');
    const bach = await (await client.api.logbook.composers.$get({ query: { q: 'bach' } })).json();
    expect(bach.composers[0]).toBe('Johann Sebastian Bach');
    expect(bach.composers.length).toBeGreaterThan(3);
  });
});

describe('a change of many entries', () => {
  const ids = ['moonlight', 'rondo', 'lesson'];

  async function change(change: object, of: readonly string[] = ids) {
    const response = await client.api.logbook.bulk.$post({ json: { ids: of, change } as never });
    expect(response.status).toBe(200);
    return (await response.json()).kept;
  }

  async function takeBack(kept: unknown) {
    const response = await client.api.logbook.bulk.$put({ json: { kept } as never });
    return (await response.json()).changed;
  }

  async function entry(id: string) {
    return (await client.api.logbook.entries[':id'].$get({ param: { id } })).json();
  }

  it('31.9 is one edit, tells what was before, and is taken back as one', async () => {
    const before = await Promise.all(ids.map(entry));
    for (const [asked, fields] of [
      [{ action: 'addTag', tag: 'lesson' }, { tags: expect.arrayContaining(['lesson']) }],
      [{ action: 'setInstrument', instrument: 'Cello' }, { instrument: 'cello' }],
      [{ action: 'setType', type: 'rehearsal' }, { type: 'rehearsal' }],
      [{ action: 'moveTo', date: '2026-02-02' }, { localDate: '2026-02-02' }],
    ] as const) {
      const kept = await change(asked);
      for (const id of ids) expect(await entry(id)).toMatchObject(fields);
      expect(await takeBack(kept)).toBe(kept.length);
    }
    const after = await Promise.all(ids.map(entry));
    const unstamped = after.map((one, index) => ({ ...one, updatedAt: before[index]?.updatedAt }));
    expect(unstamped).toEqual(before);
  });

  it('31.9 leaves alone what is so already, and what is a change of status', async () => {
    expect(await change({ action: 'addTag', tag: 'lesson' }, ['lesson', 'change', 'gone'])).toEqual([]);
    expect(await change({ action: 'removeTag', tag: 'lesson' }, ids)).toHaveLength(1);
    expect(await found('tag:lesson')).toEqual([]);
    await change({ action: 'addTag', tag: 'lesson' }, ['lesson']);
  });

  it('31.9 what was changed since is not taken back', async () => {
    const kept = await change({ action: 'setType', type: 'rehearsal' }, ['rondo', 'moonlight']);
    await client.api.logbook.entries[':id'].$patch({ param: { id: 'rondo' }, json: { type: 'lesson' } });
    expect(await takeBack(kept)).toBe(1);
    expect([(await entry('rondo')).type, (await entry('moonlight')).type]).toEqual(['lesson', 'practice']);
  });

  it('31.9 the trash and back', async () => {
    const kept = await change({ action: 'trash' });
    expect(await found('')).toEqual(['change', 'old']);
    expect(await found('tag:lesson')).toEqual([]);
    expect(await takeBack(kept)).toBe(3);
    expect(await found('tag:lesson')).toEqual(['lesson']);
  });

  it('31.9 a piece is linked to its name, or added', async () => {
    const made = await client.api.pieces.$post({ json: { title: 'rondo', composer: 'Mozart' } });
    const { id: pieceId } = await made.json();
    const kept = await change({ action: 'linkPiece', pieceId });
    expect((await entry('lesson')).pieces).toMatchObject([
      { title: 'Sonata No. 1' },
      { title: 'Rondo', pieceId },
    ]);
    expect((await entry('moonlight')).pieces).toHaveLength(2);
    expect(await change({ action: 'linkPiece', pieceId })).toEqual([]);
    await takeBack(kept);
    const unknown = { ids, change: { action: 'linkPiece', pieceId: 'nowhere' } };
    expect((await client.api.logbook.bulk.$post({ json: unknown as never })).status).toBe(404);
  });

  it('31.10 those chosen go out as a table or as records', async () => {
    await client.api.logbook.entries[':id'].$patch({ param: { id: 'old' }, json: { notes: '=1+1' } });
    const csv = await client.api.logbook.export.$post({
      json: { ids: ['rondo', 'old'], format: 'csv' } as never,
    });
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('2025-12-31');
    expect(lines[1]).toMatch(/,'=1\+1$/);
    const json = await client.api.logbook.export.$post({ json: { ids: ['rondo'], format: 'json' } as never });
    expect(JSON.parse(await json.text())).toMatchObject({
      entries: [{ id: 'rondo', tags: ['hands apart'] }],
    });
  });
});

it('31.11 a filter is saved, renamed, put into the trash and restored', async () => {
  const { filters } = client.api.logbook;
  const json = { id: 'f1' as never, name: 'Evenings', query: 'duration:>30' };
  expect((await filters.$post({ json })).status).toBe(201);
  await filters[':id'].$patch({ param: { id: 'f1' }, json: { name: 'Long evenings' } });
  const saved = async () => (await (await filters.$get()).json()).filters;
  expect(await saved()).toMatchObject([{ id: 'f1', name: 'Long evenings', query: 'duration:>30' }]);
  await filters[':id'].$delete({ param: { id: 'f1' } });
  expect(await saved()).toEqual([]);
  expect(await (await client.api.trash.$get()).json()).toMatchObject({
    items: [{ collection: 'savedFilters', title: 'Long evenings' }],
  });
  await filters[':id'].restore.$post({ param: { id: 'f1' } });
  expect(await saved()).toHaveLength(1);
  expect((await filters.$post({ json: { name: ' ', query: '' } })).status).toBe(400);
});

it('31.15 another hour at which days begin moves no entry that is there', async () => {
  const { entries } = client.api.logbook;
  const at = { id: 'night' as never, timestamp: '2026-01-15T01:30:00.000Z', zone: 'UTC' };
  const json = { ...entryInput(at), id: at.id };
  const made = await (await entries.$post({ query: {}, json: json as never })).json();
  expect(made.localDate).toBe('2026-01-15');
  await client.api.settings.$patch({ json: { dayStartHour: 4 } });
  const edited = async (patch: object) =>
    (await entries[':id'].$patch({ param: { id: 'night' }, json: patch })).json();
  expect(await edited({ notes: 'By heart.' })).toMatchObject({ localDate: '2026-01-15' });
  expect(await found('date:2026-01-15')).toEqual(['night']);
  // Whoever gives the entry another start gives it the day that such a start has now.
  expect(await edited({ timestamp: '2026-01-15T01:40:00.000Z' })).toMatchObject({ localDate: '2026-01-14' });
});
