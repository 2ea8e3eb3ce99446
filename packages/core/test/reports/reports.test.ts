/** Reports over one core; long because all of them share its entries. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Entry, minutesByPiece } from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import {
  type Bracket,
  type Condition,
  type FilterPart,
  type Grouping,
  groupings,
  type Report,
  type ReportDefinitionInput,
} from '@mirubato/domain/reports';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { type Core, createCore } from '../../src/core.ts';
import { databaseImage } from '../temporary.ts';

const place = { zone: 'Europe/Berlin', firstDay: '1' };
/** A Thursday. */
const NOW = Date.parse('2026-11-26T18:00:00.000Z');
const everything = { from: '2026-01-01', to: '2026-11-26' };

let folder: string;
let core: Core;
let client: Client;
let entries: Entry[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mirubato-test-reports-'));
  core = unwrap(await createCore({ dataDir: folder, databaseImage: databaseImage(), nowMs: () => NOW }));
  client = createClient({
    baseUrl: 'http://mirubato.invalid',
    fetch: async (input, init) => core.fetch(new Request(input, init)),
  });
  expect((await run({ range: { preset: 'allTime' }, groupBy: ['day'] })).trend).toEqual([]);
  expect((await ask<{ insights: unknown[] }>('GET', '/insights?zone=UTC')).insights).toEqual([]);
  for (const [id, title, composer] of [
    ['nocturne', 'Nocturne', 'Frédéric Chopin'],
    ['rondo', 'Rondo', 'Wolfgang Amadeus Mozart'],
    ['=danger', '=1+1', null],
  ] as const) {
    const made = await core.fetch(request('POST', '/pieces', { id, title, composer, status: 'learning' }));
    expect(made.status).toBe(201);
  }
  const written = await Promise.all(
    sampleEntries().map(async (entry) =>
      (await core.fetch(request('POST', '/logbook/entries', entry))).json(),
    ),
  );
  entries = written as Entry[];
  const trashed = entries[0];
  if (trashed) await core.fetch(request('DELETE', `/logbook/entries/${trashed.id}`));
  entries = entries.filter(({ type }) => type !== 'status_change').slice(1);
});

afterAll(async () => {
  await core?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('36.8 every number of a report', () => {
  it('is what the entries say, for any filter and grouping, and the groups sum to the total', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...groupings), { maxLength: 3 }),
        brackets,
        fc.boolean(),
        async (groupBy, filter, withMedian) => {
          const report = await run({
            range: everything,
            filter,
            groupBy,
            measures: withMedian ? ['minutes', 'days', 'median'] : ['minutes', 'entries', 'days', 'share'],
          });
          const expected = expectedRows(groupBy, filter);
          const sum = report.rows.reduce((total, { minutes }) => total + minutes, 0);
          expect(sum).toBeCloseTo(report.total.minutes, 6);
          if (groupBy.length === 0) return;
          expect(byKeys(report)).toEqual(expected(withMedian));
          if (report.total.minutes > 0)
            expect(report.rows.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 6);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('counts neither what is in the trash nor changes of status, and every entry once', async () => {
    const { total } = await run({ range: everything });
    expect(total.entries).toBe(entries.length);
    expect(total.minutes).toBeCloseTo(
      entries.reduce((sum, { duration }) => sum + duration, 0),
      6,
    );
    expect(total.longest).toBe(Math.max(...entries.map(({ duration }) => duration)));
    expect(total.days).toBe(new Set(entries.map(({ localDate }) => localDate)).size);
  });

  it('names a piece by what it is called today, with or without its id', async () => {
    const named = await run({ range: everything, groupBy: ['piece'] });
    const nocturnes = named.rows.filter(({ keys }) => keys[0]?.name === 'Nocturne');
    expect(nocturnes.map(({ keys }) => keys[0]?.key).sort()).toEqual([
      'key:nocturne-frederic chopin',
      'nocturne',
    ]);
    await core.fetch(request('PATCH', '/pieces/nocturne', { title: 'Nocturne in E flat' }));
    const renamed = await run({ range: everything, groupBy: ['piece'] });
    expect(renamed.rows.find(({ keys }) => keys[0]?.key === 'nocturne')?.keys[0]?.name).toBe(
      'Nocturne in E flat',
    );
    await core.fetch(request('PATCH', '/pieces/nocturne', { title: 'Nocturne' }));
  });
});

describe('36.9 a trend', () => {
  it('has a bar for each period, an average that knows what lies before, and says what is not whole', async () => {
    const { trend } = await run({ range: { preset: 'thisMonth' }, groupBy: ['week'], movingAverage: 2 });
    expect(trend?.map(({ start }) => start)).toEqual([
      '2026-10-26',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
    ]);
    expect(trend?.map(({ isPartial }) => isPartial)).toEqual([true, false, false, false, true]);
    expect(trend?.at(-1)?.average).toBeNull();
    const week = (from: string, to: string) => minutesBetween(from, to);
    expect(trend?.[1]?.average).toBeCloseTo(
      (week('2026-10-26', '2026-11-01') + week('2026-11-02', '2026-11-08')) / 2,
      6,
    );
    expect(trend?.[0]?.minutes).toBeCloseTo(week('2026-11-01', '2026-11-01'), 6);
  });

  it('compares what has come of a month with the same days of the month before', async () => {
    const report = await run({ range: { preset: 'thisMonth' }, groupBy: ['type'], comparison: 'before' });
    expect(report.earlier).toMatchObject({ from: '2026-10-01', to: '2026-10-26' });
    expect(report.earlier?.minutes).toBeCloseTo(minutesBetween('2026-10-01', '2026-10-26'), 6);
    const rows = report.rows.reduce((sum, row) => sum + (row.earlierMinutes ?? 0), 0);
    expect(rows).toBeLessThanOrEqual((report.earlier?.minutes ?? 0) + 1e-6);
  });

  it('begins its weeks on the musician’s own day', async () => {
    await core.fetch(request('PATCH', '/settings', { firstDayOfWeek: 7 }));
    const { period, trend } = await run({ range: { preset: 'thisWeek' }, groupBy: ['week'] });
    expect(period).toMatchObject({ from: '2026-11-22', until: '2026-11-26', to: '2026-11-28' });
    expect(trend?.map(({ start }) => start)).toEqual(['2026-11-22']);
    await core.fetch(request('PATCH', '/settings', { firstDayOfWeek: null }));
  });
});

describe('36.10 out of the program', () => {
  it('a CSV has plain numbers and dates, and no formula', async () => {
    const csv = await text('/csv', {
      range: everything,
      groupBy: ['day', 'piece'],
      measures: ['minutes', 'share'],
    });
    const [head, ...lines] = csv.split('\r\n');
    expect(head).toBe('\ufeffday,piece,minutes,share');
    expect(lines.filter(Boolean).every((line) => /^2026-\d\d-\d\d,/.test(line))).toBe(true);
    expect(csv).toContain(",'=1+1,");
    expect(csv).not.toContain(',=1+1,');
  });

  it('a PDF is written in letters beyond Western Europe’s, over as many pages as it needs', async () => {
    const body = {
      title: 'Dvořák',
      language: 'en',
      lines: ['1 January to 26 November 2026'],
      columns: [
        { label: 'Piece', isNumber: false },
        { label: 'Minutes', isNumber: true },
      ],
      rows: Array.from({ length: 120 }, (_, index) => [`Ελληνικά ${index}`, String(index)]),
    };
    const response = await core.fetch(request('POST', '/reports/pdf', body));
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
    const wrong = await core.fetch(request('POST', '/reports/pdf', { ...body, picture: 'nothing' }));
    expect(wrong.status).toBe(400);
  });

  it('refuses a definition that cannot be meant, field by field', async () => {
    const response = await core.fetch(request('POST', '/reports?zone=UTC', { range: { preset: 'ever' } }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'invalid-input',
      fields: { range: expect.any(String) },
    });
  });
});

it('36.11 a report is saved, changed, put into the trash and taken out', async () => {
  const definition = { range: { preset: 'thisYear' as const }, groupBy: ['composer' as const] };
  const made = await client.api.reports.saved.$post({
    json: { id: 'mine' as never, name: 'Mine', definition },
  });
  expect(made.status).toBe(201);
  await client.api.reports.saved[':id'].$patch({ param: { id: 'mine' }, json: { name: 'My composers' } });
  const listed = async () =>
    (await (await client.api.reports.saved.$get()).json()).reports.map(({ name }) => name);
  expect(await listed()).toEqual(['My composers']);
  await client.api.reports.saved[':id'].$delete({ param: { id: 'mine' } });
  expect(await listed()).toEqual([]);
  const { items } = await (await client.api.trash.$get()).json();
  expect(items).toContainEqual(
    expect.objectContaining({ collection: 'savedReports', title: 'My composers' }),
  );
  const restored = await client.api.reports.saved[':id'].restore.$post({ param: { id: 'mine' } });
  expect(await restored.json()).toMatchObject({ definition: { groupBy: ['composer'] } });
  const records = (await (await client.api.export.records.$get()).json()) as { savedReports?: unknown[] };
  expect(records.savedReports).toHaveLength(1);
});

it('36.7 what is said is read from the logbook', async () => {
  const { insights, from } = await ask<{ insights: { kind: string }[]; from: string }>(
    'GET',
    '/insights?zone=Europe/Berlin',
  );
  expect(from).toBe('2026-08-29');
  const longest = insights.find(({ kind }) => kind === 'longest');
  const within = entries.filter(({ localDate }) => localDate >= from && localDate <= '2026-11-26');
  expect(longest).toMatchObject({
    minutes: Math.max(...within.map(({ duration }) => duration)),
    sessions: within.length,
  });
});

it('36.12 the names to choose from are those of the logbook', async () => {
  const { names } = await ask<{ names: { key: string; name: string }[] }>('GET', '/names/composer');
  expect(names.map(({ key }) => key)).toEqual([
    'antonin dvorak',
    'frederic chopin',
    'wolfgang amadeus mozart',
  ]);
  const pieces = await ask<{ names: { key: string }[] }>('GET', '/names/piece');
  expect(pieces.names.map(({ key }) => key)).toContain('nocturne');
});

function request(method: string, path: string, body?: unknown): Request {
  return new Request(`http://mirubato.invalid/api${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}

async function ask<T>(method: string, path: string): Promise<T> {
  const response = await core.fetch(request(method, `/reports${path}`));
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

async function run(definition: ReportDefinitionInput): Promise<Report> {
  const response = await client.api.reports.$post({ query: place, json: definition });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Report;
}

async function text(path: string, definition: ReportDefinitionInput): Promise<string> {
  const response = await core.fetch(request('POST', `/reports${path}?zone=Europe/Berlin`, definition));
  return Buffer.from(await response.arrayBuffer()).toString('utf8');
}

/** Pieces by id and by name, with own minutes and without, too many and too few; every list empty now and then. */
function sampleEntries() {
  const random = (() => {
    let state = 7;
    return (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
  })();
  const pieces = [
    { pieceId: 'nocturne', title: 'Nocturne', composer: 'Frédéric Chopin' },
    { title: 'Nocturne', composer: 'Frederic Chopin' },
    { title: 'Nocturne', composer: 'Frédéric Chopin' },
    { pieceId: 'rondo', title: 'Rondo', composer: 'Wolfgang Amadeus Mozart' },
    { title: 'Humoresque', composer: 'Antonín Dvořák' },
    { title: 'Sonatina', composer: 'Wolfgang Amadeus Mozart' },
    { pieceId: '=danger', title: '=1+1' },
    { title: 'Untitled' },
  ];
  const some = <T>(all: readonly T[], most: number) =>
    Array.from({ length: random(most + 1) }, () => all[random(all.length)] as T);
  return Array.from({ length: 90 }, (_, index) => {
    const day = Date.parse('2026-08-15T00:00:00.000Z') + random(103) * 86_400_000;
    return {
      id: `entry-${index}`,
      timestamp: new Date(day + random(24 * 60) * 60_000).toISOString(),
      zone: ['Europe/Berlin', 'America/New_York'][random(2)],
      duration: 5 + random(90),
      type: ['practice', 'lesson', 'technique', 'status_change'][random(4)],
      instrument: [null, 'piano', 'violin'][random(3)],
      pieces: some(pieces, 3).map((piece) => ({
        ...piece,
        ...(random(3) === 0 ? { duration: random(60) } : {}),
      })),
      techniques: some(['scales', 'Scales', 'arpeggios', 'slow practice'], 3),
      tags: some(['before the lesson', 'hands separately'], 2),
      mood: [null, 'proud', 'neutral'][random(3)],
      notes: ['', 'Left hand alone', 'Pedal, then left'][random(3)],
    };
  });
}

function minutesBetween(from: string, to: string): number {
  return entries
    .filter(({ localDate }) => localDate >= from && localDate <= to)
    .reduce((sum, { duration }) => sum + duration, 0);
}

const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

interface Share {
  readonly entry: Entry;
  readonly piece: string;
  readonly title: string;
  readonly composer: string;
  readonly minutes: number;
}

/** Told anew, from the entries alone. */
function sharesOf(entry: Entry): Share[] {
  const own = minutesByPiece(entry);
  const sum = own.reduce((total, minutes) => total + minutes, 0);
  const scale = sum > entry.duration ? entry.duration / sum : 1;
  const ids: Record<string, string> = { 'nocturne frédéric chopin': 'nocturne' };
  const shares = entry.pieces.map((piece, index) => {
    const composer = piece.composer ?? '';
    const key = `${piece.title} ${composer}`.toLowerCase();
    return {
      entry,
      piece: piece.pieceId ?? ids[key] ?? `key:${key}`,
      title: piece.title,
      composer: plain(composer),
      minutes: (own[index] ?? 0) * scale,
    };
  });
  const rest = entry.duration - sum;
  return rest > 1e-6 || shares.length === 0
    ? [...shares, { entry, piece: '', title: '', composer: '', minutes: rest }]
    : shares;
}

function keysOf(share: Share, grouping: Grouping): string[] {
  const { entry } = share;
  const day = new Date(`${entry.localDate}T00:00:00Z`);
  const weekday = ((day.getUTCDay() + 6) % 7) + 1;
  const distinct = (names: readonly string[]) => (names.length === 0 ? [''] : [...new Set(names.map(plain))]);
  switch (grouping) {
    case 'day':
      return [entry.localDate];
    case 'week':
      return [new Date(day.getTime() - (weekday - 1) * 86_400_000).toISOString().slice(0, 10)];
    case 'month':
      return [`${entry.localDate.slice(0, 7)}-01`];
    case 'quarter':
      return [entry.localDate < '2026-10' ? '2026-07-01' : '2026-10-01'];
    case 'year':
      return ['2026-01-01'];
    case 'weekday':
      return [String(weekday)];
    case 'hour':
      return [String(hourOf(entry))];
    case 'technique':
      return distinct(entry.techniques);
    case 'tag':
      return distinct(entry.tags);
    case 'piece':
      return [share.piece];
    case 'composer':
      return [share.composer];
    default:
      return [entry[grouping] ?? ''];
  }
}

function hourOf({ timestamp, zone }: Entry): number {
  const options = { hour: 'numeric', hourCycle: 'h23', timeZone: zone } as const;
  return Number(new Intl.DateTimeFormat('en', options).format(new Date(timestamp)));
}

function matches(share: Share, part: FilterPart): boolean {
  if ('join' in part) {
    if (part.parts.length === 0) return true;
    return part.join === 'and'
      ? part.parts.every((inner) => matches(share, inner))
      : part.parts.some((inner) => matches(share, inner));
  }
  const { entry } = share;
  if (part.field === 'duration') return entry.duration >= part.from && entry.duration <= part.to;
  if (part.field === 'text') {
    const search = plain(
      [
        ...entry.pieces.map((piece) => `${piece.title} ${piece.composer ?? ''}`),
        ...entry.techniques,
        ...entry.tags,
      ]
        .concat(entry.instrument ?? '', entry.notes)
        .join(' '),
    );
    const found = search.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(plain(part.values[0])));
    return found === (part.is === 'containing');
  }
  if (part.field === 'goal') return false;
  const own = keysOf(share, part.field).filter(Boolean);
  if (part.is === 'empty') return own.length === 0;
  if (part.is === 'notEmpty') return own.length > 0;
  const given = part.values.map(String);
  if (part.is === 'containing' || part.is === 'notContaining') {
    const names = part.field === 'piece' ? [plain(share.title)] : own;
    const found = names.some((name) => name !== '' && given.some((one) => name.includes(plain(one))));
    return found === (part.is === 'containing');
  }
  return own.some((key) => given.includes(key)) === (part.is === 'anyOf');
}

/** Minutes, entries, days and the median by the keys, each minute rounded as floating numbers ask for. */
function expectedRows(groupBy: readonly Grouping[], filter: Bracket) {
  const groups = new Map<string, { minutesByEntry: Map<string, number>; days: Set<string> }>();
  for (const share of entries.flatMap(sharesOf).filter((one) => matches(one, filter))) {
    let paths: { keys: string[]; minutes: number }[] = [{ keys: [], minutes: share.minutes }];
    for (const grouping of groupBy) {
      const keys = keysOf(share, grouping);
      paths = paths.flatMap((path) =>
        keys.map((key) => ({ keys: [...path.keys, key], minutes: path.minutes / keys.length })),
      );
    }
    for (const { keys, minutes } of paths) {
      const id = JSON.stringify(keys);
      const group = groups.get(id) ?? { minutesByEntry: new Map<string, number>(), days: new Set<string>() };
      groups.set(id, group);
      group.minutesByEntry.set(share.entry.id, (group.minutesByEntry.get(share.entry.id) ?? 0) + minutes);
      group.days.add(share.entry.localDate);
    }
  }
  return (withMedian: boolean) =>
    Object.fromEntries(
      [...groups].map(([id, { minutesByEntry, days }]) => {
        const minutes = [...minutesByEntry.values()].sort((a, b) => a - b);
        const middle = (minutes.length - 1) / 2;
        const median = ((minutes[Math.floor(middle)] ?? 0) + (minutes[Math.ceil(middle)] ?? 0)) / 2;
        const sum = minutes.reduce((total, one) => total + one, 0);
        return [id, [sum.toFixed(4), minutes.length, days.size, withMedian ? median.toFixed(4) : null]];
      }),
    );
}

function byKeys({ rows }: Report) {
  return Object.fromEntries(
    rows.map(({ keys, minutes, entries: count, days, median }) => [
      JSON.stringify(keys.map(({ key, name }) => (key.startsWith('key:') ? nameKey(name, key) : key))),
      [minutes.toFixed(4), count, days, median === null ? null : median.toFixed(4)],
    ]),
  );
}

/** The reference knows pieces without a record by title and composer. */
function nameKey(name: string, key: string): string {
  const composer = key.slice('key:'.length + name.length + 1);
  return `key:${name.toLowerCase()} ${composer === 'unknown' ? '' : composer}`;
}

const nameValues = {
  instrument: ['piano', 'violin'],
  type: ['practice', 'lesson'],
  piece: ['nocturne', 'rondo', '=danger'],
  composer: ['frederic chopin', 'antonin dvorak'],
  technique: ['scales', 'arpeggios'],
  mood: ['proud', 'neutral'],
  tag: ['hands separately'],
} as const;

const conditions: fc.Arbitrary<Condition> = fc.oneof(
  ...Object.entries(nameValues).map(([field, values]) =>
    fc
      .tuple(
        fc.constantFrom('anyOf', 'noneOf', 'empty', 'notEmpty'),
        fc.subarray([...values], { minLength: 1 }),
      )
      .map(([is, chosen]) => ({ field, is, values: chosen }) as Condition),
  ),
  fc
    .tuple(
      fc.constantFrom('piece', 'composer', 'technique', 'tag'),
      fc.constantFrom('containing', 'notContaining'),
    )
    .map(([field, is]) => ({ field, is, values: ['s'] }) as Condition),
  fc.constantFrom<Condition>(
    { field: 'duration', is: 'between', from: 20, to: 45 },
    { field: 'weekday', is: 'anyOf', values: [1, 6] },
    { field: 'weekday', is: 'noneOf', values: [7] },
    { field: 'hour', is: 'anyOf', values: [0, 1, 2, 20, 21, 22, 23] },
    { field: 'text', is: 'containing', values: ['left'] },
    { field: 'text', is: 'notContaining', values: ['PEDAL'] },
  ),
);

const brackets: fc.Arbitrary<Bracket> = fc.letrec<{ bracket: Bracket; part: FilterPart }>((tie) => ({
  bracket: fc.record({
    join: fc.constantFrom('and', 'or'),
    parts: fc.array(tie('part'), { maxLength: 3 }),
  }),
  part: fc.oneof({ maxDepth: 2 }, conditions, tie('bracket')),
})).bracket;
