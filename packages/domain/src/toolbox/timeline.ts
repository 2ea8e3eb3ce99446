/**
 * Which beats are due in a stretch of time. A timeline is a tempo that begins at some moment and at some place in the
 * music; a change of tempo while it sounds makes another that goes on from there.
 */
import { beatsAt, secondsAt, type Tempo } from './tempo.ts';

export interface Timeline {
  readonly tempo: Tempo;
  /** When and at which beat the tempo begins; the beat need not be whole. */
  readonly startSeconds: number;
  readonly startBeat: number;
  /** Beats and what lies between them: 2 is eighths where a beat is a quarter. */
  readonly stepsPerBeat: number;
  /** The first step that it gives; what comes before was given by the timeline before. */
  readonly firstStep: number;
}

export interface Step {
  /** Counted from the start of the music, from 0. */
  readonly step: number;
  readonly beat: number;
  /** 0 on the beat, up to `stepsPerBeat - 1`. */
  readonly subdivision: number;
  /** On the clock of the timeline. */
  readonly seconds: number;
}

export const subdivisions = [1, 2, 3, 4, 5, 6] as const;
export type Subdivision = (typeof subdivisions)[number];

export function startTimeline(tempo: Tempo, startSeconds: number, stepsPerBeat: number): Timeline {
  return { tempo, startSeconds, startBeat: 0, stepsPerBeat, firstStep: 0 };
}

export function stepSeconds(timeline: Timeline, step: number): number {
  const beats = step / timeline.stepsPerBeat - timeline.startBeat;
  return timeline.startSeconds + secondsAt(timeline.tempo, Math.max(0, beats));
}

/**
 * The steps with `from <= seconds < to`, in order. Windows that touch give each step once: its time is always
 * computed alike.
 */
export function stepsBetween(timeline: Timeline, from: number, to: number): Step[] {
  const found: Step[] = [];
  for (let step = firstStepFrom(timeline, from); ; step += 1) {
    const seconds = stepSeconds(timeline, step);
    if (!(seconds < to)) return found;
    const { stepsPerBeat } = timeline;
    found.push({ step, beat: Math.floor(step / stepsPerBeat), subdivision: step % stepsPerBeat, seconds });
  }
}

/**
 * Goes on with another tempo from a moment up to which all steps have been given. The place in the music is kept, so
 * that the beat under way becomes longer or shorter but is neither lost nor given again.
 */
export function retime(timeline: Timeline, tempo: Tempo, atSeconds: number): Timeline {
  return {
    ...timeline,
    tempo,
    startSeconds: atSeconds,
    startBeat: beatAt(timeline, atSeconds),
    firstStep: firstStepFrom(timeline, atSeconds),
  };
}

/** Goes on with other subdivisions from the first whole beat that has not been given. */
export function subdivide(timeline: Timeline, stepsPerBeat: number, atSeconds: number): Timeline {
  const beat = Math.ceil(firstStepFrom(timeline, atSeconds) / timeline.stepsPerBeat);
  return { ...timeline, stepsPerBeat, firstStep: beat * stepsPerBeat };
}

/** The place in the music, in beats. */
export function beatAt(timeline: Timeline, seconds: number): number {
  return timeline.startBeat + beatsAt(timeline.tempo, Math.max(0, seconds - timeline.startSeconds));
}

/** The estimate is the exact inverse; rounding puts it one off at most, which the loops mend. */
function firstStepFrom(timeline: Timeline, seconds: number): number {
  let step = Math.max(timeline.firstStep, Math.round(beatAt(timeline, seconds) * timeline.stepsPerBeat));
  while (step > timeline.firstStep && stepSeconds(timeline, step - 1) >= seconds) step -= 1;
  while (stepSeconds(timeline, step) < seconds) step += 1;
  return step;
}
