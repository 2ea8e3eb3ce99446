import { expect, test } from 'vitest';
import { type DifficultyContext, difficultyOf, difficultyRangeSchema, isTelling } from './difficulty.ts';
import type { NoteFacts } from './note-facts.ts';

const usual: NoteFacts = {
  staves: 2,
  bars: 40,
  notes: 480,
  notesPerBar: 14,
  strokesPerBar: 8,
  busyStrokesPerBar: 11,
  chordSize: 1.5,
  wideChordShare: 0.08,
  accidentalShare: 0.07,
  leapShare: 0.1,
  ledgerShare: 0.04,
  rangeOctaves: 2.2,
  bothBusyShare: 0.5,
  ornamentsPerBar: 0.05,
  clefChangesPerSystem: 0.1,
};

const easy: NoteFacts = {
  ...usual,
  notes: 100,
  notesPerBar: 4,
  strokesPerBar: 3,
  busyStrokesPerBar: 4,
  chordSize: 1,
  wideChordShare: 0,
  accidentalShare: 0,
  leapShare: 0,
  ledgerShare: 0,
  rangeOctaves: 1,
  bothBusyShare: 0,
};

const hard: NoteFacts = {
  ...usual,
  notesPerBar: 45,
  busyStrokesPerBar: 24,
  chordSize: 2.8,
  wideChordShare: 0.4,
  accidentalShare: 0.3,
  leapShare: 0.4,
  ledgerShare: 0.3,
  rangeOctaves: 4,
  bothBusyShare: 1,
};

test('a beginner`s piece, a usual one and a study for the concert hall', () => {
  expect(said({ facts: easy, keyFifths: 0 })).toEqual([1, 2]);
  const [low = 0, high = 0] = said({});
  expect(low).toBeGreaterThanOrEqual(4);
  expect(high).toBeLessThanOrEqual(7);
  expect(said({ facts: hard, keyFifths: -6, tempo: 'Presto' })).toEqual([9, 10]);
});

test('the weightiest reason comes first, and each says whether it makes it harder or easier', () => {
  const { reasons } = difficultyOf({ ...context, keyFifths: -6, facts: { ...usual, notesPerBar: 6 } });
  expect(reasons.filter(isTelling).map(({ reason }) => reason)).toEqual(['key', 'density']);
  expect(reasons[0]).toMatchObject({ value: -6 });
  expect(reasons[0]?.weight).toBeGreaterThan(0);
  expect(reasons[1]?.weight).toBeLessThan(0);
});

test('fast is what many notes in a short time are', () => {
  const level = (tempo: string, timeSignature: string) =>
    difficultyOf({ ...context, tempo, timeSignature }).reasons.find(({ reason }) => reason === 'speed')
      ?.weight;
  expect(level('Presto', '4/4')).toBeGreaterThan(0.25);
  expect(level('Largo', '4/4')).toBeLessThan(-0.25);
  expect(level('Moderato', '4/4')).toBeCloseTo(0, 1);
  expect(level('Moderato', '2/4')).toBeGreaterThan(0.25);
});

test('nobody is sure of it, and without a tempo less so', () => {
  const withTempo = difficultyOf({ ...context, tempo: 'Allegro' }).confidence;
  expect(withTempo).toBeLessThanOrEqual(0.6);
  expect(difficultyOf(context).confidence).toBeLessThan(withTempo);
  expect(difficultyRangeSchema.parse(difficultyOf(context))).toEqual(difficultyOf(context));
});

test('one staff says nothing about two hands', () => {
  const facts: NoteFacts = { ...usual, staves: 1, bothBusyShare: 0 };
  const reasons = difficultyOf({ ...context, facts }).reasons.map(({ reason }) => reason);
  expect(reasons).toHaveLength(10);
  expect(reasons).not.toContain('hands');
});

const context: DifficultyContext = { facts: usual, keyFifths: 2, timeSignature: '4/4', tempo: null };

function said(change: Partial<DifficultyContext>): number[] {
  const { low, high } = difficultyOf({ ...context, ...change });
  return [low, high];
}
