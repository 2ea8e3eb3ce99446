import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, localDateOf } from '../logbook/index.ts';
import type { RangePreset } from './definition.ts';
import { rangePresets } from './definition.ts';
import { comparedStretch, daysIn, periodOf, startBefore, startsWithin, unitAround } from './period.ts';

const MONDAY = 1;
const SUNDAY = 7;

const at = (preset: RangePreset, today: string, firstDay = MONDAY, firstPractised: string | null = null) =>
  periodOf({ preset }, { today, firstDay, firstPractised });
const between = (from: string, to: string, today: string, firstDay = MONDAY) =>
  periodOf({ from, to }, { today, firstDay, firstPractised: null });

it('36.1 a period begins where the calendar says, and until today only what has come counts', () => {
  expect(at('today', '2026-03-01')).toMatchObject({ from: '2026-03-01', until: '2026-03-01' });
  expect(at('thisMonth', '2024-02-10')).toMatchObject({
    from: '2024-02-01',
    to: '2024-02-29',
    until: '2024-02-10',
  });
  expect(at('lastMonth', '2026-03-31')).toMatchObject({
    from: '2026-02-01',
    to: '2026-02-28',
    until: '2026-02-28',
  });
  expect(at('thisQuarter', '2026-12-31')).toMatchObject({ from: '2026-10-01', to: '2026-12-31' });
  expect(at('lastQuarter', '2026-01-01')).toMatchObject({ from: '2025-10-01', to: '2025-12-31' });
  expect(at('lastYear', '2025-01-01')).toMatchObject({ from: '2024-01-01', to: '2024-12-31' });
  expect(at('last30Days', '2026-03-01')).toMatchObject({ from: '2026-01-31', to: '2026-03-01' });
  expect(between('2026-03-01', '2026-03-31', '2026-02-01').until).toBe('2026-03-01');
});

it('36.1 a week begins on the musician’s own first day', () => {
  expect(at('thisWeek', '2026-11-29', MONDAY)).toMatchObject({ from: '2026-11-23', to: '2026-11-29' });
  expect(at('thisWeek', '2026-11-29', SUNDAY)).toMatchObject({ from: '2026-11-29', to: '2026-12-05' });
  expect(at('lastWeek', '2026-11-29', SUNDAY)).toMatchObject({ from: '2026-11-22', to: '2026-11-28' });
});

it('36.1 all time begins with the first practice, and today when there is none', () => {
  expect(at('allTime', '2026-11-26', MONDAY, '2019-05-04')).toMatchObject({
    from: '2019-05-04',
    to: '2026-11-26',
  });
  expect(at('allTime', '2026-11-26')).toMatchObject({ from: '2026-11-26', to: '2026-11-26' });
  expect(at('allTime', '2026-11-26', MONDAY, '2026-12-24').from).toBe('2026-11-26');
});

it('36.2 a period that goes on meets the same stretch of the one before', () => {
  expect(comparedStretch(at('thisMonth', '2026-03-10'), 'before', MONDAY)).toEqual({
    from: '2026-02-01',
    to: '2026-02-10',
  });
  expect(comparedStretch(at('thisWeek', '2026-11-25'), 'before', MONDAY)).toEqual({
    from: '2026-11-16',
    to: '2026-11-18',
  });
  expect(comparedStretch(at('thisYear', '2024-02-29'), 'before', MONDAY)).toEqual({
    from: '2023-01-01',
    to: '2023-03-01',
  });
  expect(comparedStretch(at('today', '2026-03-01'), 'before', MONDAY)).toEqual({
    from: '2026-02-28',
    to: '2026-02-28',
  });
});

it('36.2 at the end of a long month a shorter one before is compared whole', () => {
  expect(comparedStretch(at('thisMonth', '2026-03-31'), 'before', MONDAY)).toEqual({
    from: '2026-02-01',
    to: '2026-02-28',
  });
  expect(comparedStretch(at('lastMonth', '2024-04-02'), 'before', MONDAY)).toEqual({
    from: '2024-02-01',
    to: '2024-02-29',
  });
  expect(comparedStretch(at('lastMonth', '2026-03-05'), 'before', MONDAY)).toEqual({
    from: '2026-01-01',
    to: '2026-01-28',
  });
  expect(comparedStretch(at('lastYear', '2025-06-01'), 'before', MONDAY)).toEqual({
    from: '2023-01-01',
    to: '2023-12-31',
  });
});

it('36.2 a year before keeps to the calendar, and a week to its weekdays', () => {
  expect(comparedStretch(at('today', '2024-02-29'), 'yearBefore', MONDAY)).toEqual({
    from: '2023-02-28',
    to: '2023-02-28',
  });
  expect(comparedStretch(at('thisMonth', '2024-02-29'), 'yearBefore', MONDAY)).toEqual({
    from: '2023-02-01',
    to: '2023-02-28',
  });
  const week53 = at('thisWeek', '2026-12-31');
  expect(week53).toMatchObject({ from: '2026-12-28', to: '2027-01-03' });
  expect(comparedStretch(week53, 'yearBefore', MONDAY)).toEqual({ from: '2025-12-29', to: '2026-01-01' });
  expect(comparedStretch(at('last7Days', '2024-03-01'), 'yearBefore', MONDAY)).toEqual({
    from: '2023-02-24',
    to: '2023-03-02',
  });
});

it('36.2 chosen dates meet as many days before, and a whole month its month', () => {
  expect(comparedStretch(between('2026-03-10', '2026-03-19', '2026-11-26'), 'before', MONDAY)).toEqual({
    from: '2026-02-28',
    to: '2026-03-09',
  });
  expect(comparedStretch(between('2026-03-01', '2026-03-31', '2026-11-26'), 'before', MONDAY)).toEqual({
    from: '2026-02-01',
    to: '2026-02-28',
  });
  expect(comparedStretch(at('allTime', '2026-11-26', MONDAY, '2020-01-01'), 'before', MONDAY)).toBeNull();
  expect(comparedStretch(at('thisMonth', '2026-11-26'), 'none', MONDAY)).toBeNull();
});

it('36.2 the day on which clocks change is a day like any other', () => {
  // In Berlin the clock went from 2 to 3 on 29 March 2026, and from 3 to 2 on 25 October.
  expect(localDateOf('2026-03-28T23:30:00.000Z', 'Europe/Berlin', 0)).toBe('2026-03-29');
  expect(daysIn({ from: '2026-03-28', to: '2026-03-30' })).toBe(3);
  expect(comparedStretch(at('thisWeek', '2026-03-29'), 'before', MONDAY)).toEqual({
    from: '2026-03-16',
    to: '2026-03-22',
  });
  expect(startsWithin({ from: '2026-10-24', to: '2026-10-26' }, 'day', MONDAY)).toEqual([
    '2026-10-24',
    '2026-10-25',
    '2026-10-26',
  ]);
});

it('36.2 no stretch is longer than what it is compared with, and it ends before that begins', () => {
  const days = fc.date({ min: new Date('1999-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(
      days,
      fc.constantFrom(...rangePresets),
      fc.integer({ min: 1, max: 7 }),
      (day, preset, firstDay) => {
        const today = day.toISOString().slice(0, 10);
        const period = at(preset, today, firstDay, '1999-01-01');
        expect(period.from <= period.until && period.until <= period.to && period.until <= today).toBe(true);
        const stretch = comparedStretch(period, 'before', firstDay);
        if (!stretch) return;
        const length = daysIn({ from: period.from, to: period.until });
        expect(stretch.to < period.from).toBe(true);
        expect(daysIn(stretch)).toBeLessThanOrEqual(length);
        // Shorter only where the period before is.
        if (daysIn(stretch) < length) expect(addDays(stretch.to, 1)).toBe(period.from);
      },
    ),
  );
});

it('36.3 units follow each other without a gap', () => {
  expect(startsWithin({ from: '2026-12-30', to: '2027-01-05' }, 'week', MONDAY)).toEqual([
    '2026-12-28',
    '2027-01-04',
  ]);
  expect(startsWithin({ from: '2025-11-30', to: '2026-01-01' }, 'quarter', MONDAY)).toEqual([
    '2025-10-01',
    '2026-01-01',
  ]);
  expect(startBefore('2026-03-31', 'month', 1, MONDAY)).toBe('2026-02-01');
  expect(startBefore('2026-11-26', 'day', 6, MONDAY)).toBe('2026-11-20');
  expect(unitAround('2024-02-29', 'year', MONDAY)).toEqual({ from: '2024-01-01', to: '2024-12-31' });
});
