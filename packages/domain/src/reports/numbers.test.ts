import { expect, it } from 'vitest';
import { changeOf, consistencyOf, movingAverage } from './numbers.ts';

it('36.4 a moving average is silent until it has enough to average', () => {
  expect(movingAverage([30, 0, 60, 30], 3)).toEqual([null, null, 30, 30]);
  expect(movingAverage([10, null, 20, 40], 2)).toEqual([null, null, null, 30]);
  expect(movingAverage([10], 2)).toEqual([null]);
  expect(movingAverage([], 7)).toEqual([]);
});

it('36.5 a change is measured by the day, and not at all from nothing', () => {
  expect(changeOf({ minutes: 150, days: 10 }, { minutes: 100, days: 10 })).toBeCloseTo(0.5);
  expect(changeOf({ minutes: 310, days: 31 }, { minutes: 280, days: 28 })).toBeCloseTo(0);
  expect(changeOf({ minutes: 0, days: 7 }, { minutes: 70, days: 7 })).toBe(-1);
  expect(changeOf({ minutes: 70, days: 7 }, { minutes: 0, days: 7 })).toBeNull();
});

it('36.5 consistency is days with practice of the days that were', () => {
  expect(consistencyOf(15, 30)).toBe(0.5);
  expect(consistencyOf(1, 1)).toBe(1);
  expect(consistencyOf(0, 0)).toBeNull();
});
