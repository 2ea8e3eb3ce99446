/** Plans, goals and templates over one core whose clock the test sets; long because they share that core. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planInputSchema } from '@mirubato/domain/plans';
import { unwrap } from '@mirubato/domain/problem';
import rrule from 'rrule';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, createCore } from '../../src/core.ts';
import { databaseImage, entryInput } from '../temporary.ts';

const { rrulestr } = rrule as unknown as typeof import('rrule');

let core: Core;
let dataDir: string;
let nowMs = Date.parse('2026-03-10T09:00:00.000Z');

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mirubato-test-'));
  core = unwrap(await createCore({ databaseImage: databaseImage(), dataDir, nowMs: () => nowMs }));
});

afterAll(async () => {
  await core.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function call(method: string, path: string, body?: unknown) {
  const response = await core.fetch(
    new Request(`http://mirubato.invalid/api${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }),
  );
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: text === '' ? undefined : isJson ? JSON.parse(text) : text };
}

const zone = 'Europe/Berlin';
const at = `zone=${zone}`;

async function makePlan(more: Record<string, unknown> = {}, schedule: Record<string, unknown> = {}) {
  const { body, status } = await call('POST', '/plans', {
    title: 'Scales',
    schedule: {
      kind: 'recurring',
      rule: 'FREQ=WEEKLY',
      startDate: '2026-03-03',
      timeOfDay: '08:00',
      ...schedule,
    },
    segments: [
      {
        label: 'Thirds',
        durationMinutes: 12,
        techniques: ['scales'],
        pieceRefs: [{ title: 'Hanon', composer: 'Charles-Louis Hanon' }],
        tempoTargets: { target: 96 },
      },
    ],
    reflectionPrompts: ['What was easier?'],
    ...more,
  });
  expect(status).toBe(201);
  return body.id as string;
}

async function states(planId: string, from = '2026-03-01', to = '2026-03-31'): Promise<string[]> {
  const { body } = await call('GET', `/plans/occurrences?${at}&from=${from}&to=${to}`);
  return body.occurrences
    .filter((each: { planId: string }) => each.planId === planId)
    .map(({ date, state }: { date: string; state: string }) => `${date.slice(8)} ${state}`);
}

const occurrence = (planId: string, key: string) => `/plans/${planId}/occurrences/${key}`;

describe('plans', () => {
  it('35.5 one occurrence is skipped, moved and edited, and each is taken back by what stood before', async () => {
    const id = await makePlan();
    const whole = await states(id);
    const path = `${occurrence(id, '2026-03-17')}?${at}`;
    for (const [patch, shown] of [
      [{ status: 'skipped' }, '17 skipped'],
      [{ date: '2026-03-18', timeOfDay: '17:30' }, '18 upcoming'],
      [{ title: 'Sixths', durationMinutes: 20, segments: [{ label: 'Sixths' }] }, '17 upcoming'],
    ] as const) {
      const changed = await call('PATCH', path, patch);
      expect(changed.status).toBe(200);
      expect(await states(id)).toContain(shown);
      expect(await states(id)).toHaveLength(whole.length);
      if ('title' in patch)
        expect(changed.body.occurrence).toMatchObject({
          title: 'Sixths',
          durationMinutes: 20,
          segments: [{ label: 'Sixths' }],
          isEdited: true,
        });
      const back = await call('PATCH', path, changed.body.before);
      expect(back.body.occurrence).toMatchObject({ isMoved: false, isEdited: false, title: 'Scales' });
      expect(await states(id)).toEqual(whole);
    }
    expect((await call('PATCH', `${occurrence(id, '2026-03-18')}?${at}`, { status: 'skipped' })).status).toBe(
      404,
    );
    expect((await call('PATCH', path, { date: '18 March' })).body).toMatchObject({ code: 'invalid-input' });
  });

  it('35.6 a check-in makes one entry, and taking it back leaves none', async () => {
    const id = await makePlan();
    const path = `${occurrence(id, '2026-03-10')}/check-in`;
    const input = {
      zone,
      duration: 25,
      notes: 'Steady.',
      responses: [
        { prompt: 'What was easier?', response: 'The left hand' },
        { prompt: 'And?', response: ' ' },
      ],
    };
    const [first, second] = await Promise.all([call('POST', path, input), call('POST', path, input)]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.entry.id).toBe(first.body.entry.id);
    expect(first.body.entry).toMatchObject({
      duration: 25,
      localDate: '2026-03-10',
      timestamp: '2026-03-10T08:35:00.000Z',
      notes: 'Steady.',
      techniques: ['scales'],
      pieces: [{ title: 'Hanon', composer: 'Charles-Louis Hanon' }],
      metadata: {
        source: 'practice_plan',
        planId: id,
        planOccurrenceId: `${id}@2026-03-10`,
        planTitle: 'Scales',
        reflectionPrompts: ['What was easier?'],
        reflectionResponses: [{ prompt: 'What was easier?', response: 'The left hand' }],
      },
    });
    expect((await call('GET', '/logbook/entries')).body.entries).toHaveLength(1);
    expect(await states(id)).toContain('10 completed');
    expect((await call('PATCH', `${occurrence(id, '2026-03-10')}?${at}`, { status: 'skipped' })).status).toBe(
      409,
    );
    expect((await call('GET', `/plans/${id}?${at}`)).body.adherence).toEqual({ completed: 1, planned: 2 });

    expect((await call('DELETE', `${path}?${at}`)).status).toBe(204);
    expect((await call('DELETE', `${path}?${at}`)).status).toBe(409);
    expect((await call('GET', '/logbook/entries')).body.entries).toEqual([]);
    expect(await states(id)).toContain('10 due');
    const { body: exported } = await call('GET', '/export/records');
    expect(exported.occurrences.find((each: { id: string }) => each.id === `${id}@2026-03-10`)).toMatchObject(
      {
        status: 'scheduled',
        logEntryId: null,
        checkIn: null,
        metrics: {
          previousCheckIn: {
            previousLogEntryId: first.body.entry.id,
            reason: 'undo',
            uncheckedAt: '2026-03-10T09:00:00.000Z',
          },
        },
      },
    );
    // Again, with other words: it is the same entry, out of the trash.
    const again = await call('POST', path, { ...input, duration: 40, notes: 'Once more.' });
    expect(again.body.entry).toMatchObject({ id: first.body.entry.id, duration: 40, notes: 'Once more.' });
    expect((await call('GET', '/logbook/entries')).body.entries).toHaveLength(1);
    await call('DELETE', `${path}?${at}`);
  });

  it('35.7 a change of this and the following parts the plan, what was done stays, and the parts join again', async () => {
    const id = await makePlan();
    await call('POST', `${occurrence(id, '2026-03-03')}/check-in`, { zone, duration: 10 });
    const whole = await states(id);
    const plan = {
      title: 'Scales in sixths',
      schedule: { kind: 'recurring', rule: 'FREQ=WEEKLY;BYDAY=WE', startDate: '2026-03-17' },
    };
    const parted = await call('POST', `/plans/${id}/part?${at}`, { key: '2026-03-17', plan });
    expect(parted.status).toBe(201);
    expect(await states(id)).toEqual(['03 completed', '10 due']);
    expect(await states(parted.body.id)).toEqual(['18 upcoming', '25 upcoming']);
    expect((await call('GET', `/plans/${id}?${at}`)).body.goesOnIn).toBe(parted.body.id);
    expect((await call('POST', `/plans/${parted.body.id}/join`)).status).toBe(200);
    expect(await states(id)).toEqual(whole);
    expect(await states(parted.body.id)).toEqual([]);
    const first = await call('POST', `/plans/${id}/part?${at}`, { key: '2026-03-03', plan });
    expect(first.body).toMatchObject({ code: 'invalid-input' });
    const early = { ...plan, schedule: { ...plan.schedule, startDate: '2026-03-09' } };
    const before = await call('POST', `/plans/${id}/part?${at}`, { key: '2026-03-17', plan: early });
    expect(before.body).toMatchObject({ code: 'invalid-input' });
    const second = await call('POST', `/plans/${id}/part?${at}`, { key: '2026-03-17', plan });
    await call('POST', `${occurrence(second.body.id, '2026-03-18')}/check-in`, { zone, duration: 10 });
    expect((await call('POST', `/plans/${second.body.id}/join`)).status).toBe(409);
    for (const each of (await call('GET', '/logbook/entries')).body.entries)
      await call('DELETE', `/logbook/entries/${encodeURIComponent(each.id)}`);
  });

  it('35.8 is put away, trashed and restored; what is no plan is refused field by field', async () => {
    const id = await makePlan({ title: 'Arpeggios' });
    await call('PATCH', `/plans/${id}`, { status: 'archived' });
    expect(await states(id)).toEqual(['03 missed', '10 due']);
    await call('PATCH', `/plans/${id}`, { status: 'active' });
    await call('DELETE', `/plans/${id}`);
    expect(await states(id)).toEqual([]);
    expect((await call('GET', '/trash')).body.items).toContainEqual(
      expect.objectContaining({ collection: 'plans', title: 'Arpeggios' }),
    );
    expect((await call('PATCH', `/plans/${id}`, { title: 'x' })).status).toBe(409);
    await call('POST', `/plans/${id}/restore`);
    expect(await states(id)).toHaveLength(5);
    for (const [field, schedule] of [
      [
        'schedule.rule',
        { kind: 'recurring', rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', startDate: '2026-03-03' },
      ],
      ['schedule.startDate', { kind: 'recurring', rule: 'FREQ=DAILY' }],
      ['schedule.startDate', { kind: 'single', startDate: '2026-02-30' }],
    ] as const) {
      const { status, body } = await call('POST', '/plans', { title: 'T', schedule });
      expect(status).toBe(400);
      expect(Object.keys(body.fields)).toContain(field);
    }
  });

  it('35.9 is written as a calendar that another program reads the same', async () => {
    const id = await makePlan(
      { title: 'Études; “Winter, Wind”' },
      { rule: 'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260402', startDate: '2026-03-03', exceptions: ['2026-03-12'] },
    );
    await call('PATCH', `${occurrence(id, '2026-03-16')}?${at}`, { status: 'skipped' });
    await call('PATCH', `${occurrence(id, '2026-03-19')}?${at}`, { date: '2026-03-20', timeOfDay: '18:15' });
    await call('POST', '/plans/goals', { title: 'Recital', type: 'custom', targetDate: '2026-05-01' });
    const { body, status } = await call('GET', `/plans/calendar?${at}`);
    expect(status).toBe(200);
    const lines: string[] = body.replace(/\r\n[ \t]/g, '').split('\r\n');
    const events = lines
      .join('\n')
      .split('BEGIN:VEVENT')
      .slice(1)
      .map((event) => event.split('\n'));
    const [series, moved] = events.filter((event) => event.some((line) => line.includes(`UID:plan-${id}`)));
    const dates = series?.filter((line) => /^(DTSTART|RRULE|EXDATE)/.test(line)).join('\n') ?? '';
    expect(series).toContain('SUMMARY:Études\\; “Winter\\, Wind”');
    expect(
      rrulestr(dates, { forceset: true })
        .all()
        .map((date) => date.toISOString().slice(0, 16)),
    ).toEqual([
      '2026-03-05T08:00',
      '2026-03-09T08:00',
      '2026-03-19T08:00',
      '2026-03-23T08:00',
      '2026-03-26T08:00',
      '2026-03-30T08:00',
      '2026-04-02T08:00',
    ]);
    expect(dates).not.toMatch(/Z$/m);
    expect(moved).toEqual(
      expect.arrayContaining([
        'RECURRENCE-ID:20260319T080000',
        'DTSTART:20260320T181500',
        'DTEND:20260320T182700',
      ]),
    );
    const goal = events.find((event) => event.includes('SUMMARY:Recital'));
    expect(goal).toContain('DTSTART;VALUE=DATE:20260501');
  });
});

describe('goals', () => {
  const goalOf = async (id: string) => (await call('GET', `/plans/goals/${id}?${at}`)).body;

  it('34.1 come on by the entries of their piece, measures and technique since they began', async () => {
    const { body: piece } = await call('POST', '/pieces', { title: 'Arabesque', composer: 'Claude Debussy' });
    const entry = (more: Record<string, unknown>, of: Record<string, unknown> = {}) =>
      call('POST', '/logbook/entries', {
        ...entryInput({ timestamp: '2026-03-08T10:00:00.000Z', ...more }),
        pieces: [{ pieceId: piece.id, title: 'Arabesque', composer: 'Claude Debussy', ...of }],
      });
    await entry({ duration: 10, timestamp: '2026-02-20T10:00:00.000Z' }, { measures: '1-8' });
    await entry({ duration: 20 }, { measures: '1-8' });
    await entry({ duration: 30, techniques: ['Slow practice'] }, { measures: 'mm. 12–20, 40' });
    // Before the piece was kept: by its name alone.
    await entry({ duration: 40 }, { pieceId: null });
    await call(
      'POST',
      '/logbook/entries',
      entryInput({ duration: 5, timestamp: '2026-03-09T10:00:00.000Z' }),
    );
    const minutesOf = async (more: Record<string, unknown>) => {
      const made = await call('POST', '/plans/goals', {
        title: 'Goal',
        type: 'practice_time',
        targetValue: 100,
        startDate: '2026-03-01',
        ...more,
      });
      expect(made.status).toBe(201);
      const { practice, measure } = await goalOf(made.body.id);
      await call('DELETE', `/plans/goals/${made.body.id}`);
      expect(measure.current).toBe(practice.minutes);
      return practice.minutes;
    };
    expect(await minutesOf({ pieceId: piece.id })).toBe(90);
    expect(await minutesOf({ pieceId: piece.id, startDate: '2026-02-01' })).toBe(100);
    expect(await minutesOf({ scoreId: 'Arabesque-Claude Debussy' })).toBe(90);
    expect(await minutesOf({ pieceId: piece.id, measures: ['5-10'] })).toBe(20);
    expect(await minutesOf({ pieceId: piece.id, measures: ['18', '41-50'] })).toBe(30);
    expect(await minutesOf({ pieceId: piece.id, practicePlan: { techniques: ['slow Practice'] } })).toBe(30);
    expect(await minutesOf({ practicePlan: { techniques: ['slow practice'] } })).toBe(30);
    expect(await minutesOf({})).toBe(95);
    const counted = await call('POST', '/plans/goals', { title: 'R', type: 'repertoire', pieceId: piece.id });
    expect((await goalOf(counted.body.id)).measure).toMatchObject({ unit: 'pieces', current: 0, target: 1 });
    await call('PATCH', `/pieces/${piece.id}`, { status: 'polished' });
    expect((await goalOf(counted.body.id)).measure).toMatchObject({ current: 1, isReached: true });
    // The original's clients see the same piece.
    expect((await call('GET', `/goals/${counted.body.id}`)).body.goal.scoreId).toBe(
      'arabesque-claude debussy',
    );
  });

  it('34.1 a goal that was reached stays as it was then, and stands after those under way', async () => {
    const [reached, underWay] = await Promise.all(
      [{ targetDate: '2026-01-01' }, {}].map(async (more) => {
        const goal = { title: 'Études', type: 'practice_time', targetValue: 60, startDate: '2026-03-01' };
        const practicePlan = { techniques: ['études'] };
        return (await call('POST', '/plans/goals', { ...goal, practicePlan, ...more })).body.id;
      }),
    );
    for (const day of ['2026-03-08', '2026-03-09', '2026-03-10']) {
      const timestamp = `${day}T08:00:00.000Z`;
      await call('POST', '/logbook/entries', entryInput({ timestamp, techniques: ['Études'], duration: 30 }));
    }
    // Half past midnight of the 9th in Berlin.
    const before = nowMs;
    nowMs = Date.parse('2026-03-08T23:30:00.000Z');
    await call('PATCH', `/plans/goals/${reached}`, { status: 'completed' });
    nowMs = before;
    expect((await goalOf(reached)).measure.current).toBe(60);
    expect((await goalOf(underWay)).measure.current).toBe(90);
    const { goals } = (await call('GET', `/plans/goals?${at}`)).body;
    const ids = goals.map(({ goal }: { goal: { id: string } }) => goal.id);
    expect(ids.indexOf(underWay)).toBeLessThan(ids.indexOf(reached));
    await call('PATCH', `/plans/goals/${reached}`, { status: 'active' });
    expect((await goalOf(reached)).measure.current).toBe(90);
  });

  it('34.5 an entry that names the goal counts once, whole, and can be let go', async () => {
    const { body: goal } = await call('POST', '/plans/goals', {
      title: 'Sight-reading',
      type: 'practice_time',
      targetValue: 60,
      practicePlan: { techniques: ['sight-reading'] },
    });
    const entry = entryInput({ id: 'linked', duration: 45, techniques: ['sight-reading'] });
    await call('POST', '/logbook/entries', { ...entry, timestamp: '2026-03-10T08:00:00.000Z' });
    expect((await goalOf(goal.id)).practice).toMatchObject({ minutes: 45, entries: 1 });
    await call('POST', '/logbook/entries', entryInput({ id: 'other', duration: 15 }));
    expect(
      (await call('POST', `/goals/${goal.id}/link`, { entryIds: ['linked', 'other'] })).body.linked,
    ).toBe(2);
    expect(await goalOf(goal.id)).toMatchObject({
      practice: { minutes: 60, entries: 2 },
      measure: { isReached: true },
    });
    await call('PUT', `/plans/goals/${goal.id}/entries`, { entryIds: ['other'], isLinked: false });
    expect((await goalOf(goal.id)).practice.minutes).toBe(45);
    const gone = await call('PUT', `/plans/goals/${goal.id}/entries`, { entryIds: ['nowhere'] });
    expect(gone.status).toBe(404);
    expect((await call('POST', `/goals/${goal.id}/link`, {})).body).toMatchObject({
      success: false,
      code: 400,
    });
  });

  it('34.6 steps are kept with their day and can be taken back; completion, pause and archive', async () => {
    const { body: goal } = await call('POST', '/plans/goals', {
      title: 'Clean run',
      type: 'accuracy',
      targetValue: 95,
      targetDate: '2026-03-20',
      startDate: '2026-03-01',
    });
    await call('POST', `/plans/goals/${goal.id}/progress`, { value: 60, notes: 'first' });
    expect((await goalOf(goal.id)).measure).toMatchObject({
      unit: 'percent',
      current: 60,
      forecast: { outlook: 'on-track', daysLeft: 11 },
    });
    const done = await call('POST', `/plans/goals/${goal.id}/progress`, { value: 35 });
    expect(done.body).toMatchObject({ status: 'completed', completedAt: '2026-03-10T09:00:00.000Z' });
    const [, last] = done.body.progress;
    const back = await call('DELETE', `/plans/goals/${goal.id}/progress/${last.id}`);
    expect(back.body).toMatchObject({ status: 'active', currentValue: 60, completedAt: null });
    await call('PATCH', `/plans/goals/${goal.id}`, { status: 'paused' });
    expect((await goalOf(goal.id)).measure.forecast).toBeNull();
    await call('PATCH', `/plans/goals/${goal.id}`, { archivedAt: '2026-03-10T09:00:00.000Z' });
    const listed = async (archived: boolean) =>
      (await call('GET', `/plans/goals?${at}&archived=${archived}`)).body.goals.map(
        (each: { goal: { id: string } }) => each.goal.id,
      );
    expect(await listed(false)).not.toContain(goal.id);
    expect(await listed(true)).toEqual([goal.id]);
    await call('DELETE', `/plans/goals/${goal.id}`);
    expect((await call('POST', `/plans/goals/${goal.id}/restore`)).status).toBe(200);
  });
});

describe('templates', () => {
  it('35.10 are published, handed on as a file, checked, and taken up', async () => {
    const planId = await makePlan({ title: 'Warm-up', tags: ['daily'] });
    const made = await call('POST', '/templates', { planId, description: 'Ten minutes.' });
    expect(made.body).toMatchObject({
      title: 'Warm-up',
      description: 'Ten minutes.',
      visibility: 'private',
      adoptionCount: 0,
      metadata: { preview: { workload: { segmentsCount: 1, totalSegmentMinutes: 12 } } },
    });
    const { body: file } = await call('GET', `/templates/${made.body.id}/file`);
    expect(file).toMatchObject({ format: 'mirubato-plan-template', version: 1 });
    const preview = await call('POST', '/templates/preview', file);
    expect(preview.body).toMatchObject({ title: 'Warm-up', segments: [{ label: 'Thirds' }] });
    for (const wrong of [
      'words',
      {},
      { ...file, format: 'another' },
      { ...file, version: 2 },
      { ...file, template: { ...file.template, schedule: { kind: 'recurring', rule: 'now and then' } } },
    ]) {
      const refused = await call('POST', '/templates/file', wrong);
      expect(refused.body).toMatchObject({ status: 400, code: 'invalid-input' });
    }
    const taken = await call('POST', '/templates/file', file);
    expect(taken.status).toBe(201);
    const input = planInputSchema.parse({ ...preview.body, title: 'Mine' });
    const adopted = await call('POST', `/templates/${taken.body.id}/plans`, { ...input, id: 'mine' });
    expect(adopted.body).toMatchObject({ id: 'mine', title: 'Mine', sourceTemplateId: taken.body.id });
    await call('POST', `/templates/${taken.body.id}/plans`, { ...input, id: 'mine' });
    const { body: all } = await call('GET', '/templates');
    expect(
      all.templates.map(({ id, adoptionCount }: { id: string; adoptionCount: number }) => [
        id,
        adoptionCount,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [made.body.id, 0],
        [taken.body.id, 1],
      ]),
    );
    await call('DELETE', `/templates/${taken.body.id}`);
    expect((await call('POST', `/templates/${taken.body.id}/plans`, input)).status).toBe(404);
    expect((await call('POST', `/templates/${taken.body.id}/restore`)).status).toBe(200);
  });

  it('35.11 are taken up as the original’s clients ask', async () => {
    nowMs = Date.parse('2026-03-12T09:00:00.000Z');
    const planId = await makePlan({ title: 'T' });
    const { body: template } = await call('POST', '/templates', { planId });
    const { status, body } = await call('POST', '/templates/adopt', {
      templateId: template.id,
      customization: { tags: ['new'] },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      success: true,
      plan: {
        title: 'T (Copy)',
        visibility: 'private',
        status: 'active',
        sourceTemplateId: template.id,
        templateVersion: 1,
        tags: ['new'],
        metadata: { adoptedFrom: template.id, adoptedAt: '2026-03-12T09:00:00.000Z' },
      },
    });
    expect(body.occurrences[0]).toMatchObject({
      planId: body.plan.id,
      status: 'scheduled',
      flexWindow: 'same-day',
      recurrenceKey: '2026-03-12',
      segments: [{ label: 'Thirds' }],
      logEntryId: null,
    });
    expect(await states(body.plan.id)).toEqual(['12 due', '19 upcoming', '26 upcoming']);
    expect(await call('POST', '/templates/adopt', { templateId: 'nowhere' })).toEqual({
      status: 404,
      body: { success: false, error: 'Template not found', code: 404 },
    });
    expect((await call('POST', '/templates/adopt', {})).body).toMatchObject({
      success: false,
      error: 'Invalid request body',
      code: 400,
    });
    const wrong = { templateId: template.id, customization: { schedule: { rule: 'FREQ=SECONDLY' } } };
    expect((await call('POST', '/templates/adopt', wrong)).status).toBe(400);
  });
});
