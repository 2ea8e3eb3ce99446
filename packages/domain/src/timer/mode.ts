/**
 * The ways in which the timer counts. Each is a sequence of phases; which one it is at follows from the time
 * that has run, so that it is right after a restart or a sleep.
 */
import { z } from 'zod';
import { segmentSchema } from '../plans/plan.ts';
import type { TimerSubject } from './subject.ts';

const minutes = z.int().min(1).max(1440);
/** Under five seconds nobody plays or rests. */
const seconds = z.int().min(5).max(86_400);
/** Counting goes on as overtime, or ends. */
const atEnd = z.enum(['go-on', 'stop']).default('go-on');

export const MAX_SEGMENTS = 50;

export const countUp = { kind: 'count-up' } as const;

/**
 * `pomodoro`: the long break comes after `rounds` stretches of work. `intervals`: no rest after the last.
 * `segments`: a plan's segments; one without a length lasts until it is ended by key.
 */
export const timerModeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('count-up') }),
  z.object({ kind: z.literal('countdown'), minutes, atEnd }),
  z.object({
    kind: z.literal('pomodoro'),
    workMinutes: minutes,
    breakMinutes: minutes,
    longBreakMinutes: minutes,
    rounds: z.int().min(1).max(12),
  }),
  z.object({
    kind: z.literal('intervals'),
    times: z.int().min(1).max(100),
    workSeconds: seconds,
    restSeconds: seconds,
    atEnd,
  }),
  z.object({
    kind: z.literal('segments'),
    segments: z.array(segmentSchema).min(1).max(MAX_SEGMENTS),
    movesOn: z.enum(['by-itself', 'by-key']).default('by-itself'),
  }),
]);

export type TimerMode = z.infer<typeof timerModeSchema>;
export type TimerModeKind = TimerMode['kind'];
export type TimerSegment = z.infer<typeof segmentSchema>;

/** `overtime`: what was agreed is over, and practice goes on. `over`: what was agreed is over, and it ends. */
export type PhaseKind = 'work' | 'break' | 'long-break' | 'rest' | 'overtime' | 'over';

export interface Phase {
  readonly kind: PhaseKind;
  /** Null: until something else is asked for. */
  readonly lengthMs: number | null;
  /** Which of its kind, from 1, and of how many; null where there is no number of them. */
  readonly number: number;
  readonly of: number | null;
  readonly segment: TimerSegment | null;
}

/** @param index from 0; beyond the last phase it is the last. */
export function phaseOf(mode: TimerMode, index: number): Phase {
  const at = Math.min(index, lastPhaseIndex(mode));
  const end = (kind: PhaseKind): Phase => ({ kind, lengthMs: null, number: 1, of: null, segment: null });
  switch (mode.kind) {
    case 'count-up':
      return end('work');
    case 'countdown':
      return at === 0 ? { ...end('work'), lengthMs: mode.minutes * 60_000 } : end(kindAtEnd(mode));
    case 'pomodoro': {
      const round = Math.floor(at / 2);
      const inSet = { number: (round % mode.rounds) + 1, of: mode.rounds, segment: null };
      if (at % 2 === 0) return { kind: 'work', lengthMs: mode.workMinutes * 60_000, ...inSet };
      const isLong = inSet.number === mode.rounds;
      const lengthMs = (isLong ? mode.longBreakMinutes : mode.breakMinutes) * 60_000;
      return { kind: isLong ? 'long-break' : 'break', lengthMs, ...inSet };
    }
    case 'intervals': {
      if (at === lastPhaseIndex(mode)) return end(kindAtEnd(mode));
      const isWork = at % 2 === 0;
      return {
        kind: isWork ? 'work' : 'rest',
        lengthMs: (isWork ? mode.workSeconds : mode.restSeconds) * 1000,
        number: Math.floor(at / 2) + 1,
        of: mode.times,
        segment: null,
      };
    }
    case 'segments': {
      const segment = mode.segments[Math.min(at, mode.segments.length - 1)] ?? null;
      if (at === mode.segments.length) return { ...end('overtime'), segment };
      const lengthMs = segment?.durationMinutes ? segment.durationMinutes * 60_000 : null;
      return { kind: 'work', lengthMs, number: at + 1, of: mode.segments.length, segment };
    }
  }
}

/** The phase after which none follows; `Infinity` where there always is one. */
export function lastPhaseIndex(mode: TimerMode): number {
  switch (mode.kind) {
    case 'count-up':
      return 0;
    case 'countdown':
      return 1;
    case 'pomodoro':
      return Number.POSITIVE_INFINITY;
    case 'intervals':
      return 2 * mode.times - 1;
    case 'segments':
      return mode.segments.length;
  }
}

/** Breaks and rests are no practice. */
export function isPracticePhase({ kind }: Pick<Phase, 'kind'>): boolean {
  return kind === 'work' || kind === 'overtime';
}

/** How long the phase lasts when nobody does anything; `Infinity` when it waits for a key. */
export function untilNextMs(mode: TimerMode, phase: Phase): number {
  const waits = mode.kind === 'segments' && mode.movesOn === 'by-key';
  return waits ? Number.POSITIVE_INFINITY : (phase.lengthMs ?? Number.POSITIVE_INFINITY);
}

/** The first piece that a segment names; null when it names none, and is of whatever the sitting is on. */
export function segmentSubject(segment: TimerSegment | null): TimerSubject | null {
  const piece = segment?.pieceRefs.find(({ scoreId, title }) => scoreId || title);
  return piece ? { scoreId: piece.scoreId, title: piece.title, composer: piece.composer } : null;
}

function kindAtEnd(mode: { readonly atEnd: 'go-on' | 'stop' }): PhaseKind {
  return mode.atEnd === 'stop' ? 'over' : 'overtime';
}
