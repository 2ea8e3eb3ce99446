/** Which pieces a sitting was of, and how many minutes each. */
import { elapsedMs, walkCourse } from './course.ts';
import { isSameSubject, mergeSubjects, type TimerSubject } from './subject.ts';
import type { Timer } from './timer.ts';

export interface Share {
  readonly subject: TimerSubject;
  readonly ms: number;
  /** Whole minutes; those of all shares sum to the sitting's. */
  readonly minutes: number;
}

/** The subjects in the order in which they were first practised. */
export function sharesOf(timer: Timer, nowMs: number): Share[] {
  const sums: { subject: TimerSubject; ms: number }[] = [];
  for (const { subject, startMs, endMs, isPractice } of walkCourse(timer, nowMs).stretches) {
    if (!isPractice) continue;
    const known = sums.find((sum) => isSameSubject(sum.subject, subject));
    if (known) {
      known.ms += endMs - startMs;
      known.subject = mergeSubjects(known.subject, subject);
    } else sums.push({ subject, ms: endMs - startMs });
  }
  if (sums.length === 0) sums.push({ subject: walkCourse(timer, nowMs).subject, ms: 0 });
  const minutes = shareMinutes(sums.map(({ ms }) => ms));
  return sums.map((sum, index) => ({ ...sum, minutes: minutes[index] ?? 0 }));
}

/** Whole minutes for the logbook: rounded as in the original, and at least one. */
export function timerMinutes(timer: Timer, nowMs: number): number {
  return wholeMinutes(elapsedMs(timer, nowMs));
}

/**
 * Largest remainders: each gets the whole minutes of its exact share of the rounded total, and the minutes left
 * over go to those that lost most by it, the earlier first. So they sum to the total, each is less than a
 * minute from its exact share, and who practised longer never gets less.
 */
export function shareMinutes(ms: readonly number[]): number[] {
  const sumMs = ms.reduce((sum, part) => sum + part, 0);
  const total = wholeMinutes(sumMs);
  const exact = ms.map((part) => (sumMs === 0 ? total / ms.length : (part / sumMs) * total));
  const minutes = exact.map(Math.floor);
  const byLoss = exact
    .map((share, index) => ({ index, lost: share - Math.floor(share), share }))
    .sort((a, b) => b.lost - a.lost || b.share - a.share || a.index - b.index);
  const leftOver = total - minutes.reduce((sum, part) => sum + part, 0);
  for (const { index } of byLoss.slice(0, leftOver)) minutes[index] = (minutes[index] ?? 0) + 1;
  return minutes;
}

function wholeMinutes(ms: number): number {
  return Math.max(1, Math.round(ms / 60_000));
}
