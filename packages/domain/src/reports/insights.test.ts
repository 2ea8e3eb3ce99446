import { expect, it } from 'vitest';
import { dayPartOf, type InsightFacts, insightsOf } from './insights.ts';

const nothing: InsightFacts = {
  hours: [],
  weekdays: [],
  pieces: [],
  sessions: 0,
  meanMinutes: 0,
  longest: null,
  tempos: [],
};
const of = (facts: Partial<InsightFacts>) => insightsOf({ ...nothing, ...facts });

it('36.7 nothing is said of nothing', () => {
  expect(insightsOf(nothing)).toEqual([]);
});

it('36.7 the time of day is named from ten sessions on, when it has more than half of the minutes', () => {
  const hours = (evening: number, morning: number) => [
    { hour: 9, minutes: morning * 30, sessions: morning },
    { hour: 21, minutes: evening * 30, sessions: evening },
  ];
  expect(of({ hours: hours(7, 3) })).toEqual([
    { kind: 'timeOfDay', part: 'evening', minutes: 210, ofMinutes: 300, sessions: 7 },
  ]);
  expect(of({ hours: hours(7, 2) })).toEqual([]);
  expect(of({ hours: hours(5, 5) })).toEqual([]);
  expect([4, 5, 11, 12, 16, 17, 21, 22].map(dayPartOf)).toEqual([
    'night',
    'morning',
    'morning',
    'afternoon',
    'afternoon',
    'evening',
    'evening',
    'night',
  ]);
});

it('36.7 a weekday is named after four weeks and twelve days, when it stands out by three tenths', () => {
  const weekdays = (saturday: number, daysPassed = 4, daysPractised = 2) =>
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      weekday,
      minutes: weekday === 6 ? saturday : 70,
      daysPassed,
      daysPractised,
    }));
  expect(of({ weekdays: weekdays(140) })).toEqual([
    { kind: 'weekday', weekday: 6, days: 2, meanMinutes: 35, meanOfAll: 20 },
  ]);
  expect(of({ weekdays: weekdays(140, 3) })).toEqual([]);
  expect(of({ weekdays: weekdays(140, 4, 1) })).toEqual([]);
  expect(of({ weekdays: weekdays(90) })).toEqual([]);
});

it('36.7 a piece waits after two weeks, when it has been played three times; three are named', () => {
  const piece = (id: string, daysSince: number, sessions = 3) => ({ id, title: id, sessions, daysSince });
  expect(of({ pieces: [piece('a', 13), piece('b', 14), piece('c', 90, 2)] })).toEqual([
    { kind: 'neglected', pieces: [{ id: 'b', title: 'b', daysSince: 14 }] },
  ]);
  const [insight] = of({ pieces: [piece('d', 20), piece('c', 20), piece('b', 15), piece('a', 40)] });
  expect(insight?.kind === 'neglected' && insight.pieces.map(({ id }) => id)).toEqual(['a', 'c', 'd']);
});

it('36.7 the longest session is named from five on, when they differ', () => {
  const longest = { minutes: 90, date: '2026-11-01' };
  expect(of({ sessions: 5, meanMinutes: 40, longest })).toEqual([
    { kind: 'longest', minutes: 90, date: '2026-11-01', meanMinutes: 40, sessions: 5 },
  ]);
  expect(of({ sessions: 4, meanMinutes: 40, longest })).toEqual([]);
  expect(of({ sessions: 5, meanMinutes: 90, longest })).toEqual([]);
});

it('36.7 a tempo is gained over three days and by four beats; one that fell is not told', () => {
  const tempos = (...bpms: number[]) =>
    bpms.map((bpm, index) => ({ id: 'a', title: 'A', date: `2026-11-0${index + 1}`, bpm }));
  expect(of({ tempos: tempos(80, 70, 84) })).toEqual([
    {
      kind: 'tempo',
      id: 'a',
      title: 'A',
      fromBpm: 80,
      toBpm: 84,
      fromDate: '2026-11-01',
      toDate: '2026-11-03',
      days: 3,
    },
  ]);
  expect(of({ tempos: tempos(80, 83, 83) })).toEqual([]);
  expect(of({ tempos: tempos(80, 96) })).toEqual([]);
  expect(of({ tempos: tempos(80, 70, 60) })).toEqual([]);
});
