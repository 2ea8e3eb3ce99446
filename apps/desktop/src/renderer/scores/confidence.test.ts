import { expect, it } from 'vitest';
import { confidenceWord, weakestField } from './confidence.ts';

it('says how sure the machine is', () => {
  expect(confidenceWord({ confidence: 0.95, source: 'page' })).toBe('sure');
  expect(confidenceWord({ confidence: 0.7, source: 'pdf-metadata' })).toBe('likely');
  expect(confidenceWord({ confidence: 0.3, source: 'file-name' })).toBe('unsure');
  expect(confidenceWord(undefined)).toBe('missing');
});

it('takes a person at their word', () => {
  expect(confidenceWord({ confidence: 1, source: 'person' })).toBe('checked');
});

it('names the field to doubt first', () => {
  const page = { source: 'page', page: 1, box: null } as const;
  const title = { ...page, confidence: 0.9 };
  expect(weakestField({ evidence: { title } })).toEqual({ field: 'composer', evidence: undefined });
  const composer = { ...page, confidence: 0.95 };
  expect(weakestField({ evidence: { title, composer } })).toEqual({ field: 'title', evidence: title });
});
