import { expect, it } from 'vitest';
import { type FilterPart, reportDefinitionSchema, savedReportSchema } from './definition.ts';

const accepts = (definition: unknown) => reportDefinitionSchema.safeParse(definition).success;
const range = { preset: 'thisMonth' };
const filtered = (...parts: FilterPart[]) => ({ range, filter: { join: 'and', parts } });

it('36.6 says what is left out: all entries, no groups, plain numbers', () => {
  expect(reportDefinitionSchema.parse({ range })).toEqual({
    range,
    filter: { join: 'and', parts: [] },
    groupBy: [],
    measures: ['minutes', 'entries', 'days', 'share'],
    comparison: 'none',
    movingAverage: null,
  });
});

it('36.6 refuses what cannot be meant', () => {
  expect(accepts({ range: { from: '2026-02-30', to: '2026-03-01' } })).toBe(false);
  expect(accepts({ range: { from: '2026-03-02', to: '2026-03-01' } })).toBe(false);
  expect(accepts({ range: { from: '2026-03-01', to: '2026-03-01' } })).toBe(true);
  expect(accepts({ range, groupBy: ['day', 'piece', 'tag', 'hour'] })).toBe(false);
  expect(accepts({ range, groupBy: ['day', 'day'] })).toBe(false);
  expect(accepts({ range, measures: [] })).toBe(false);
  expect(accepts({ range, movingAverage: 1 })).toBe(false);
  expect(accepts(filtered({ field: 'duration', is: 'between', from: 60, to: 30 }))).toBe(false);
  expect(accepts(filtered({ field: 'duration', is: 'between', from: 30, to: 30 }))).toBe(true);
  expect(accepts(filtered({ field: 'piece', is: 'anyOf', values: [] }))).toBe(false);
  expect(accepts(filtered({ field: 'mood', is: 'empty', values: [] }))).toBe(true);
  expect(accepts(filtered({ field: 'weekday', is: 'anyOf', values: [8] }))).toBe(false);
  expect(accepts(filtered({ field: 'hour', is: 'anyOf', values: [0, 23] }))).toBe(true);
});

it('36.6 brackets may be five deep, and hold fifty conditions', () => {
  const nested = (depth: number): FilterPart =>
    depth === 0 ? { field: 'tag', is: 'notEmpty', values: [] } : { join: 'or', parts: [nested(depth - 1)] };
  expect(accepts({ range, filter: nested(5) })).toBe(true);
  expect(accepts({ range, filter: nested(6) })).toBe(false);
  const many = (count: number) =>
    Array.from({ length: count }, () => ({ field: 'tag', is: 'notEmpty', values: [] }) as FilterPart);
  expect(accepts(filtered({ join: 'or', parts: many(25) }, { join: 'and', parts: many(25) }))).toBe(true);
  expect(accepts(filtered({ join: 'or', parts: many(26) }, { join: 'and', parts: many(25) }))).toBe(false);
});

it('36.6 a saved report of a newer version keeps its name', () => {
  const saved = savedReportSchema.parse({
    id: 'x',
    name: 'Mine',
    definition: { range: { preset: 'lastDecade' } },
  });
  expect(saved).toMatchObject({ name: 'Mine', definition: null });
});
