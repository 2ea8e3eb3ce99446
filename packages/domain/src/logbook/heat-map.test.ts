import { expect, it } from 'vitest';
import { heatLevel, weeksOfYear } from './heat-map.ts';

it.each([
  [2026, 1, 53],
  [2028, 7, 54],
  [2026, 7, 53],
  [2024, 1, 53],
])(
  '31.12 the year %i, with weeks from day %i on, has %i weeks and each day once',
  (year, firstDay, count) => {
    const weeks = weeksOfYear(year, firstDay);
    const days = weeks.flat().filter((day) => day !== null);
    expect(weeks).toHaveLength(count);
    expect(new Set(days).size).toBe(days.length);
    expect(days).toHaveLength(year % 4 === 0 ? 366 : 365);
    expect([days[0], days.at(-1)]).toEqual([`${year}-01-01`, `${year}-12-31`]);
  },
);

it('31.12 a week begins on the first day that is wished for', () => {
  expect(weeksOfYear(2026, 1)[0]).toEqual([
    null,
    null,
    null,
    '2026-01-01',
    '2026-01-02',
    '2026-01-03',
    '2026-01-04',
  ]);
  expect(weeksOfYear(2026, 7)[1]?.[0]).toBe('2026-01-04');
});

it('31.12 levels are quarters of the longest day, and a minute is more than nothing', () => {
  expect([0, 1, 30, 31, 60, 90, 91, 120].map((minutes) => heatLevel(minutes, 120))).toEqual([
    0, 1, 1, 2, 2, 3, 4, 4,
  ]);
});
