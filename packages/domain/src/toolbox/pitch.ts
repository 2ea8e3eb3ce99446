/**
 * Which note sounds. The normalised square difference of McLeod and Wyvill, "A smarter way to find pitch" (2005): how
 * like itself a sound is after a lag, from -1 to 1; the first lag at which it is nearly as like as ever is its period.
 */
export const MIN_HZ = 38;
export const MAX_HZ = 4200;
/** As much as holds two periods of the lowest note, at up to 48,000 samples a second. */
export const PITCH_SAMPLES = 4096;

/** A lower lag is taken when it is within this share of the best: else one hears an octave too low. */
const NEARLY_BEST = 0.9;
/** Below it is noise or several notes at once. */
const MIN_CLARITY = 0.85;
/** Of full level; a room without music is below. */
const MIN_LEVEL = 0.004;

export interface HeardNote {
  /** MIDI number of the nearest note. */
  readonly midi: number;
  /** From -50 to 50; positive is sharp. */
  readonly cents: number;
}

/** @returns Hz, or undefined where no single note is heard */
export function pitchOf(samples: Float32Array, sampleRate: number): number | undefined {
  const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  if (level < MIN_LEVEL) return undefined;
  const maxLag = Math.min(Math.floor(samples.length / 2), Math.ceil(sampleRate / MIN_HZ) + 1);
  const likeness = likenessByLag(samples, maxLag);
  const first = firstPeak(likeness, Math.floor(sampleRate / MAX_HZ));
  if (first === undefined) return undefined;
  let period = peakNear(likeness, first);
  // Over many periods a fraction of a sample matters less.
  for (let periods = 2; period * periods < maxLag - 2; periods *= 2) {
    const around = Math.round(period * periods);
    const reach = Math.max(1, Math.floor(period / 4));
    let best = around;
    for (let lag = Math.max(1, around - reach); lag <= Math.min(maxLag - 2, around + reach); lag += 1) {
      if ((likeness[lag] ?? 0) > (likeness[best] ?? 0)) best = lag;
    }
    if ((likeness[best] ?? 0) < MIN_CLARITY) break;
    period = peakNear(likeness, best) / periods;
  }
  return sampleRate / period;
}

/** @param a4Hz what the A above middle C is tuned to */
export function heardNote(hz: number, a4Hz: number): HeardNote {
  const exact = 69 + 12 * Math.log2(hz / a4Hz);
  const midi = Math.round(exact);
  return { midi, cents: (exact - midi) * 100 };
}

/** The places on the line of fifths of the twelve notes upward from C, as they are called most. */
export const commonNotes: readonly number[] = [0, 7, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5];

function likenessByLag(samples: Float32Array, maxLag: number): Float32Array {
  const likeness = new Float32Array(maxLag);
  for (let lag = 0; lag < maxLag; lag += 1) {
    let product = 0;
    let energy = 0;
    for (let index = 0; index + lag < samples.length; index += 1) {
      const a = samples[index] as number;
      const b = samples[index + lag] as number;
      product += a * b;
      energy += a * a + b * b;
    }
    likeness[lag] = energy > 0 ? (2 * product) / energy : 0;
  }
  return likeness;
}

/** The highest lag of each hill above zero, after the one at lag zero; the first that is nearly the best. */
function firstPeak(likeness: Float32Array, minLag: number): number | undefined {
  const peaks: number[] = [];
  let lag = 1;
  while (lag < likeness.length && (likeness[lag] ?? 0) > 0) lag += 1;
  let top = -1;
  for (; lag < likeness.length - 1; lag += 1) {
    const value = likeness[lag] ?? 0;
    if (value > 0) {
      if (top < 0 || value > (likeness[top] ?? 0)) top = lag;
    } else if (top >= 0) {
      peaks.push(top);
      top = -1;
    }
  }
  // The hill of the lowest notes goes on beyond what is looked at.
  if (top >= 0 && top < likeness.length - 2) peaks.push(top);
  const whole = peaks.filter((peak) => peak >= minLag);
  const best = Math.max(...whole.map((peak) => likeness[peak] ?? 0));
  if (!(best >= MIN_CLARITY)) return undefined;
  return whole.find((peak) => (likeness[peak] ?? 0) >= NEARLY_BEST * best);
}

/** The top of the parabola through a peak and its neighbours. */
function peakNear(likeness: Float32Array, peak: number): number {
  const [before, at, after] = [peak - 1, peak, peak + 1].map((lag) => likeness[lag] ?? 0) as [
    number,
    number,
    number,
  ];
  const bend = before - 2 * at + after;
  return bend === 0 ? peak : peak + (before - after) / (2 * bend);
}
