import { describe, expect, it } from 'vitest';
import { frequencyOf, noteName } from './circle.ts';
import { commonNotes, heardNote, PITCH_SAMPLES, pitchOf } from './pitch.ts';

/** Partials by their share, from the first on. */
function tone(hz: number, partials: readonly number[], sampleRate = 48_000): Float32Array {
  return Float32Array.from({ length: PITCH_SAMPLES }, (_, index) =>
    partials.reduce(
      (sum, share, n) => sum + 0.2 * share * Math.sin((2 * Math.PI * hz * (n + 1) * index) / sampleRate + n),
      0,
    ),
  );
}

const centsOff = (hz: number | undefined, wanted: number) => 1200 * Math.log2((hz ?? 1) / wanted);

describe('pitch', () => {
  it.each([
    ['a flute', [1, 0.3, 0.1]],
    ['a violin', [1, 0.8, 0.6, 0.5, 0.4, 0.3]],
    ['an oboe, whose second partial is stronger', [0.5, 1, 0.8, 0.3]],
    ['a clarinet without even partials', [1, 0, 0.6, 0, 0.4]],
    ['a pure tone', [1]],
  ])('37.11 hears %s within two cents from the low E of a bass to high C', (_, partials) => {
    for (let midi = 28; midi <= 96; midi += 1) {
      const hz = frequencyOf(midi) * 1.003;
      expect(Math.abs(centsOff(pitchOf(tone(hz, partials), 48_000), hz)), `${midi}`).toBeLessThan(2);
    }
  });

  it('37.11 hears at other sample rates, too', () => {
    expect(Math.abs(centsOff(pitchOf(tone(196, [1, 0.5], 44_100), 44_100), 196))).toBeLessThan(1);
  });

  it('37.11 hears nothing in silence and in noise', () => {
    expect(pitchOf(new Float32Array(PITCH_SAMPLES), 48_000)).toBeUndefined();
    let state = 1;
    const noise = Float32Array.from({ length: PITCH_SAMPLES }, () => {
      state = (state * 48_271) % 0x7fffffff;
      return state / 0x3fffffff - 1;
    });
    expect(pitchOf(noise, 48_000)).toBeUndefined();
  });

  it('37.11 names the note and how far it is off, to the A that is chosen', () => {
    expect(heardNote(440, 440)).toEqual({ midi: 69, cents: 0 });
    expect(heardNote(442, 440).cents).toBeCloseTo(7.85, 2);
    expect(heardNote(442, 442).cents).toBe(0);
    expect(heardNote(415, 440)).toMatchObject({ midi: 68, cents: expect.closeTo(-1.27, 2) });
    expect(commonNotes.map(noteName).join(' ')).toBe('C C♯ D E♭ E F F♯ G A♭ A B♭ B');
  });
});
