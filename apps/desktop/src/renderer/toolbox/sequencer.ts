/** Puts a metronome's hits onto the clock of an audio context, a stretch at a time; as it sounds, or into a file. */
import {
  beatAt,
  bpmAt,
  hitsAt,
  type MetronomeSetting,
  patternOf,
  retime,
  startTimeline,
  stepsBetween,
  subdivide,
  type Tempo,
  type Voice,
  voices,
} from '@mirubato/domain/toolbox';
import { soundSamples } from './sounds.ts';

/** A beat that will be heard, for the eye. */
export interface ComingBeat {
  readonly seconds: number;
  /** In its measure, from 0. */
  readonly beat: number;
  readonly bpm: number;
}

export interface Sequencer {
  /** Schedules what comes before `until` and was not yet; what is past by then stays silent. */
  schedule(until: number): ComingBeat[];
  /** From what is not yet scheduled on; the beat goes on without a gap. */
  change(setting: MetronomeSetting): void;
}

/** Five voices at once stay below what clips. */
const HEADROOM = 0.5;

export function createSequencer(
  context: BaseAudioContext,
  output: AudioNode,
  first: MetronomeSetting,
  startSeconds: number,
): Sequencer {
  const buffers = makeBuffers(context);
  let setting = first;
  let pattern = patternOf(setting);
  let timeline = startTimeline(tempoOf(setting), startSeconds, setting.subdivision);
  let givenUntil = startSeconds;
  let measureStart = 0;
  let lastBeat = -1;

  return {
    schedule(until) {
      const coming: ComingBeat[] = [];
      for (const { beat, subdivision, seconds } of stepsBetween(timeline, givenUntil, until)) {
        const beats = setting.beatsPerMeasure;
        const inMeasure = (((beat - measureStart) % beats) + beats) % beats;
        const isHeard = seconds >= context.currentTime;
        lastBeat = beat;
        if (subdivision > 0) {
          if (isHeard) play('subdivision', seconds);
          continue;
        }
        if (isHeard) for (const layer of hitsAt(pattern, inMeasure)) play(layer, seconds);
        coming.push({ seconds, beat: inMeasure, bpm: bpmAt(timeline.tempo, beat - timeline.startBeat) });
      }
      givenUntil = Math.max(givenUntil, until);
      return coming;
    },
    change(next) {
      const before = setting;
      setting = next;
      pattern = patternOf(next);
      const tempo = tempoOf(next);
      if (JSON.stringify(tempo) !== JSON.stringify(tempoOf(before))) {
        timeline = retime(timeline, tempo, givenUntil);
      }
      if (next.subdivision !== before.subdivision) {
        timeline = subdivide(timeline, next.subdivision, givenUntil);
      }
      // A new meter begins with a measure of its own.
      if (next.beatsPerMeasure !== before.beatsPerMeasure) {
        measureStart = Math.max(lastBeat + 1, Math.ceil(beatAt(timeline, givenUntil)));
      }
    },
  };

  function play(voice: Voice, seconds: number): void {
    const level = levelOf(setting, voice);
    if (level === 0) return;
    const source = new AudioBufferSourceNode(context, { buffer: buffers[voice] });
    source.connect(new GainNode(context, { gain: level })).connect(output);
    source.start(seconds);
  }
}

export function tempoOf({ bpm, beatsPerMeasure, ramp }: MetronomeSetting): Tempo {
  if (ramp === null) return { kind: 'steady', bpm };
  const { toBpm, unit, length } = ramp;
  return unit === 'bars'
    ? { kind: 'over-beats', fromBpm: bpm, toBpm, beats: length * beatsPerMeasure }
    : { kind: 'over-seconds', fromBpm: bpm, toBpm, seconds: length };
}

/** The ear hears loudness by its square, more or less. */
function levelOf({ volume, volumes, muted }: MetronomeSetting, voice: Voice): number {
  if (muted.includes(voice)) return 0;
  return HEADROOM * (volume / 100) ** 2 * (volumes[voice] / 100) ** 2;
}

function makeBuffers(context: BaseAudioContext): Readonly<Record<Voice, AudioBuffer>> {
  const { sampleRate } = context;
  const buffers = voices.map((voice) => {
    const samples = soundSamples(voice, sampleRate);
    const buffer = new AudioBuffer({ length: samples.length, sampleRate });
    buffer.copyToChannel(samples, 0);
    return [voice, buffer];
  });
  return Object.fromEntries(buffers);
}
