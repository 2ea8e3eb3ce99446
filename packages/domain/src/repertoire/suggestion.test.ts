import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pieceStatuses } from './piece.ts';
import {
  deadlineFactor,
  difficultyFactor,
  recencyFactor,
  type SuggestedPiece,
  suggestPieces,
} from './suggestion.ts';

const DATE = '2026-11-23';

const piece = (id: string, more: Partial<SuggestedPiece> = {}): SuggestedPiece => ({
  id,
  title: id,
  status: 'learning',
  difficultyRating: null,
  lastPractisedOn: null,
  deadline: null,
  ...more,
});

const date = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

const anyPiece = fc.record({
  id: fc.uuid(),
  title: fc.string({ maxLength: 4 }),
  status: fc.constantFrom(...pieceStatuses),
  difficultyRating: fc.option(fc.double({ min: -10, max: 10, noNaN: true })),
  lastPractisedOn: fc.option(date),
  deadline: fc.option(fc.record({ title: fc.string(), date })),
});

it('33.6 suggests what has waited longest, weighed by its status', () => {
  const chosen = suggestPieces(
    [
      piece('played today', { status: 'performance_ready', lastPractisedOn: DATE }),
      piece('never played'),
      piece('neglected', { status: 'working', lastPractisedOn: '2026-11-03' }),
      piece('a week ago', { lastPractisedOn: '2026-11-16' }),
      piece('put away', { status: 'dropped', lastPractisedOn: '2026-01-01' }),
    ],
    { date: DATE, limit: 5 },
  );
  expect(chosen.map(({ id }) => id)).toEqual(['neglected', 'never played', 'a week ago', 'played today']);
  expect(chosen[0]?.reasons).toEqual([
    { code: 'status', status: 'working' },
    { code: 'last-practised', days: 20 },
  ]);
});

it('33.6 has the numbers that its table says', () => {
  expect(recencyFactor(0)).toBeCloseTo(0.1, 6);
  expect(recencyFactor(7)).toBeCloseTo(0.1 + 0.9 * (1 - Math.exp(-1)), 6);
  expect(recencyFactor(null)).toBe(1);
  expect([0, 7, 35, -1, null].map(deadlineFactor)).toEqual([3, 2, 1 + 14 / 42, 1, 1]);
  expect(difficultyFactor(5, 1)).toBeCloseTo(1.2, 6);
  expect(difficultyFactor(3, 3)).toBeCloseTo(0.8, 6);
  expect(difficultyFactor(3, null)).toBe(1);
});

it('33.6 lets a near deadline outweigh a longer wait, and one that has passed not', () => {
  const waiting = piece('waiting', { lastPractisedOn: '2026-11-01' });
  const wanted = (on: string) =>
    piece('wanted', { lastPractisedOn: '2026-11-20', deadline: { title: 'Recital', date: on } });
  const first = (on: string) => suggestPieces([waiting, wanted(on)], { date: DATE, limit: 1 })[0];
  expect(first('2026-11-25')).toMatchObject({
    id: 'wanted',
    reasons: [
      { code: 'status' },
      { code: 'last-practised' },
      { code: 'deadline', goal: 'Recital', date: '2026-11-25' },
    ],
  });
  expect(first('2026-11-22')?.id).toBe('waiting');
});

it('33.6 lets hard and easy pieces take turns', () => {
  const rated = [1, 1, 5, 5].map((difficultyRating, index) => piece(`${index}`, { difficultyRating }));
  const chosen = suggestPieces(rated, { date: DATE, after: 5, limit: 4 });
  expect(chosen.map(({ id }) => id)).toEqual(['0', '2', '1', '3']);
  expect(chosen.map(({ reasons }) => reasons.at(-1)?.code)).toEqual(['easier', 'harder', 'easier', 'harder']);
});

it('33.6 has one finite order for any data', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyPiece, { selector: ({ id }) => id, maxLength: 30 }),
      date,
      fc.option(fc.integer({ min: 1, max: 5 })),
      fc.nat({ max: 10 }),
      (pieces, on, after, limit) => {
        const chosen = suggestPieces(pieces, { date: on, after, limit });
        const open = pieces.filter(({ status }) => status !== 'dropped' && status !== 'archived');
        expect(chosen).toHaveLength(Math.min(limit, open.length));
        for (const { priority } of chosen) expect(Number.isFinite(priority) && priority > 0).toBe(true);
        expect(suggestPieces([...pieces].reverse(), { date: on, after, limit })).toEqual(chosen);
      },
    ),
  );
  expect(suggestPieces([], { date: '2024-02-29', limit: 5 })).toEqual([]);
});
