import { scoreSchema } from '@mirubato/domain/scores';
import { expect, it } from 'vitest';
import { readValuesOf } from '../scores/read-values.ts';
import { fieldsAccepted, fieldsShown } from './review-fields-shown.ts';

const score = scoreSchema.parse({ id: 'a', title: 'Arabesque', opus: 'L. 66', keyFifths: 0 });
const values = readValuesOf(score);

it('shows title and composer, and what was read', () => {
  expect(fieldsShown(score, values, false)).toEqual(['title', 'composer', 'opus', 'keyFifths']);
  expect(fieldsShown(score, values, true)).toHaveLength(16);
});

it('accepts what is shown with a value, and what was emptied', () => {
  expect(fieldsAccepted(score, values, true)).toEqual(['title', 'composer', 'opus', 'keyFifths']);
  expect(fieldsAccepted(score, { ...values, opus: '', tempo: 'Lento' }, true)).toEqual([
    'title',
    'composer',
    'opus',
    'keyFifths',
    'tempo',
  ]);
});
