import { describe, expect, it } from 'vitest';
import fixture from './text-features.fixture.json' with { type: 'json' };
import { FEATURE_BUCKETS, featureBuckets } from './text-features.ts';

describe('rows of the table', () => {
  it.each(fixture.cases)('42.1 "$text" has those it was trained with', ({ text, buckets }) => {
    expect(featureBuckets(text)).toEqual(buckets);
  });

  it('42.1 there are as many as in the training', () => {
    expect(FEATURE_BUCKETS).toBe(fixture.buckets);
  });

  it('42.1 a text of any length and letters has a limited number of rows, none of them the padding', () => {
    for (const text of ['x'.repeat(10_000), '漸'.repeat(5000), '\ud800', 'א'.repeat(99), '💔 '.repeat(300)]) {
      const rows = featureBuckets(text);
      expect(rows.length).toBeLessThanOrEqual(fixture.maxFeatures);
      expect(rows.every((row) => row > 0 && row < FEATURE_BUCKETS)).toBe(true);
    }
  });
});
