import type { EntryInput } from '@mirubato/domain/logbook';
import { describe, expect, it } from 'vitest';
import { emptyPiece, entryPatch, entryToValues, valuesToEntry } from './entry-form-values.ts';

const entry: EntryInput = {
  timestamp: '2026-03-04T22:30:17.250Z',
  zone: 'Europe/Berlin',
  duration: 45,
  type: 'practice',
  instrument: 'piano',
  pieces: [{ pieceId: null, title: 'Rondo', composer: 'Mozart', measures: '1–8', tempo: 72, duration: null }],
  techniques: ['scales'],
  goalIds: ['goal-1' as never],
  notes: 'Slowly.',
  mood: 'satisfied',
  tags: ['lesson'],
  scoreId: null,
  source: 'timer',
};
const newKey = () => 'row';

describe('the entry form', () => {
  it('shows the start on the clock of the zone where it happened', () => {
    const { date, time } = entryToValues(entry, newKey);
    expect([date, time]).toEqual(['2026-03-04', '23:30']);
  });

  it('gives back the same entry, to the millisecond, when nothing was typed', () => {
    expect(valuesToEntry(entryToValues(entry, newKey), entry)).toEqual(entry);
  });

  it('moves the start when date or time are changed', () => {
    const values = { ...entryToValues(entry, newKey), date: '2026-07-01', time: '08:15' };
    expect(valuesToEntry(values, entry).timestamp).toBe('2026-07-01T06:15:00.000Z');
  });

  it('leaves out rows without a title', () => {
    const values = entryToValues(entry, newKey);
    const withEmpty = { ...values, pieces: [...values.pieces, emptyPiece('b')] };
    expect(valuesToEntry(withEmpty, entry).pieces).toHaveLength(1);
  });

  it('writes only the fields that differ', () => {
    expect(entryPatch(entry, { ...entry, notes: 'Faster.', tags: [] })).toEqual({
      notes: 'Faster.',
      tags: [],
    });
  });
});
