import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SIMILAR_FROM, similarityOf } from './similarity.ts';

it.each([
  ['Moonlight Sonata', 'Beethoven', 'Moonlight Sonta', 'Beethoven'],
  ['Arabesque', 'Debussy', 'Arabesques', 'C. Debussy'],
  ['Humoreska', 'Dvořák', 'Humoreska', 'Dvorak'],
  ['Greensleeves', null, 'Green Sleeves', undefined],
])('%s by %s is like %s by %s', (title, composer, other, otherComposer) =>
  expect(similarityOf({ title, composer }, { title: other, composer: otherComposer })).toBeGreaterThan(
    SIMILAR_FROM,
  ),
);

it.each([
  ['Moonlight Sonata', 'Beethoven', 'Für Elise', 'Beethoven'],
  ['Arabesque', 'Debussy', 'Barcarolle', 'Fauré'],
])('%s by %s is not like %s by %s', (title, composer, other, otherComposer) =>
  expect(similarityOf({ title, composer }, { title: other, composer: otherComposer })).toBeLessThan(
    SIMILAR_FROM,
  ),
);

it('is between 0 and 1, the same both ways, and 1 with itself', () => {
  const named = fc.record({
    title: fc.string({ maxLength: 30 }),
    composer: fc.option(fc.string({ maxLength: 20 })),
  });
  fc.assert(
    fc.property(named, named, (one, other) => {
      const similarity = similarityOf(one, other);
      expect(similarity).toBeGreaterThanOrEqual(0);
      expect(similarity).toBeLessThanOrEqual(1);
      expect(similarityOf(other, one)).toBeCloseTo(similarity);
      expect(similarityOf(one, one)).toBeCloseTo(1);
    }),
  );
});
