import rrule from 'rrule';
import { describe, expect, it } from 'vitest';
import {
  daysBetween,
  firstDayFrom,
  parseRule,
  type RuleParts,
  ruleBefore,
  ruleFrom,
  ruleText,
} from './rule.ts';

const { RRule } = rrule as unknown as typeof import('rrule');

function ruleOf(text: string): RuleParts {
  const rule = parseRule(text);
  if (!rule) throw new Error(`no rule: ${text}`);
  return rule;
}

function days(start: string, text: string, to: string, from = start): string[] {
  return daysBetween({ start, rule: ruleOf(text) }, from, to);
}

/** Mulberry32: the same numbers from the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('35.1 the days of a rule', () => {
  it.each([
    ['leap days', '2024-02-29', 'FREQ=YEARLY', '2033-01-01', ['2024-02-29', '2028-02-29', '2032-02-29']],
    [
      'the 31st, of months that have one',
      '2026-01-31',
      'FREQ=MONTHLY',
      '2026-06-01',
      ['2026-01-31', '2026-03-31', '2026-05-31'],
    ],
    [
      'the last day of the month',
      '2028-01-31',
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      '2028-04-30',
      ['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
    ],
    [
      'the 30th, or the last day of a shorter month',
      '2026-01-30',
      'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1',
      '2026-04-30',
      ['2026-01-30', '2026-02-28', '2026-03-30', '2026-04-30'],
    ],
    [
      'the last working day',
      '2026-01-01',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      '2026-03-31',
      ['2026-01-30', '2026-02-27', '2026-03-31'],
    ],
    [
      'the second Tuesday',
      '2026-01-01',
      'FREQ=MONTHLY;BYDAY=2TU',
      '2026-02-28',
      ['2026-01-13', '2026-02-10'],
    ],
    [
      'an end that is a day of it',
      '2026-01-01',
      'FREQ=DAILY;UNTIL=20260102T000000Z',
      '2027-01-01',
      ['2026-01-01', '2026-01-02'],
    ],
  ])('%s', (_name, start, rule, to, expected) => {
    expect(days(start, rule, to)).toEqual(expected);
  });

  it.each(['2026-03-29', '2026-10-25'])('has each day once when clocks change on %s', (changed) => {
    const [year, month] = changed.split('-');
    const found = days(`${year}-${month}-20`, 'FREQ=DAILY;COUNT=10', '2027-01-01');
    expect(found).toHaveLength(10);
    expect(found.filter((day) => day === changed)).toHaveLength(1);
  });

  it('begins a week where the rule says, not where the reader is', () => {
    const every = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU';
    expect(days('2026-01-06', `${every};WKST=MO`, '2026-01-20')).toEqual([
      '2026-01-06',
      '2026-01-11',
      '2026-01-20',
    ]);
    expect(days('2026-01-06', `${every};WKST=SU`, '2026-01-20')).toEqual([
      '2026-01-06',
      '2026-01-18',
      '2026-01-20',
    ]);
  });

  it('leaves exceptions out, and never runs dry', () => {
    const series = { start: '2026-01-01', rule: ruleOf('FREQ=DAILY'), exceptions: ['2026-01-02'] };
    expect(daysBetween(series, '2026-01-01', '2026-01-03')).toEqual(['2026-01-01', '2026-01-03']);
    expect(firstDayFrom(series, '2066-05-05')).toBe('2066-05-05');
    expect(firstDayFrom({ ...series, rule: ruleOf('FREQ=DAILY;COUNT=3') }, '2026-02-01')).toBeUndefined();
  });

  it('parts at a day without losing or doubling one', () => {
    const series = { start: '2026-01-01', rule: ruleOf('FREQ=WEEKLY;BYDAY=MO,TH;COUNT=9') };
    const whole = daysBetween(series, series.start, '2027-01-01');
    const at = whole[4] ?? '';
    const before = daysBetween({ ...series, rule: ruleBefore(series.rule, at) }, series.start, '2027-01-01');
    const after = daysBetween({ start: at, rule: ruleFrom(series, at) }, at, '2027-01-01');
    expect([...before, ...after]).toEqual(whole);
  });

  it.each([
    '',
    'FREQ=HOURLY',
    'INTERVAL=2',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;UNTIL=20260231',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=DAILY;BYHOUR=4',
    'FREQ=DAILY;FREQ=DAILY',
    // Each would be looked for until the year 9999.
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYSETPOS=3',
    'FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5',
  ])('takes “%s” for no rule', (text) => {
    expect(parseRule(text)).toBeUndefined();
  });

  it('35.2 are those of the library, for 1,000 random rules', () => {
    const random = createRandom(20_260_401);
    const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
    const some = <T>(items: readonly T[], most: number) => items.filter(() => random() < most / items.length);
    let withDays = 0;
    for (let tried = 0; tried < 1000; ) {
      const frequency = (['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const)[whole(0, 3)] ?? 'DAILY';
      const isByMonth = frequency === 'MONTHLY' || frequency === 'YEARLY';
      const weekdays = random() < 0.5 ? some([1, 2, 3, 4, 5, 6, 7], 3) : [];
      const hasNth = isByMonth && random() < 0.4;
      const rule: RuleParts = {
        frequency,
        interval: whole(1, 5),
        weekdays: weekdays.map((weekday) => ({
          weekday,
          nth: hasNth ? (random() < 0.5 ? whole(1, 4) : -whole(1, 4)) : null,
        })),
        monthDays: random() < 0.3 ? some([1, 5, 13, 28, 29, 30, 31, -1, -3], 3) : [],
        months: random() < 0.2 ? some([1, 2, 4, 6, 9, 12], 3) : [],
        positions: random() < 0.2 ? some([1, 2, 3, -1, -2], 1) : [],
        weekStart: whole(1, 7),
        count: random() < 0.3 ? whole(1, 40) : null,
        until: random() < 0.2 ? `2027-${String(whole(1, 12)).padStart(2, '0')}-15` : null,
      };
      const text = ruleText(rule);
      if (!parseRule(text)) continue;
      tried += 1;
      expect(parseRule(text), text).toEqual(rule);
      const start = `2026-${String(whole(1, 12)).padStart(2, '0')}-${String(whole(1, 28)).padStart(2, '0')}`;
      const from = `2026-${String(whole(1, 12)).padStart(2, '0')}-10`;
      const to = `2028-${String(whole(1, 12)).padStart(2, '0')}-20`;
      const at = (date: string) => new Date(`${date}T00:00:00Z`);
      const { until, ...options } = RRule.parseString(text);
      const expected = new RRule({ ...options, dtstart: at(start), until: until ?? at('2030-01-01') })
        .between(at(from), at(to), true)
        .map((date) => date.toISOString().slice(0, 10));
      const found = daysBetween({ start, rule }, from, to);
      expect(found, `${text} from ${start}`).toEqual(expected);
      if (found.length > 0) withDays += 1;
    }
    expect(withDays).toBeGreaterThan(700);
  });
});
