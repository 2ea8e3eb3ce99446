import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../logbook/local-day.ts';
import { grades } from './review.ts';
import {
  CALIBRATED_FROM,
  calibrate,
  daysBetween,
  dueOn,
  expectedRecall,
  type Marked,
  memoryOf,
  type Outcome,
  outcomesOf,
  RETENTION_LIMITS,
} from './spacing.ts';

const grade = fc.constantFrom(...grades);

/** Reviews in order, some on one day, over the turns of years and hours. */
const history = fc.array(fc.tuple(fc.nat({ max: 90 }), grade), { maxLength: 25 }).map((steps) => {
  let localDate = '2023-12-20';
  return steps.map(([days, each]): Marked => {
    localDate = addDays(localDate, days);
    return { localDate, grade: each };
  });
});

const outcome = fc.record({
  elapsedDays: fc.integer({ min: 1, max: 400 }),
  stability: fc.double({ min: 0.01, max: 500, noNaN: true }),
  wentWell: fc.boolean(),
});

it('33.3 has the first intervals of the published weights', () => {
  const first = grades.map((each) => dueOn(remembered([{ localDate: '2026-03-01', grade: each }]), 0.9, 1));
  // Stabilities of 0.212, 1.2931, 2.3065 and 8.2956 days, rounded, and a day at least.
  expect(first).toEqual(['2026-03-02', '2026-03-02', '2026-03-03', '2026-03-09']);
});

it('33.3 never makes a better grade due earlier', () => {
  const retention = fc.double({ min: RETENTION_LIMITS[0], max: RETENTION_LIMITS[1], noNaN: true });
  const factor = fc.double({ min: 0.25, max: 4, noNaN: true });
  fc.assert(
    fc.property(history, fc.nat({ max: 90 }), retention, factor, (before, days, desired, by) => {
      const localDate = addDays(before.at(-1)?.localDate ?? '2024-02-28', days);
      const due = grades.map((each) =>
        dueOn(remembered([...before, { localDate, grade: each }]), desired, by),
      );
      expect(due).toEqual([...due].sort());
      expect(daysBetween(localDate, due[0] ?? '')).toBeGreaterThanOrEqual(1);
      expect(daysBetween(localDate, due[3] ?? '')).toBeLessThanOrEqual(365);
    }),
  );
});

it('33.3 asks earlier for a higher retention, and expects less with every day', () => {
  fc.assert(
    fc.property(
      history.filter(({ length }) => length > 0),
      (marked) => {
        const memory = remembered(marked);
        expect(dueOn(memory, 0.97, 1) <= dueOn(memory, 0.9, 1)).toBe(true);
        expect(dueOn(memory, 0.9, 1) <= dueOn(memory, 0.7, 1)).toBe(true);
        const expected = [0, 1, 30, 10_000].map((days) =>
          expectedRecall(memory, addDays(memory.lastOn, days), 1),
        );
        expect(expected).toEqual([...expected].sort((a, b) => b - a));
        expect(expected[0]).toBe(1);
        expect(expected[3]).toBeGreaterThan(0);
      },
    ),
  );
});

it('33.3 says nothing of what was never marked', () => {
  expect(memoryOf([])).toBeUndefined();
  expect(outcomesOf([])).toEqual([]);
});

it('33.3 counts local days: over a leap day, a change of the clock, and back', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  // Europe changes its clocks on 29 March 2026, America on 8 March.
  expect(daysBetween('2026-03-07', '2026-03-30')).toBe(23);
  const good = remembered([{ localDate: '2024-02-27', grade: 'good' }]);
  expect(dueOn(good, 0.9, 1)).toBe('2024-02-29');
  const back = remembered([
    { localDate: '2026-03-10', grade: 'good' },
    { localDate: '2026-03-09', grade: 'good' },
  ]);
  expect(back.lastOn).toBe('2026-03-10');
});

it('33.4 keeps the default weights with little data, and says the numbers', () => {
  expect(calibrate([])).toMatchObject({
    reviews: 0,
    measured: null,
    expected: null,
    factor: 1,
    isFitted: false,
  });
  const few: Outcome[] = Array.from({ length: CALIBRATED_FROM - 1 }, () => ({
    elapsedDays: 3,
    stability: 3,
    wentWell: false,
  }));
  const calibration = calibrate(few);
  expect(calibration).toMatchObject({ reviews: CALIBRATED_FROM - 1, measured: 0, factor: 1 });
  expect(calibration.expected).toBeCloseTo(0.9, 5);
});

it('33.4 spaces further when more goes well than expected, and closer when less does', () => {
  const results = (well: number, of: number): Outcome[] =>
    Array.from({ length: of }, (_, index) => ({ elapsedDays: 20, stability: 10, wentWell: index < well }));
  const factors = [60, 70, 80, 85, 90, 95, 100].map((well) => calibrate(results(well, 100)).factor);
  expect(factors).toEqual([...factors].sort((a, b) => a - b));
  const asExpected = Math.round(100 * (calibrate(results(0, 100)).expected ?? 0));
  expect(calibrate(results(asExpected, 100)).factor).toBeCloseTo(1, 1);
  // The same share of more reviews moves it further.
  expect(calibrate(results(190, 200)).factor).toBeGreaterThan(calibrate(results(38, 40)).factor);
});

it('33.4 stays within its limits, and is the same in any order', () => {
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 80 }), (outcomes) => {
      const { factor, measured, expected } = calibrate(outcomes);
      expect(factor).toBeGreaterThanOrEqual(0.25);
      expect(factor).toBeLessThanOrEqual(4);
      expect(calibrate([...outcomes].reverse()).factor).toBeCloseTo(factor, 6);
      if (outcomes.length > 0) {
        expect(measured).toBeGreaterThanOrEqual(0);
        expect(expected).toBeLessThanOrEqual(1);
      }
    }),
  );
});

it('33.4 counts neither the first review of a thing nor a second on one day', () => {
  const marked: Marked[] = [
    { localDate: '2026-03-01', grade: 'again' },
    { localDate: '2026-03-01', grade: 'good' },
    { localDate: '2026-03-04', grade: 'again' },
    { localDate: '2026-03-06', grade: 'hard' },
  ];
  expect(outcomesOf(marked).map(({ elapsedDays, wentWell }) => [elapsedDays, wentWell])).toEqual([
    [3, false],
    [2, true],
  ]);
});

function remembered(marked: readonly Marked[]) {
  const memory = memoryOf(marked);
  if (!memory) throw new Error('nothing was marked');
  return memory;
}
