import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseQuery,
  printField,
  printQuery,
  type Query,
  queryFields,
  rangeOfDates,
  rangeOfPeriod,
} from './index.ts';

const treeOf = (typed: string) => parseQuery(typed).query;
const word = (text: string): Query => ({ kind: 'text', text, isPhrase: false });
const marked = (typed: string) =>
  parseQuery(typed).mistakes.map(({ reason, start, end }) => `${reason}: ${typed.slice(start, end)}`);

describe('the query language', () => {
  it('31.1 words and phrases stand side by side, and each may be negated', () => {
    expect(treeOf('slow "left hand" -coda -"da capo"')).toEqual({
      kind: 'all',
      parts: [
        word('slow'),
        { kind: 'text', text: 'left hand', isPhrase: true },
        { kind: 'not', part: word('coda') },
        { kind: 'not', part: { kind: 'text', text: 'da capo', isPhrase: true } },
      ],
    });
  });

  it('31.1 side by side binds closer than OR, and brackets bind closest', () => {
    expect(treeOf('a b OR c')).toEqual({
      kind: 'any',
      parts: [{ kind: 'all', parts: [word('a'), word('b')] }, word('c')],
    });
    expect(treeOf('a (b OR c)')).toEqual({
      kind: 'all',
      parts: [word('a'), { kind: 'any', parts: [word('b'), word('c')] }],
    });
    expect(treeOf('-(b c)')).toEqual({ kind: 'not', part: { kind: 'all', parts: [word('b'), word('c')] } });
    expect(treeOf('left-hand or')).toEqual({ kind: 'all', parts: [word('left-hand'), word('or')] });
  });

  it.each([
    ['piece:"Moonlight"', { kind: 'name', field: 'piece', text: 'Moonlight', isPhrase: true }],
    ['Composer:dvořák', { kind: 'name', field: 'composer', text: 'dvořák', isPhrase: false }],
    ['tag:“hands apart”', { kind: 'name', field: 'tag', text: 'hands apart', isPhrase: true }],
    ['type:Lesson', { kind: 'type', type: 'lesson' }],
    ['mood:proud', { kind: 'mood', mood: 'proud' }],
    ['has:notes', { kind: 'has', what: 'notes' }],
    ['source:timer', { kind: 'source', source: 'timer' }],
    ['duration:30', { kind: 'duration', from: 30, to: 30 }],
    ['duration:>30', { kind: 'duration', from: 31, to: null }],
    ['duration:>=30', { kind: 'duration', from: 30, to: null }],
    ['duration:<30', { kind: 'duration', from: null, to: 29 }],
    ['duration:<=30', { kind: 'duration', from: null, to: 30 }],
    ['duration:20..40', { kind: 'duration', from: 20, to: 40 }],
    ['duration:20..', { kind: 'duration', from: 20, to: null }],
    ['date:2026-03', { kind: 'date', from: '2026-03', to: '2026-03' }],
    ['date:2026-01-01..2026-03-31', { kind: 'date', from: '2026-01-01', to: '2026-03-31' }],
    ['date:>2028-02', { kind: 'date', from: '2028-03-01', to: null }],
    ['date:<2026', { kind: 'date', from: null, to: '2025-12-31' }],
    ['date:..2026', { kind: 'date', from: null, to: '2026' }],
    ['date:week', { kind: 'period', period: 'week' }],
  ])('31.2 %s is one condition', (typed, condition) => {
    expect(parseQuery(typed)).toEqual({ query: condition, mistakes: [] });
  });

  it.each([
    ['slow compser:bach', 'unknown-field: compser:bach'],
    ['slow piece:', 'value-missing: piece:'],
    ['slow type:lesso', 'unknown-value: type:lesso'],
    ['slow duration:long', 'not-minutes: duration:long'],
    ['slow duration:40..20', 'backwards: duration:40..20'],
    ['slow date:2026-02-30', 'not-a-date: date:2026-02-30'],
    ['slow date:2026-13', 'not-a-date: date:2026-13'],
    ['slow date:2026-03..2026-01', 'backwards: date:2026-03..2026-01'],
    ['slow …', 'no-letters: …'],
    ['slow )', 'bracket-unopened: )'],
    ['slow OR', 'or-alone: OR'],
    ['OR slow', 'or-alone: OR'],
    ['(slow', 'bracket-open: ('],
    ['slow -', 'minus-alone: -'],
    ['slow - ', 'minus-alone: -'],
  ])('31.3 of “%s” the valid part applies, and the rest is marked', (typed, mistake) => {
    expect(treeOf(typed)).toEqual(word('slow'));
    expect(marked(typed)).toEqual([mistake]);
    expect(parseQuery(typed).mistakes[0]?.detail).toMatch(/\.$/);
  });

  it('31.3 a quote that is not closed goes on to the end, and is marked', () => {
    expect(treeOf('piece:"Moonlight So')).toEqual({
      kind: 'name',
      field: 'piece',
      text: 'Moonlight So',
      isPhrase: true,
    });
    expect(marked('piece:"Moonlight So')).toEqual(['quote-open: piece:"Moonlight So']);
  });

  it('31.3 more conditions than anybody means are passed over, and marked', () => {
    const many = Array.from({ length: 60 }, (_, index) => `w${index}`).join(' ');
    expect(treeOf(many)).toMatchObject({ parts: { length: 40 } });
    expect(marked(many)).toHaveLength(20);
  });

  const someText = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          ...queryFields.map((field) => `${field}:`),
          ...['(', ')', '-', '"', '“', '\\', ' ', ' OR ', 'OR', ':', '..', '>', '<=', 'a', 'Dvořák', '30'],
          ...['2026-03', '9999-12-31', '0001', 'today', 'lesson', 'proud', 'notes', 'timer', '9999', '0'],
        ),
        { maxLength: 25 },
      )
      .map((parts) => parts.join('')),
  );

  it('31.4 what is printed parses to the same tree, without a mistake', () => {
    fc.assert(
      fc.property(someText, (typed) => {
        const { query } = parseQuery(typed);
        expect(parseQuery(printQuery(query))).toEqual({ query, mistakes: [] });
      }),
      { numRuns: 2000 },
    );
  });

  it('31.4 a value of any letters is found again by its own field', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        fc.pre(/[\p{L}\p{N}]/u.test(value));
        expect(parseQuery(printField('tag', value))).toMatchObject({
          query: { kind: 'name', field: 'tag', text: value },
          mistakes: [],
        });
      }),
    );
  });

  it('31.3 every mistake lies within what was typed', () => {
    fc.assert(
      fc.property(someText, (typed) => {
        for (const { start, end } of parseQuery(typed).mistakes) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(typed.length);
        }
      }),
    );
  });
});

describe('the days that a query means', () => {
  it.each([
    ['today', 7, '2026-03-01', '2026-03-01'],
    ['yesterday', 7, '2026-02-28', '2026-02-28'],
    ['week', 7, '2026-03-01', '2026-03-07'],
    ['week', 1, '2026-02-23', '2026-03-01'],
    ['month', 1, '2026-03-01', '2026-03-31'],
    ['year', 1, '2026-01-01', '2026-12-31'],
  ] as const)('31.5 date:%s, with weeks from day %i on, is %s to %s', (period, firstDay, from, to) => {
    expect(rangeOfPeriod(period, { today: '2026-03-01', firstDay })).toEqual({ from, to });
  });

  it('31.5 the last week of a year may end in the next', () => {
    expect(rangeOfPeriod('week', { today: '2027-01-01', firstDay: 1 })).toEqual({
      from: '2026-12-28',
      to: '2027-01-03',
    });
  });

  it('31.5 month and day may be missing from a date', () => {
    expect(rangeOfDates({ from: '2028-02', to: '2028-02' })).toEqual({
      from: '2028-02-01',
      to: '2028-02-29',
    });
    expect(rangeOfDates({ from: null, to: '2026' })).toEqual({ from: null, to: '2026-12-31' });
  });
});
