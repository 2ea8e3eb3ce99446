import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import { difficultyText, reasonsTold } from './difficulty-text.ts';

const t = ((key: string, values: object = {}) =>
  `${key} ${Object.values(values).join(' ')}`.trim()) as unknown as TFunction<'scores'>;
const format = { number: String, percent: (share: number) => `${Math.round(share * 100)} %` };
const text = (reason: Parameters<typeof difficultyText>[0]) => difficultyText(reason, t, format);

it('says how many notes, and whether that is many', () => {
  expect(text({ reason: 'density', value: 14.28, weight: 0.8 })).toBe('readDifficulty.more.density 14');
  expect(text({ reason: 'density', value: 3.9, weight: -0.8 })).toBe('readDifficulty.less.density 4');
  expect(text({ reason: 'density', value: 9, weight: 0.1 })).toBe('readDifficulty.density 9');
});

it('tells chords and octaves by the tenth, and shares in percent', () => {
  expect(text({ reason: 'chords', value: 2.46, weight: 1 })).toBe('readDifficulty.more.chords 2.5');
  expect(text({ reason: 'leaps', value: 0.24, weight: 1 })).toBe('readDifficulty.more.leaps 24 %');
  expect(text({ reason: 'leaps', value: 0.004, weight: -1 })).toBe('readDifficulty.none.leaps');
});

it('tells what weighs, and always the notes in a bar', () => {
  const told = reasonsTold([
    { reason: 'range', value: 1, weight: -1 },
    { reason: 'key', value: 5, weight: 0.8 },
    { reason: 'density', value: 9, weight: 0.1 },
    { reason: 'leaps', value: 0.1, weight: 0.1 },
  ]);
  expect(told.map(({ reason }) => reason)).toEqual(['key', 'density', 'range']);
});

it('counts sharps and flats', () => {
  expect(text({ reason: 'key', value: -6, weight: 1 })).toBe('readDifficulty.flats 6');
  expect(text({ reason: 'key', value: 1, weight: -0.3 })).toBe('readDifficulty.sharps 1');
  expect(text({ reason: 'key', value: 0, weight: -0.5 })).toBe('readDifficulty.noKey');
});
