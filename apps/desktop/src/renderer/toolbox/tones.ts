/** Chords and scales as one hears them on a soft keyboard. */
import { frequencyOf } from '@mirubato/domain/toolbox';

/** Between two notes of a scale or a broken chord. */
const STEP_SECONDS = 0.32;
const RING_SECONDS = 1.6;
const LEVEL = 0.16;

let context: AudioContext | undefined;
let playing: GainNode | undefined;

/** @param midis upward; together, or one after the other. What sounded before ends. */
export async function playTones(midis: readonly number[], isTogether: boolean): Promise<void> {
  context ??= new AudioContext();
  await context.resume();
  playing?.disconnect();
  playing = new GainNode(context, { gain: LEVEL });
  playing.connect(context.destination);
  const startSeconds = context.currentTime + 0.05;
  for (const [index, midi] of midis.entries()) {
    playTone(context, playing, midi, startSeconds + (isTogether ? 0 : index * STEP_SECONDS));
  }
}

function playTone(on: AudioContext, output: AudioNode, midi: number, seconds: number): void {
  const tone = new GainNode(on, { gain: 0 });
  tone.gain.setValueAtTime(0, seconds);
  tone.gain.linearRampToValueAtTime(1, seconds + 0.012);
  tone.gain.exponentialRampToValueAtTime(0.001, seconds + RING_SECONDS);
  tone.connect(output);
  for (const [type, share] of [
    ['triangle', 1],
    ['sine', 0.5],
  ] as const) {
    const oscillator = new OscillatorNode(on, { type, frequency: frequencyOf(midi) });
    oscillator.connect(new GainNode(on, { gain: share })).connect(tone);
    oscillator.start(seconds);
    oscillator.stop(seconds + RING_SECONDS);
  }
}
