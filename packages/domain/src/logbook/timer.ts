/**
 * The practice timer as facts with instants, never as ticks: what is written changes only when a person
 * starts, pauses or resumes, and the time shown is computed from it.
 */
import { z } from 'zod';
import { instantSchema, zoneSchema } from './local-day.ts';

/** What is being practised; all of it may be unknown. */
export const timerSubjectSchema = z.object({
  pieceId: z.string().max(200).nullish(),
  scoreId: z.string().max(200).nullish(),
  title: z.string().trim().max(200).nullish(),
  composer: z.string().trim().max(200).nullish(),
});

/** `spans` are stretches of practice in order; the last is open (`end` null) exactly while running. */
export const timerSchema = z.object({
  state: z.enum(['running', 'paused']),
  zone: zoneSchema,
  subject: timerSubjectSchema,
  spans: z.array(z.object({ start: instantSchema, end: instantSchema.nullable() })).min(1),
});

export type TimerSubject = z.infer<typeof timerSubjectSchema>;
export type Timer = z.infer<typeof timerSchema>;

export function startTimer(subject: TimerSubject, zone: string, now: string): Timer {
  return { state: 'running', zone, subject, spans: [{ start: now, end: null }] };
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
  return { ...timer, state: 'running', spans: [...timer.spans, { start: now, end: null }] };
}

/** Milliseconds practised, pauses left out; a clock set back counts as no time, never as less. */
export function elapsedMs(timer: Timer, nowMs: number): number {
  return timer.spans.reduce((sum, { start, end }) => {
    const endMs = end === null ? nowMs : Date.parse(end);
    return sum + Math.max(0, endMs - Date.parse(start));
  }, 0);
}

/** Whole minutes for the logbook: rounded as in the original, and at least one. */
export function timerMinutes(timer: Timer, nowMs: number): number {
  return Math.max(1, Math.round(elapsedMs(timer, nowMs) / 60_000));
}

function later(a: string, b: string): string {
  return Date.parse(a) > Date.parse(b) ? a : b;
}
