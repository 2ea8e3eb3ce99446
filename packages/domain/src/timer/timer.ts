/**
 * The practice timer as facts with instants, never as ticks: what is written changes only when a person does
 * something, and the time shown, the phase and each piece's share are computed from it. See SPEC.md.
 */
import { z } from 'zod';
import { instantSchema, zoneSchema } from '../logbook/local-day.ts';
import { practicedSpans, walkCourse } from './course.ts';
import { countUp, lastPhaseIndex, type TimerMode, timerModeSchema } from './mode.ts';
import { type TimerSubject, timerSubjectSchema } from './subject.ts';

/** `isOwn`: its subject was chosen by hand, and stands against the present segment's until the next one. */
const spanSchema = z.object({
  start: instantSchema,
  end: instantSchema.nullable(),
  subject: timerSubjectSchema.optional(),
  isOwn: z.boolean().optional(),
});

/** A mode's phases run from the span `fromSpan` on, beginning `spentMs` into the phase `phase`. */
const courseSchema = z.object({
  mode: timerModeSchema,
  phase: z.int().min(0),
  spentMs: z.number().min(0),
  fromSpan: z.int().min(0),
});

/** The course of a timer that was stored before there were modes, or that has a mode of a later version. */
const plainCourse: z.infer<typeof courseSchema> = { mode: countUp, phase: 0, spentMs: 0, fromSpan: 0 };

const stretchSchema = z.object({ start: instantSchema, end: instantSchema });

/**
 * `spans` are stretches in which the timer ran, in order; the last is open (`end` null) exactly while running.
 * `subject` is what the next one is of. `absences` are stretches of which a person has yet to say what they were.
 */
export const timerSchema = z
  .object({
    state: z.enum(['running', 'paused']),
    zone: zoneSchema,
    subject: timerSubjectSchema,
    spans: z.array(spanSchema).min(1),
    course: courseSchema.default(plainCourse).catch(plainCourse),
    absences: z.array(stretchSchema).default([]),
  })
  .transform(({ spans, ...timer }) => ({
    ...timer,
    // Stored before a sitting could have several pieces: all of it is of the one subject.
    spans: spans.map(({ subject = timer.subject, isOwn = false, ...span }) => ({ ...span, subject, isOwn })),
  }));

export type Timer = z.output<typeof timerSchema>;
export type TimerSpan = Timer['spans'][number];

export function startTimer(
  subject: TimerSubject,
  zone: string,
  now: string,
  mode: TimerMode = countUp,
): Timer {
  const spans = [{ start: now, end: null, subject, isOwn: false }];
  return { state: 'running', zone, subject, spans, course: { ...plainCourse, mode }, absences: [] };
}

export function pauseTimer(timer: Timer, now: string): Timer {
  if (timer.state === 'paused') return timer;
  const spans = timer.spans.map((span) =>
    span.end === null ? { ...span, end: later(span.start, now) } : span,
  );
  return { ...timer, state: 'paused', spans };
}

export function resumeTimer(timer: Timer, now: string): Timer {
  if (timer.state === 'running') return timer;
  const { isOwn } = walkCourse(timer, Date.parse(now));
  const span = { start: now, end: null, subject: timer.subject, isOwn };
  return { ...timer, state: 'running', spans: [...timer.spans, span] };
}

/** From now on the time is of another subject; the phase goes on. A paused timer stays paused. */
export function splitTimer(timer: Timer, subject: TimerSubject, now: string): Timer {
  const { phaseIndex, spentMs } = walkCourse(timer, Date.parse(now));
  return continueAs({ ...timer, subject }, now, {
    isOwn: true,
    course: { ...timer.course, phase: phaseIndex, spentMs },
  });
}

/** Ends the present phase; after the last one nothing changes. */
export function nextPhase(timer: Timer, now: string): Timer {
  const { phaseIndex } = walkCourse(timer, Date.parse(now));
  if (phaseIndex >= lastPhaseIndex(timer.course.mode)) return timer;
  return continueAs(timer, now, {
    isOwn: false,
    course: { ...timer.course, phase: phaseIndex + 1, spentMs: 0 },
  });
}

/** The other mode begins now; what was practised stays. */
export function changeMode(timer: Timer, mode: TimerMode, now: string): Timer {
  return continueAs(timer, now, { isOwn: false, course: { ...timer.course, mode, phase: 0, spentMs: 0 } });
}

/** Writes what was practised so far as plain spans, and goes on from here with another course. */
function continueAs(
  timer: Timer,
  now: string,
  next: { readonly isOwn: boolean; readonly course: Timer['course'] },
): Timer {
  const spans = practicedSpans(timer, Date.parse(now));
  const span = {
    start: now,
    end: timer.state === 'running' ? null : now,
    subject: timer.subject,
    isOwn: next.isOwn,
  };
  return { ...timer, spans: [...spans, span], course: { ...next.course, fromSpan: spans.length } };
}

function later(a: string, b: string): string {
  return Date.parse(a) > Date.parse(b) ? a : b;
}
