/** Sound in WAV files of one channel and 16 bits: when it begins, and a tone to be heard. */

/** Of full level; the noise of 16 bits is far below, the first half millisecond of a hit above. */
const THRESHOLD = 0.01;
/** Below the threshold for so long: the hit before has ended. */
const SILENCE_SECONDS = 0.03;

/** In seconds. */
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

/** Ten seconds of it, with a few partials; played over and over it goes on where it began. */
export function wavOfTone(hz: number): Buffer {
  const sampleRate = 48_000;
  const length = sampleRate * 10;
  const wav = Buffer.alloc(44 + length * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + length * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(sampleRate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(length * 2, 40);
  for (let index = 0; index < length; index += 1) {
    const angle = (2 * Math.PI * hz * index) / sampleRate;
    const value = Math.sin(angle) + 0.5 * Math.sin(2 * angle) + 0.3 * Math.sin(3 * angle);
    wav.writeInt16LE(Math.round(value * 8000), 44 + index * 2);
  }
  return wav;
}
