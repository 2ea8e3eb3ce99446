import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adherenceOf,
  nextOccurrence,
  occurrenceId,
  plannedOccurrence,
  plannedOccurrences,
} from './occurrences.ts';
import { type Occurrence, occurrenceSchema, type Plan, planSchema } from './plan.ts';

const now = { today: '2026-03-10', zone: 'Europe/Berlin' };
const march = { from: '2026-03-01', to: '2026-03-31' };

function plan(schedule: Record<string, unknown>, more: Record<string, unknown> = {}): Plan {
  return planSchema.parse({ id: 'p', title: 'Scales', schedule, segments: [], ...more });
}

const weekly = plan({ kind: 'recurring', rule: 'FREQ=WEEKLY', startDate: '2026-03-03', timeOfDay: '08:00' });

function record(key: string, more: Record<string, unknown> = {}): Occurrence {
  return occurrenceSchema.parse({ id: occurrenceId('p', key), planId: 'p', recurrenceKey: key, ...more });
}

const shown = (records: Occurrence[], of = weekly) =>
  plannedOccurrences(of, records, march, now).map(({ date, state }) => `${date.slice(8)} ${state}`);

describe('35.3 occurrences', () => {
  it('are computed; a missed one is a gap and moves nothing', () => {
    expect(shown([])).toEqual(['03 missed', '10 due', '17 upcoming', '24 upcoming', '31 upcoming']);
  });

  it('show what a person did with them', () => {
    const records = [
      record('2026-03-03', { status: 'completed', logEntryId: 'e' }),
      record('2026-03-17', { status: 'skipped' }),
      record('2026-03-24', { date: '2026-03-25' }),
      // From outside, moved into the span.
      record('2026-04-07', { date: '2026-03-30' }),
    ];
    expect(shown(records)).toEqual([
      '03 completed',
      '10 due',
      '17 skipped',
      '25 upcoming',
      '30 upcoming',
      '31 upcoming',
    ]);
  });

  it('forget what was only moved when the plan has no such day any more, and keep what was done', () => {
    const records = [
      record('2026-03-04', { status: 'completed' }),
      record('2026-03-18', { status: 'skipped' }),
      record('2026-03-19', { date: '2026-03-20' }),
    ];
    expect(shown(records)).toEqual([
      '03 missed',
      '04 completed',
      '10 due',
      '17 upcoming',
      '24 upcoming',
      '31 upcoming',
    ]);
  });

  it('take the original’s records by the day that they were on', () => {
    const foreign = (id: string, start: string, more = {}) =>
      occurrenceSchema.parse({
        id,
        planId: 'p',
        recurrenceKey: `FREQ=WEEKLY@${start}`,
        scheduledStart: start,
        segments: [{ label: 'Thirds', durationMinutes: 12 }],
        ...more,
      });
    const records = [
      foreign('a', '2026-03-02T23:30:00.000Z', { status: 'completed' }),
      foreign('b', '2026-03-17T07:00:00.000Z'),
      foreign('c', '2026-03-21T07:00:00.000Z'),
    ];
    const original = plan(
      { kind: 'recurring', rule: 'FREQ=WEEKLY', startDate: '2026-03-02T23:30:00.000Z' },
      { segments: undefined },
    );
    expect(shown(records, original)).toEqual([
      '03 completed',
      '10 due',
      '17 upcoming',
      '21 upcoming',
      '24 upcoming',
      '31 upcoming',
    ]);
    expect(nextOccurrence(original, records, now)).toMatchObject({ date: '2026-03-10', durationMinutes: 12 });
  });

  it('of a plan without a day are due until it is done', () => {
    const once = plan({ kind: 'single' });
    expect(shown([], once)).toEqual(['10 due']);
    const done = record('once', {
      status: 'completed',
      checkIn: { recordedAt: '2026-03-05T10:00:00.000Z', responses: {} },
    });
    expect(shown([done], once)).toEqual(['05 completed']);
  });

  it('of a plan that was put away end there; one far ahead is still the next', () => {
    const archived = planSchema.parse({
      ...weekly,
      status: 'archived',
      archivedAt: '2026-03-12T10:00:00.000Z',
    });
    expect(shown([], archived)).toEqual(['03 missed', '10 due']);
    const yearly = plan({ kind: 'recurring', rule: 'FREQ=YEARLY', startDate: '2025-12-24' });
    expect(nextOccurrence(yearly, [], now)?.date).toBe('2026-12-24');
    expect(nextOccurrence(plan({ kind: 'single', startDate: '2027-05-01' }), [], now)?.date).toBe(
      '2027-05-01',
    );
    expect(plannedOccurrence(weekly, [], '2026-03-11', now)).toBeUndefined();
  });

  it('35.4 count once each, however often they were recorded', () => {
    const status = fc.constantFrom('scheduled', 'completed', 'skipped', 'expired');
    const day = fc.integer({ min: 1, max: 31 }).map((each) => `2026-03-${String(each).padStart(2, '0')}`);
    const touched = fc.record({ key: day, status, date: fc.option(day) });
    fc.assert(
      fc.property(fc.array(touched, { maxLength: 60 }), (records) => {
        const occurrences = plannedOccurrences(
          weekly,
          records.map(({ key, ...more }, index) => record(key, { ...more, id: String(index) })),
          march,
          now,
        );
        const { completed, planned } = adherenceOf([...occurrences, ...occurrences]);
        expect(completed).toBeLessThanOrEqual(planned);
        const keys = new Set(occurrences.filter(({ state }) => state === 'completed').map(({ key }) => key));
        expect(completed).toBe(keys.size);
      }),
    );
  });
});
