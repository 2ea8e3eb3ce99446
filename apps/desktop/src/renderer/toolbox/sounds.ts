/** What a hit of each voice sounds like: made by formula, so that nothing has to be loaded and every hit begins at once. */
import type { Voice } from '@mirubato/domain/toolbox';

interface Sound {
  /** Partials in Hz with their share. */
  readonly partials: readonly (readonly [hz: number, share: number])[];
  /** Share of noise. */
  readonly noise: number;
  /** Seconds until it has fallen to a third. */
  readonly decaySeconds: number;
}

const sounds: Readonly<Record<Voice, Sound>> = {
  accent: {
    partials: [
      [1568, 1],
      [3136, 0.35],
    ],
    noise: 0.1,
    decaySeconds: 0.022,
  },
  click: {
    partials: [
      [1046, 1],
      [2093, 0.25],
    ],
    noise: 0.06,
    decaySeconds: 0.018,
  },
  woodblock: {
    partials: [
      [830, 1],
      [1245, 0.7],
      [2090, 0.2],
    ],
    noise: 0.04,
    decaySeconds: 0.026,
  },
  shaker: { partials: [], noise: 1, decaySeconds: 0.03 },
  triangle: {
    partials: [
      [3520, 1],
      [4978, 0.5],
      [7110, 0.3],
    ],
    noise: 0,
    decaySeconds: 0.16,
  },
  subdivision: { partials: [[784, 1]], noise: 0.04, decaySeconds: 0.012 },
};

/** Short enough to be heard as a beat, long enough not to crackle. */
const ATTACK_SECONDS = 0.0005;
/** After so many decays it is below a thousandth. */
const DECAYS = 7;

/** From -1 to 1, one channel. */
export function soundSamples(voice: Voice, sampleRate: number): Float32Array<ArrayBuffer> {
  const { partials, noise, decaySeconds } = sounds[voice];
  const samples = new Float32Array(Math.ceil(decaySeconds * DECAYS * sampleRate));
  const nextNoise = createNoise();
  let loudest = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const seconds = index / sampleRate;
    const level = Math.min(1, seconds / ATTACK_SECONDS) * Math.exp(-seconds / decaySeconds);
    let value = noise * nextNoise();
    for (const [hz, share] of partials) value += share * Math.sin(2 * Math.PI * hz * seconds);
    samples[index] = level * value;
    loudest = Math.max(loudest, Math.abs(level * value));
  }
  return samples.map((sample) => sample / loudest);
}

/** The same each time, with more of the high than of the low: xorshift, less the value before. */
function createNoise(): () => number {
  let state = 0x9e3779b9;
  let before = 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const value = (state >>> 0) / 2 ** 31 - 1;
    const high = (value - before) / 2;
    before = value;
    return high;
  };
}
