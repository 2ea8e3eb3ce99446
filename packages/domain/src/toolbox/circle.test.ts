import { expect, it } from 'vitest';
import {
  circleKey,
  frequencyOf,
  modes,
  noteName,
  scaleOf,
  signatureNotes,
  triadOf,
  triadsIn,
  upwards,
} from './circle.ts';

const names = (notes: readonly number[]) => notes.map(noteName).join(' ');
const all = Array.from({ length: 12 }, (_, position) => [
  circleKey(position),
  circleKey(position, true),
]).flat();

it('37.8 goes round the circle by fifths, with the other spelling below', () => {
  expect(names(Array.from({ length: 12 }, (_, n) => circleKey(n).tonic.major))).toBe(
    'C G D A E B F♯ D♭ A♭ E♭ B♭ F',
  );
  expect(names(Array.from({ length: 12 }, (_, n) => circleKey(n).tonic.minor))).toBe(
    'A E B F♯ C♯ G♯ D♯ B♭ F C G D',
  );
  expect(names(Array.from({ length: 12 }, (_, n) => circleKey(n).tonic.diminished))).toBe(
    'B F♯ C♯ G♯ D♯ A♯ E♯ C G D A E',
  );
  expect(names([5, 6, 7].map((n) => circleKey(n, true).tonic.major))).toBe('C♭ G♭ C♯');
  expect(circleKey(0, true)).toEqual(circleKey(0));
  expect(circleKey(-1)).toEqual(circleKey(11));
});

it('37.8 spells every scale with each letter once, and as many accidentals as its signature', () => {
  for (const key of all) {
    for (const mode of modes) {
      const scale = scaleOf(key.tonic[mode], mode).map(noteName);
      expect(new Set(scale.map(([letter]) => letter)).size).toBe(7);
      expect(scale.filter((name) => name.length > 1)).toHaveLength(Math.abs(key.fifths));
      expect(new Set(scale.filter((name) => name.length > 1))).toEqual(
        new Set(signatureNotes(key.fifths).map(noteName)),
      );
    }
  }
  expect(names(scaleOf(circleKey(3).tonic.minor, 'minor'))).toBe('F♯ G♯ A B C♯ D E');
  expect(names(scaleOf(circleKey(0).tonic.diminished, 'diminished'))).toBe('B C D E F G A');
});

it('37.8 writes signatures in their order', () => {
  expect(names(signatureNotes(7))).toBe('F♯ C♯ G♯ D♯ A♯ E♯ B♯');
  expect(names(signatureNotes(-7))).toBe('B♭ E♭ A♭ D♭ G♭ C♭ F♭');
});

it('37.8 has the triads of a key', () => {
  expect(names(triadOf(0, 'major'))).toBe('C E G');
  expect(names(triadOf(-3, 'minor'))).toBe('E♭ G♭ B♭');
  expect(names(triadOf(5, 'diminished'))).toBe('B D F');
  expect(triadsIn(1, 'major').map(({ root, mode }) => `${noteName(root)} ${mode}`)).toEqual([
    'G major',
    'A minor',
    'B minor',
    'C major',
    'D major',
    'E minor',
    'F♯ diminished',
  ]);
  for (const key of all) {
    const inKey = new Set(scaleOf(key.tonic.major, 'major'));
    for (const { root, mode } of triadsIn(key.tonic.minor, 'minor')) {
      for (const note of triadOf(root, mode)) expect(inKey.has(note)).toBe(true);
    }
  }
});

it('37.8 plays them upward', () => {
  expect(upwards(triadOf(0, 'major'))).toEqual([60, 64, 67]);
  expect(upwards([...scaleOf(3, 'major'), 3])).toEqual([57, 59, 61, 62, 64, 66, 68, 69]);
  expect(upwards(triadOf(5, 'diminished'))).toEqual([59, 62, 65]);
  expect(frequencyOf(69)).toBe(440);
  expect(frequencyOf(60)).toBeCloseTo(261.626, 3);
});
