import { expect, it } from 'vitest';
import { readPdfKeywords } from './pdf-keywords.ts';

it('takes genres and keywords as tags, once each', () => {
  expect(readPdfKeywords({ subject: 'Etude, Romantic', keywords: 'recital; romantic,  left hand ' })).toEqual(
    {
      tags: ['Etude', 'Romantic', 'recital', 'left hand'],
      keyFifths: null,
      difficulty: null,
    },
  );
});

it('reads the keywords that carry a value, of now and before', () => {
  const keywords = 'exam,rating:4,difficulty:3,duration:210,keysf:-3,keymi:1';
  expect(readPdfKeywords({ keywords })).toEqual({ tags: ['exam'], keyFifths: -3, difficulty: 'advanced' });
  expect(readPdfKeywords({ keywords: 'forScore-difficulty:1' }).difficulty).toBe('beginner');
  expect(readPdfKeywords({ keywords: 'difficulty:9,keysf:12' })).toMatchObject({
    keyFifths: null,
    difficulty: null,
  });
});

it('leaves out what programs write of themselves, and prose', () => {
  const subject = 'Created with MuseScore';
  const keywords = `http://example.org, 300 dpi scanned, 12, me@example.org, ${'a long sentence '.repeat(5)}`;
  expect(readPdfKeywords({ subject, keywords }).tags).toEqual([]);
  expect(readPdfKeywords({})).toEqual({ tags: [], keyFifths: null, difficulty: null });
});
