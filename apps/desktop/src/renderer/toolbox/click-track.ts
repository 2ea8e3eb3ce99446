/** The metronome as a sound file: what would be heard, put together by the same code, only faster. */
import type { MetronomeSetting } from '@mirubato/domain/toolbox';
import { createSequencer } from './sequencer.ts';

const SAMPLE_RATE = 48_000;
/** As much ahead at a time: whatever waits to sound costs time in each block of samples. */
const WINDOW_SECONDS = 1;

/** @returns a WAV file: one channel, 16 bits */
export async function renderClickTrack(setting: MetronomeSetting, seconds: number): Promise<Blob> {
  const context = new OfflineAudioContext(1, seconds * SAMPLE_RATE, SAMPLE_RATE);
  const sequencer = createSequencer(context, context.destination, setting, 0);
  sequencer.schedule(2 * WINDOW_SECONDS);
  for (let at = WINDOW_SECONDS; at < seconds; at += WINDOW_SECONDS) {
    void context.suspend(at).then(() => {
      sequencer.schedule(Math.min(seconds, at + 2 * WINDOW_SECONDS));
      return context.resume();
    });
  }
  const buffer = await context.startRendering();
  return encodeWav(buffer.getChannelData(0), SAMPLE_RATE);
}

function encodeWav(samples: Float32Array, sampleRate: number): Blob {
  const head = new DataView(new ArrayBuffer(44));
  const text = (at: number, word: string) => {
    for (let index = 0; index < word.length; index += 1) head.setUint8(at + index, word.charCodeAt(index));
  };
  const sizeBytes = samples.length * 2;
  text(0, 'RIFF');
  head.setUint32(4, 36 + sizeBytes, true);
  text(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, sampleRate, true);
  head.setUint32(28, sampleRate * 2, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  text(36, 'data');
  head.setUint32(40, sizeBytes, true);
  const body = new DataView(new ArrayBuffer(sizeBytes));
  for (const [index, sample] of samples.entries()) {
    body.setInt16(index * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff), true);
  }
  return new Blob([head, body], { type: 'audio/wav' });
}
