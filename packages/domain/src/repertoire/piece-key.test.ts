import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isScoreId, normalisePieceKey, parsePieceKey, pieceKey } from './piece-key.ts';

describe('piece key', () => {
  it.each([
    ['Clair de Lune', 'Claude Debussy', 'clair de lune-claude debussy'],
    ['  Clair   de Lune ', 'CLAUDE DEBUSSY', 'clair de lune-claude debussy'],
    ['Jeux d’eau', 'M. Ravel', "jeux d'eau-m ravel"],
    ['Arabesque', null, 'arabesque-unknown'],
    ['Sonata K. 545 – Allegro', 'Mozart', 'sonata k. 545 - allegro||mozart'],
    ['Tarantelle', 'Saint-Saëns', 'tarantelle||saint-saëns'],
  ])('of %j by %j is %j', (title, composer, key) => {
    expect(pieceKey(title, composer)).toBe(key);
  });

  it('passes a score id through', () => {
    expect(isScoreId('score_V1StGXR8')).toBe(true);
    expect(normalisePieceKey('score_V1StGXR8')).toBe('score_V1StGXR8');
  });

  it('gives title and composer back, and is its own normal form', () => {
    const words = fc.stringMatching(/^[a-zà-ÿ -]{1,12}$/).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(words, fc.option(words), (title, composer) => {
        const key = pieceKey(title, composer);
        expect(normalisePieceKey(key)).toBe(key);
        const parsed = parsePieceKey(key);
        expect(pieceKey(parsed.title, parsed.composer)).toBe(key);
      }),
    );
  });
});
