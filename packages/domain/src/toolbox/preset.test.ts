import { expect, it } from 'vitest';
import { plainPattern } from './pattern.ts';
import { patternOf, presetInputSchema, presetSchema, readOriginalPresets } from './preset.ts';

const original = {
  id: 'p1',
  name: ' Waltz, slowly ',
  bpm: 84,
  beatsPerMeasure: 3,
  beatValue: 4,
  volume: 65,
  selectedPattern: 'waltz',
  createdAt: 1_700_000_000_000,
  lastModified: 1_700_000_000_000,
  synced: false,
};

it('37.6 reads the presets of the original, from its preferences and from its full export', () => {
  const preferences = { theme: 'dark', metronomePresets: { p1: original } };
  const read = readOriginalPresets(preferences);
  expect(read?.rejectedCount).toBe(0);
  expect(read?.presets).toEqual([
    {
      id: 'p1',
      input: expect.objectContaining({
        name: 'Waltz, slowly',
        bpm: 84,
        beatsPerMeasure: 3,
        volume: 65,
        selectedPattern: 'waltz',
      }),
    },
  ]);
  expect(presetInputSchema.parse(read?.presets[0]?.input)).toEqual(read?.presets[0]?.input);
  expect(readOriginalPresets({ version: '2.0', preferences })).toEqual(read);
});

it('37.6 keeps a pattern of one’s own, and tells what is no preset', () => {
  const customPattern = plainPattern(5);
  const read = readOriginalPresets({
    metronomePresets: {
      five: { ...original, id: undefined, beatsPerMeasure: 5, customPattern },
      nameless: { ...original, name: '' },
      slow: { ...original, id: 'slow', bpm: 'slow' },
      none: null,
    },
  });
  expect(read?.rejectedCount).toBe(3);
  expect(read?.presets[0]).toMatchObject({ id: 'five', input: { selectedPattern: 'own', customPattern } });
});

it('37.6 says when there are none in it', () => {
  expect(readOriginalPresets({ preferences: {} })).toBeUndefined();
  expect(readOriginalPresets('[]')).toBeUndefined();
});

it('37.6 plays what can be read of a preset that another version wrote', () => {
  const read = presetSchema.parse({ id: 'x', name: 'Later', bpm: 1e9, selectedPattern: 'polka', swing: 3 });
  expect(read).toMatchObject({ bpm: 100, selectedPattern: 'plain', swing: 3 });
  expect(patternOf(read)).toEqual(plainPattern(4));
  expect(patternOf({ beatsPerMeasure: 2, selectedPattern: 'own', customPattern: plainPattern(4) })).toEqual(
    plainPattern(2),
  );
});
