import { scoreSchema } from '@mirubato/domain/scores';
import { expect, it } from 'vitest';
import { readPatchOf, readProblem, readValuesOf } from './read-values.ts';

it('turns a score into texts and back', () => {
  const score = scoreSchema.parse({ id: 'a', title: 'Arabesque', keyFifths: -3, publishedYear: 1891 });
  const values = readValuesOf(score);
  expect(values).toMatchObject({ title: 'Arabesque', composer: '', keyFifths: '-3', publishedYear: '1891' });
  expect(
    readPatchOf({ ...values, timeSignature: ' 6 / 8 ', opus: ' L. 66 ' }, [
      'title',
      'composer',
      'opus',
      'keyFifths',
      'timeSignature',
      'publishedYear',
    ]),
  ).toEqual({
    title: 'Arabesque',
    composer: null,
    opus: 'L. 66',
    keyFifths: -3,
    timeSignature: '6/8',
    publishedYear: 1891,
  });
});

it('says what cannot be saved', () => {
  expect(readProblem('title', '  ')).toBe('titleMissing');
  expect(readProblem('composer', '')).toBeNull();
  expect(readProblem('timeSignature', '3/4')).toBeNull();
  expect(readProblem('timeSignature', '3+2/8')).toBeNull();
  expect(readProblem('timeSignature', '3/5')).toBe('timeSignature');
  expect(readProblem('publishedYear', '1891')).toBeNull();
  expect(readProblem('publishedYear', 'MDCCC')).toBe('publishedYear');
  expect(readProblem('opus', 'x'.repeat(101))).toBe('tooLong');
});
