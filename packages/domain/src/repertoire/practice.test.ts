import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Entry, entrySchema, minutesByPiece } from '../logbook/entry.ts';
import { periodStarts } from './periods.ts';
import { pieceKey } from './piece-key.ts';
import { practiceByPiece } from './practice.ts';

const titles = ['Rondo', 'Sonata', 'Étude'] as const;

const entryPiece = fc.record(
  {
    title: fc.constantFrom(...titles),
    duration: fc.option(fc.integer({ min: 0, max: 200 })),
    byId: fc.boolean(),
  },
  { requiredKeys: ['title', 'byId'] },
);

const anyEntry = fc
  .record({
    duration: fc.integer({ min: 1, max: 1440 }),
    type: fc.constantFrom('practice', 'lesson', 'status_change'),
    pieces: fc.array(entryPiece, { maxLength: 6 }),
  })
  .map(
    ({ pieces, ...rest }): Entry =>
      entrySchema.parse({
        id: 'entry',
        ...rest,
        pieces: pieces.map(({ byId, ...piece }) => ({ ...piece, pieceId: byId ? idOf(piece.title) : null })),
      }),
  );

it('33.1 has the same sum of minutes however entries are grouped by piece', () => {
  const pieces = titles.map((title) => ({ id: idOf(title), key: pieceKey(title, null) }));
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 20 }), (entries) => {
      const practised = entries.filter(({ type }) => type !== 'status_change');
      const shares = practised.flatMap((entry) => minutesByPiece(entry));
      const byPiece = [...practiceByPiece(pieces, entries).values()];
      expect(sum(byPiece.map(({ minutes }) => minutes))).toBeCloseTo(sum(shares), 6);
    }),
  );
});

it('33.1 shares an entry out whole while a piece is without minutes of its own and the others have no more', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const shares = minutesByPiece(entry);
      const given = sum(entry.pieces.map(({ duration }) => duration ?? 0));
      expect(shares).toHaveLength(entry.pieces.length);
      expect(shares.every((share) => share >= 0)).toBe(true);
      const isOpen = entry.pieces.some(({ duration }) => duration == null);
      if (isOpen && given <= entry.duration) expect(sum(shares)).toBeCloseTo(entry.duration, 6);
    }),
  );
});

it('33.1 counts weeks from the first day that is theirs, and months by their length', () => {
  expect(periodStarts('week', '2026-03-29', 1, 3)).toEqual(['2026-03-09', '2026-03-16', '2026-03-23']);
  expect(periodStarts('week', '2026-03-29', 7, 2)).toEqual(['2026-03-22', '2026-03-29']);
  expect(periodStarts('month', '2024-03-31', 1, 3)).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
});

function idOf(title: string): string {
  return `id of ${title}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
