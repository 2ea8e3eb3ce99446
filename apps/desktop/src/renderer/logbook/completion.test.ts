import { entryTypes, moods, parseQuery } from '@mirubato/domain/logbook';
import { expect, it } from 'vitest';
import { closedValues, completed, completionAt, withCondition } from './completion.ts';

const at = (line: string) => completionAt(line, line.length);

it('completes the field whose name is begun, and the value of a field', () => {
  expect(at('slow pie')).toEqual({ start: 5, field: null, typed: 'pie' });
  expect(at('slow piece:moon')).toEqual({ start: 5, field: 'piece', typed: 'moon' });
  expect(at('-tag:"hands a')).toEqual({ start: 1, field: 'tag', typed: 'hands a' });
  expect(at('piece:')).toEqual({ start: 0, field: 'piece', typed: '' });
});

it.each(['', 'p', 'slow ', 'piece:"Moonlight"', '"slow pie', 'compser:ba', '('])(
  'has nothing for “%s”',
  (line) => {
    expect(at(line)).toBeNull();
  },
);

it('fills in what was chosen, in quotes where it has more than one word', () => {
  const fill = (line: string, value: string) => {
    const place = at(line);
    return place && completed(line, line.length, place, value);
  };
  expect(fill('slow pie', 'piece')).toBe('slow piece:');
  expect(fill('-piece:moon', 'Moonlight Sonata')).toBe('-piece:"Moonlight Sonata" ');
  expect(fill('duration:', '>30')).toBe('duration:>30 ');
  expect(withCondition('slow', 'tag', '')).toBe('slow tag:');
  expect(withCondition('', 'tag', 'lesson')).toBe('tag:lesson ');
});

it('offers no value that would not be understood, and each type and mood', () => {
  for (const [field, values] of Object.entries(closedValues)) {
    for (const value of values) expect(parseQuery(`${field}:${value}`).mistakes).toEqual([]);
  }
  expect([...(closedValues.type ?? [])].sort()).toEqual([...entryTypes].sort());
  expect([...(closedValues.mood ?? [])].sort()).toEqual([...moods].sort());
});
