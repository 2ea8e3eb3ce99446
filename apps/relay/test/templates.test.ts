import { createJournalDocument } from '@mirubato/domain/journal';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { entry, now, openJsonClient } from './json-client.ts';
import { openProvider, openRelay } from './relay.ts';
import { type Call, openCaller } from './rest-caller.ts';

const DAY_MS = 24 * 60 * 60_000;

const template = (id: string, fields: object = {}) => ({
  id,
  authorId: 'somebody else',
  sourcePlanId: 'secret plan',
  title: `Template ${id}`,
  description: 'What to do',
  type: 'course',
  focusAreas: ['tone'],
  techniques: ['scales'],
  pieceRefs: [{ title: 'A', composer: 'B' }],
  schedule: { kind: 'single', durationMinutes: 20 },
  tags: ['spring'],
  templateVersion: 3,
  visibility: 'public',
  adoptionCount: 0,
  metadata: { preview: { segments: [{ label: 'Warm up', durationMinutes: 5 }] }, private: 'secret note' },
  privateNotes: 'secret field',
  publishedAt: now(),
  createdAt: now(),
  updatedAt: now(),
  ...fields,
});

const push = (call: Call, changes: object) => call('POST', '/api/sync/push', { changes });
const templatesOf = async (call: Call) => (await call('POST', '/api/sync/pull', {})).body.planTemplates;
const idsOf = async (call: Call) => (await templatesOf(call)).map(({ id }: { id: string }) => id);

it('24.9 others see a template while its author has it public, only what a template is made of, and nothing else', async () => {
  const relay = await openRelay();
  const [author, reader] = [await openCaller(relay, 'author'), await openCaller(relay, 'reader')];
  const second = await openCaller(relay, 'second author');
  await push(author, {
    entries: [entry('e1', { visibility: 'public' })],
    goals: [{ id: 'g1', title: 'G', visibility: 'public' }],
    practicePlans: [
      {
        id: 'p1',
        title: 'P',
        type: 'custom',
        schedule: { kind: 'single' },
        visibility: 'template',
        status: 'active',
      },
    ],
    planTemplates: [
      template('t1'),
      template('t2', { visibility: 'private', metadata: { preview: { visibility: 'public' } } }),
      template('t3'),
      template('t4', { visibility: 'shared' }),
    ],
  });
  await push(reader, { planTemplates: [template('mine', { visibility: 'private' })] });
  expect((await idsOf(reader)).sort()).toEqual(['mine', 't1', 't3']);
  const pulled = (await reader('POST', '/api/sync/pull', {})).body;
  expect(pulled).toMatchObject({
    entries: [],
    goals: [],
    practicePlans: [],
    planOccurrences: [],
    repertoire: [],
  });
  const shown = pulled.planTemplates.find(({ id }: { id: string }) => id === 't1');
  expect(shown).toMatchObject({
    authorId: 'author',
    title: 'Template t1',
    visibility: 'public',
    tags: ['spring'],
    metadata: { preview: { segments: [{ label: 'Warm up' }] } },
  });
  expect(JSON.stringify(shown)).not.toMatch(/secret|somebody/);
  expect(await idsOf(author)).toEqual(['t1', 't2', 't3', 't4']);
  expect(await reader('POST', '/api/templates/adopt', { templateId: 't2' })).toMatchObject({
    status: 404,
    body: { error: 'Template not found' },
  });
  expect((await reader('POST', '/api/templates/adopt', { templateId: 't4' })).status).toBe(404);

  await push(author, { planTemplates: [{ id: 't3', deletedAt: now() }] });
  expect((await idsOf(reader)).sort()).toEqual(['mine', 't1']);
  const many = Array.from({ length: 25 }, (_, n) => template(`many${n}`));
  await push(second, {
    planTemplates: [...many, template('huge', { description: 'x'.repeat(70_000) })],
  });
  const shownNow: string[] = await idsOf(reader);
  expect(shownNow).toContain('t1');
  expect(shownNow).not.toContain('huge');
  expect(shownNow.filter((id) => id.startsWith('many'))).toHaveLength(20);
  // A device that speaks no JSON takes it back: no other request of the author's brings the records up to date.
  const { doc } = await openProvider(relay, 'author');
  const device = createJournalDocument({ replica: 'device', nowMs: Date.now });
  device.load(Y.encodeStateAsUpdate(doc));
  const change = device.edit([{ collection: 'templates', id: 't1', fields: { visibility: 'private' } }]);
  if (change) Y.applyUpdate(doc, change.update);
  while ((await idsOf(reader)).includes('t1'));
  expect((await reader('POST', '/api/templates/adopt', { templateId: 't1' })).status).toBe(404);
  expect((await author('POST', '/api/templates/adopt', { templateId: 't2' })).status).toBe(200);
});

it('24.10 adopting makes a plan of one’s own with the sessions of its schedule from now on', async () => {
  const atMs = Date.parse('2026-11-24T10:00:00.000Z');
  const relay = await openRelay({ nowMs: () => atMs });
  const [author, reader] = [await openCaller(relay, 'author'), await openCaller(relay, 'reader')];
  await push(author, { planTemplates: [template('t1'), template('t2', { schedule: { kind: 'odd' } })] });
  const socket = await openJsonClient(relay, 'reader');
  await socket.ask(0);
  const adopt = (call: Call, customization?: object, templateId = 't1') =>
    call('POST', '/api/templates/adopt', { templateId, customization });
  const at = new Date(atMs).toISOString();
  const { status, body } = await adopt(reader);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    success: true,
    plan: {
      id: expect.stringMatching(/^plan_/),
      user_id: 'reader',
      title: 'Template t1 (Copy)',
      type: 'course',
      focusAreas: ['tone'],
      techniques: ['scales'],
      pieceRefs: [{ title: 'A', composer: 'B' }],
      schedule: { kind: 'single', durationMinutes: 20 },
      visibility: 'private',
      status: 'active',
      ownerId: 'reader',
      templateVersion: 3,
      sourceTemplateId: 't1',
      tags: ['spring'],
      metadata: { adoptedFrom: 't1', adoptedAt: at },
      archivedAt: null,
      deletedAt: null,
    },
    occurrences: [
      {
        id: expect.stringMatching(/^plan_occ_/),
        planId: body.plan.id,
        user_id: 'reader',
        scheduledStart: at,
        scheduledEnd: '2026-11-24T10:20:00.000Z',
        flexWindow: 'same-day',
        recurrenceKey: null,
        segments: [{ label: 'Warm up', durationMinutes: 5 }],
        targets: {},
        reflectionPrompts: [],
        status: 'scheduled',
        logEntryId: null,
        notes: null,
        metrics: {},
      },
    ],
  });
  expect((await socket.settle()).map(({ type }) => type)).toEqual(['PLAN_CREATED', 'PLAN_UPDATED']);
  const pulled = (await reader('POST', '/api/sync/pull', {})).body;
  expect(pulled).toMatchObject({
    practicePlans: [{ id: body.plan.id, title: 'Template t1 (Copy)' }],
    planOccurrences: [{ id: body.occurrences[0].id, planId: body.plan.id }],
  });
  expect((await author('POST', '/api/sync/pull', {})).body.practicePlans).toEqual([]);

  const weekly = await adopt(reader, {
    title: 'Mine',
    tags: ['x'],
    focusAreas: [],
    schedule: {
      kind: 'recurring',
      rule: 'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3',
      startDate: '2020-01-01',
      timeOfDay: '18:30',
    },
  });
  expect(weekly.body.plan).toMatchObject({ title: 'Mine', tags: ['x'], focusAreas: [] });
  const starts = weekly.body.occurrences.map(
    ({ scheduledStart }: { scheduledStart: string }) => scheduledStart,
  );
  expect(starts).toEqual([
    '2026-11-26T18:30:00.000Z',
    '2026-11-30T18:30:00.000Z',
    '2026-12-03T18:30:00.000Z',
  ]);
  const keys = weekly.body.occurrences.map(({ recurrenceKey }: { recurrenceKey: string }) => recurrenceKey);
  expect(new Set(keys).size).toBe(3);
  const daily = await adopt(reader, { schedule: { kind: 'recurring', rule: 'RRULE:FREQ=DAILY' } });
  expect(daily.body.occurrences).toHaveLength(12);
  expect(Date.parse(daily.body.occurrences[11].scheduledStart) - atMs).toBe(11 * DAY_MS);
  expect((await adopt(reader, { schedule: { kind: 'none' } })).status).toBe(400);
  const noRule = { kind: 'recurring', rule: 'EVERY MONDAY' };
  expect((await adopt(reader, { schedule: noRule })).status).toBe(400);
  expect((await adopt(reader, undefined, 't2')).status).toBe(400);
});

it('24.11 each user counts once for a template, and the author’s devices are told', async () => {
  const relay = await openRelay();
  const callers = await Promise.all(['author', 'u1', 'u2'].map((userId) => openCaller(relay, userId)));
  const [author, first, second] = callers as [Call, Call, Call];
  await push(author, { planTemplates: [template('t1')] });
  const { doc } = await openProvider(relay, 'author');
  const count = async () => (await templatesOf(second))[0].adoptionCount;
  for (const [call, expected] of [
    [first, 1],
    [first, 1],
    [second, 2],
    [author, 3],
    [author, 3],
  ] as const) {
    expect((await call('POST', '/api/templates/adopt', { templateId: 't1' })).status).toBe(200);
    expect(await count()).toBe(expected);
  }
  expect((await first('POST', '/api/sync/pull', {})).body.practicePlans).toHaveLength(2);
  const [own] = await templatesOf(author);
  expect(own).toMatchObject({ privateNotes: 'secret field', sourcePlanId: 'secret plan', adoptionCount: 3 });
  const device = createJournalDocument({ replica: 'device', nowMs: Date.now });
  for (let told: unknown; told !== 3; ) {
    await first('GET', '/api/sync/status');
    device.load(Y.encodeStateAsUpdate(doc));
    told = device.read('templates', 't1')?.adoptionCount;
  }
});
