/** A quiet sound of two soft tones, made here: rising where practice begins, falling where it ends. */

/** A fifth: E5 and B5, in hertz. */
const TONES_HZ = [659.26, 987.77] as const;
const TONE_APART_S = 0.22;
const TONE_LENGTH_S = 1.1;
/** At full volume; a single tone carries well over an instrument. */
const LOUDEST = 0.35;

/** @param volume 0 to 1. Does nothing where the browser lets no sound out before a first key or click. */
export function playChime(direction: 'rising' | 'falling', volume: number): void {
  if (volume <= 0) return;
  const audio = new AudioContext();
  const tones = direction === 'rising' ? TONES_HZ : [...TONES_HZ].reverse();
  for (const [index, hz] of tones.entries()) {
    const startS = audio.currentTime + 0.02 + index * TONE_APART_S;
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = hz;
    gain.gain.setValueAtTime(0, startS);
    gain.gain.linearRampToValueAtTime(volume * LOUDEST, startS + 0.015);
    // An exponential ramp cannot reach zero.
    gain.gain.exponentialRampToValueAtTime(0.0001, startS + TONE_LENGTH_S);
    tone.connect(gain).connect(audio.destination);
    tone.start(startS);
    tone.stop(startS + TONE_LENGTH_S);
    if (index === tones.length - 1) tone.onended = () => void audio.close();
  }
  void audio.resume();
}
