/** Likenesses by shared words and by an encoder on one scale: that of the cosine of the encoder that comes with the program. */

/** From here on what is found by meaning is shown: where the word itself is known, and where it is not. */
export const LIKENESS = { ofKnown: 0.85, ofUnknown: 0.5 };

/** Shared words and the cosine that says as much, from least to most; both ends mean "nothing" and "the same". */
const WORDS = [0, 0.34, 0.6, 1];
const COSINES = [0, LIKENESS.ofUnknown, LIKENESS.ofKnown, 1];

/** @param likeness by shared words, from 0 to 1 */
export function wordsToCosine(likeness: number): number {
  return interpolate(WORDS, COSINES, likeness);
}

/**
 * The value on a line of straight pieces; beyond its ends that of the end.
 * @param from rising
 * @param to as many, never falling
 */
export function interpolate(from: readonly number[], to: readonly number[], value: number): number {
  let [low, high] = [0, from.length - 1];
  if (!(value > (from[low] ?? 0))) return to[low] ?? 0;
  if (value >= (from[high] ?? 0)) return to[high] ?? 0;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((from[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  const [x, y] = [from[low] ?? 0, to[low] ?? 0];
  return y + ((value - x) * ((to[high] ?? 0) - y)) / ((from[high] ?? 0) - x);
}
