import { describe, expect, it } from 'vitest';
import { parseRecurrence, recurrenceDays, timesFromNow } from './recurrence.ts';

function days(start: string, rule: string): string[] {
  const recurrence = parseRecurrence(rule);
  if (!recurrence) throw new Error('no rule');
  return recurrenceDays(start, recurrence);
}

describe('recurrence', () => {
  it('reads what the original writes', () => {
    expect(
      parseRecurrence('RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;COUNT=5;UNTIL=20270101T120000Z'),
    ).toEqual({
      frequency: 'WEEKLY',
      interval: 2,
      weekdays: [1, 4],
      count: 5,
      until: '2027-01-01',
    });
    expect(parseRecurrence('FREQ=YEARLY')).toBeUndefined();
    expect(parseRecurrence('every day')).toBeUndefined();
  });

  it.each([
    [
      'daily, to the last day',
      '2026-11-24',
      'FREQ=DAILY;UNTIL=2026-11-26',
      ['2026-11-24', '2026-11-25', '2026-11-26'],
    ],
    ['every third day', '2026-11-24', 'FREQ=DAILY;INTERVAL=3;COUNT=2', ['2026-11-24', '2026-11-27']],
    // The week begins on Sunday: of the first week only what is not before the start.
    [
      'every second week on two days',
      '2026-11-25',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO,TH;COUNT=4',
      ['2026-11-26', '2026-12-06', '2026-12-07', '2026-12-10'],
    ],
    ['weekly on the weekday of the start', '2026-11-29', 'FREQ=WEEKLY;COUNT=2', ['2026-11-29', '2026-12-06']],
    [
      'monthly, in short months on the last day',
      '2026-12-31',
      'FREQ=MONTHLY;COUNT=3',
      ['2026-12-31', '2027-01-31', '2027-02-28'],
    ],
    ['ended before it began', '2026-11-24', 'FREQ=DAILY;UNTIL=20261101', []],
  ])('%s', (_name, start, rule, expected) => {
    expect(days(start, rule)).toEqual(expected);
  });

  it('has twelve sessions without a count, and none after ninety days', () => {
    expect(days('2026-11-24', 'FREQ=DAILY')).toHaveLength(12);
    expect(days('2026-11-24', 'FREQ=WEEKLY;COUNT=50').at(-1)).toBe('2027-02-16');
    expect(days('2026-11-24', `FREQ=DAILY;INTERVAL=${'9'.repeat(15)}`)).toEqual(['2026-11-24']);
  });
});

describe('times from now', () => {
  const at = { nowMs: Date.parse('2026-11-24T23:30:00.000Z'), zone: 'Europe/Berlin' };

  it('keeps the local time of day through a change of clocks', () => {
    const schedule = { kind: 'recurring', rule: 'FREQ=WEEKLY;COUNT=2', timeOfDay: '08:15' } as const;
    const times = timesFromNow(schedule, { ...at, nowMs: Date.parse('2026-10-20T05:00:00.000Z') });
    expect(times).toEqual([
      { start: '2026-10-20T06:15:00.000Z', end: '2026-10-20T07:15:00.000Z' },
      { start: '2026-10-27T07:15:00.000Z', end: '2026-10-27T08:15:00.000Z' },
    ]);
  });

  it('begins on the day it is now there, or on a start that is ahead', () => {
    expect(timesFromNow({ kind: 'single', durationMinutes: 10 }, at)).toEqual([
      { start: '2026-11-24T23:30:00.000Z', end: '2026-11-24T23:40:00.000Z' },
    ]);
    const past = { kind: 'single', startDate: '2026-11-01', timeOfDay: '09:00' } as const;
    expect(timesFromNow(past, at)[0]?.start).toBe('2026-11-25T08:00:00.000Z');
    const ahead = { kind: 'single', startDate: '2026-12-24T17:00:00.000Z' } as const;
    expect(timesFromNow(ahead, at)[0]?.start).toBe('2026-12-24T17:00:00.000Z');
    const ended = { kind: 'recurring', rule: 'FREQ=DAILY;UNTIL=20200101' } as const;
    expect(timesFromNow(ended, at)).toHaveLength(1);
  });
});
