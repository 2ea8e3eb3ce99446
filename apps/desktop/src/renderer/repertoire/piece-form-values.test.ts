import { expect, it } from 'vitest';
import { badLinks, pieceToValues, valuesToPiece } from './piece-form-values.ts';

it('gives back the same piece when nothing was typed', () => {
  const piece = {
    title: 'Gymnopédie No. 1',
    composer: 'Erik Satie',
    status: 'learning' as const,
    difficultyRating: 2,
    currentTempo: 60,
    targetTempo: 72,
    scoreIds: [],
    tags: ['recital'],
    referenceLinks: ['https://example.org/a', 'https://example.org/b'],
    notes: 'Left hand first.',
  };
  expect(valuesToPiece(pieceToValues(piece))).toEqual(piece);
});

it('takes only web addresses for links', () => {
  expect(badLinks(' https://example.org/x \n\nexample.org\njavascript:alert(1)')).toEqual([
    'example.org',
    'javascript:alert(1)',
  ]);
});
