import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryInputSchema, entrySchema, minutesByPiece } from './entry.ts';

const piece = (duration?: number) => ({
  title: 'Arabesque',
  ...(duration === undefined ? {} : { duration }),
});

describe('entry', () => {
  it('splits what no piece claims evenly among the others', () => {
    expect(minutesByPiece({ duration: 60, pieces: [piece(20), piece(), piece()] })).toEqual([20, 20, 20]);
    expect(minutesByPiece({ duration: 30, pieces: [] })).toEqual([]);
    expect(minutesByPiece({ duration: 10, pieces: [piece(25), piece()] })).toEqual([25, 0]);
  });

  it('the shares sum to the duration unless the pieces claim more', () => {
    const durations = fc.array(fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1440 }), durations, (duration, claimed) => {
        const sum = minutesByPiece({ duration, pieces: claimed.map(piece) }).reduce((a, b) => a + b, 0);
        const given = claimed.reduce<number>((a, b) => a + (b ?? 0), 0);
        const hasOpen = claimed.some((minutes) => minutes === undefined);
        expect(sum).toBeCloseTo(hasOpen ? Math.max(duration, given) : given, 6);
      }),
    );
  });

  it('refuses what a person cannot mean', () => {
    const good = { timestamp: '2026-01-31T09:30:00.000Z', zone: 'UTC', duration: 30, type: 'practice' };
    expect(entryInputSchema.safeParse(good).success).toBe(true);
    for (const bad of [
      { duration: 0 },
      { duration: 1441 },
      { duration: 1.5 },
      { timestamp: '31.1.2026' },
      { zone: 'Europe/Atlantis' },
      { type: 'nap' },
      { mood: 'sleepy' },
      { notes: 'x'.repeat(5001) },
      { pieces: [{ title: ' ' }] },
    ]) {
      expect(entryInputSchema.safeParse({ ...good, ...bad }).success).toBe(false);
    }
  });

  it('reads anything that a journal may hold, and keeps what it does not know', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
        expect(() => entrySchema.parse({ ...fields, id: 'e' })).not.toThrow();
      }),
    );
    expect(entrySchema.parse({ id: 'e', studioHumidity: 40 }).studioHumidity).toBe(40);
  });
});
