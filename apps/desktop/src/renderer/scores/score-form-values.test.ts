import { scoreSchema } from '@mirubato/domain/scores';
import { expect, it } from 'vitest';
import { patchOf, valuesOf } from './score-form-values.ts';

const evidence = { confidence: 0.95, source: 'page', page: 1, box: null } as const;
const sure = scoreSchema.parse({
  id: 'score_1',
  title: 'Arabesque',
  composer: 'Claude Debussy',
  tags: ['recital'],
  evidence: { title: evidence, composer: evidence },
});

it('sends the changed fields alone', () => {
  expect(patchOf(sure, valuesOf(sure))).toEqual({});
  expect(patchOf(sure, { ...valuesOf(sure), opus: ' L. 66 ', tags: ['recital', 'spring'] })).toEqual({
    opus: 'L. 66',
    tags: ['recital', 'spring'],
  });
});

it('sends an emptied field as none', () => {
  expect(patchOf(sure, { ...valuesOf(sure), composer: '' })).toEqual({ composer: null });
});

it('sends title and composer of a guess, changed or not', () => {
  const guess = { ...sure, evidence: { title: { ...evidence, confidence: 0.4 } } };
  expect(patchOf(guess, valuesOf(guess))).toEqual({ title: 'Arabesque', composer: 'Claude Debussy' });
});
