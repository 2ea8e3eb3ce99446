/** When sounds begin in a WAV file of one channel and 16 bits, in seconds. */

/** Of full level; the noise of 16 bits is far below, the first half millisecond of a hit above. */
const THRESHOLD = 0.01;
/** Below the threshold for so long: the hit before has ended. */
const SILENCE_SECONDS = 0.03;

export function onsetsOf(wav: Buffer): number[] {
  if (wav.toString('latin1', 0, 4) !== 'RIFF' || wav.readUInt16LE(22) !== 1 || wav.readUInt16LE(34) !== 16) {
    throw new Error('no WAV file of one channel and 16 bits');
  }
  const sampleRate = wav.readUInt32LE(24);
  const onsets: number[] = [];
  let loudAt = Number.NEGATIVE_INFINITY;
  for (let index = 0; 44 + index * 2 + 1 < wav.length; index += 1) {
    if (Math.abs(wav.readInt16LE(44 + index * 2)) < THRESHOLD * 0x7fff) continue;
    if (index - loudAt > SILENCE_SECONDS * sampleRate) onsets.push(index / sampleRate);
    loudAt = index;
  }
  return onsets;
}

/** How far each onset is from where it should be, in milliseconds, against the first. */
export function errorsMs(onsets: readonly number[], expected: (beat: number) => number): number[] {
  const first = (onsets[0] ?? 0) - expected(0);
  return onsets.map((onset, beat) => (onset - expected(beat) - first) * 1000);
}
