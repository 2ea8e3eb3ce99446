import { expect, it } from 'vitest';
import { calendarWeeks, dayByKey } from './calendar-days.ts';

it('shows whole weeks from the first day that the musician counts from', () => {
  expect(calendarWeeks('2026-03-10', 'month', 1).map(([first]) => first)).toEqual([
    '2026-02-23',
    '2026-03-02',
    '2026-03-09',
    '2026-03-16',
    '2026-03-23',
    '2026-03-30',
  ]);
  expect(calendarWeeks('2026-03-10', 'month', 7)[0]?.[0]).toBe('2026-03-01');
  expect(calendarWeeks('2026-03-10', 'week', 6)).toEqual([
    ['2026-03-07', '2026-03-08', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13'],
  ]);
});

it('is walked by keys, over the ends of months and the change of clocks', () => {
  expect(dayByKey('2026-03-29', 'ArrowRight', 'month', 1)).toBe('2026-03-30');
  expect(dayByKey('2026-01-31', 'PageDown', 'month', 1)).toBe('2026-02-28');
  expect(dayByKey('2026-03-10', 'PageUp', 'week', 1)).toBe('2026-03-03');
  expect(dayByKey('2026-03-10', 'End', 'month', 7)).toBe('2026-03-14');
  expect(dayByKey('2026-03-10', 'a', 'month', 1)).toBeUndefined();
});
