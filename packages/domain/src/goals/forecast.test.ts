import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Course, forecast, type Outlook, PACE_DAYS } from './forecast.ts';
import { measureRanges } from './measure-ranges.ts';

const course = {
  began: '2026-03-01',
  today: '2026-03-11',
  targetDate: '2026-03-20',
  target: 200,
  current: 100,
  recent: 100,
};

describe('34.3 forecast', () => {
  it.each<[string, Partial<Course>, Outlook, number | null]>([
    ['half of it after half the time', {}, 'on-track', 10],
    ['little so far, but much of late', { current: 60, recent: 160 }, 'on-track', 14],
    ['a little too slow', { current: 80, recent: 80 }, 'at-risk', 12],
    ['hardly begun', { current: 10, recent: 10 }, 'behind', 19],
    ['nothing on the first day', { began: '2026-03-11', current: 0, recent: 0 }, 'on-track', 20],
    ['reached', { current: 220 }, 'reached', 0],
    ['reached too late is reached', { current: 200, targetDate: '2026-03-01' }, 'reached', 0],
    ['the day has passed', { targetDate: '2026-03-10' }, 'behind', null],
    ['on the last day', { targetDate: '2026-03-11', current: 190, recent: 10 }, 'on-track', 10],
  ])('%s', (_name, change, outlook, perDay) => {
    expect(forecast({ ...course, ...change })).toMatchObject({ outlook, perDay });
  });

  it('34.4 is never worse for more practice', () => {
    const rank: Record<Outlook, number> = { reached: 3, 'on-track': 2, 'at-risk': 1, behind: 0 };
    const date = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
    const practice = fc.record({
      day: fc.integer({ min: 0, max: 60 }),
      minutes: fc.integer({ min: 0, max: 200 }),
    });
    const courseOf = (
      all: { day: number; minutes: number }[],
      today: number,
      end: number,
      target: number,
    ) => {
      const sum = (from: number) =>
        all.reduce((total, { day, minutes }) => (day >= from && day <= today ? total + minutes : total), 0);
      return {
        began: date(0),
        today: date(today),
        targetDate: date(end),
        target,
        current: sum(0),
        recent: sum(Math.max(0, today - PACE_DAYS + 1)),
      };
    };
    fc.assert(
      fc.property(
        fc.array(practice, { maxLength: 30 }),
        practice,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 1, max: 3000 }),
        (all, one, today, end, target) => {
          const before = forecast(courseOf(all, today, end, target));
          const after = forecast(courseOf([...all, one], today, end, target));
          expect(rank[after.outlook]).toBeGreaterThanOrEqual(rank[before.outlook]);
          expect(after.perDay ?? 0).toBeLessThanOrEqual(before.perDay ?? 0);
        },
      ),
    );
  });
});

it('34.2 reads measures as people write them', () => {
  expect(measureRanges('mm. 17–24, 40 and 9 - 5')).toEqual([
    { from: 17, to: 24 },
    { from: 40, to: 40 },
    { from: 5, to: 9 },
  ]);
  expect(measureRanges('the trio')).toEqual([]);
});
