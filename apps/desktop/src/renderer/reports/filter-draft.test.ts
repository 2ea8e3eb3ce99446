import { type Bracket, filterSchema } from '@mirubato/domain/reports';
import { expect, it } from 'vitest';
import { filterFields, finishedFilter, newCondition } from './filter-draft.ts';

it('leaves out what says nothing yet, and brackets that hold nothing then', () => {
  const draft: Bracket = {
    join: 'or',
    parts: [
      newCondition('piece'),
      { field: 'mood', is: 'empty', values: [] },
      { join: 'and', parts: [newCondition('text'), { join: 'or', parts: [] }] },
      {
        join: 'and',
        parts: [{ field: 'duration', is: 'between', from: 60, to: 30 }, newCondition('duration')],
      },
      { field: 'tag', is: 'containing', values: [' '] },
    ],
  };
  expect(finishedFilter(draft)).toEqual({
    join: 'or',
    parts: [
      { field: 'mood', is: 'empty', values: [] },
      { join: 'and', parts: [newCondition('duration')] },
    ],
  });
});

it('makes a filter that can be asked of every field that is only begun', () => {
  for (const field of filterFields) {
    const finished = finishedFilter({ join: 'and', parts: [newCondition(field)] });
    expect(filterSchema.safeParse(finished).success, field).toBe(true);
  }
});
