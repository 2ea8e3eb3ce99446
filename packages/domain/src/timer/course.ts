/** Follows a timer's spans through the phases of its mode. Everything that is shown of a timer comes from here. */
import { isPracticePhase, type Phase, phaseOf, segmentSubject, untilNextMs } from './mode.ts';
import type { TimerSubject } from './subject.ts';
import type { Timer, TimerSpan } from './timer.ts';

/** Part of a span that lies in one phase. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
  readonly subject: TimerSubject;
  readonly isPractice: boolean;
  /** Null where it was counted before the present mode began. */
  readonly phase: Phase | null;
}

export interface Walked {
  readonly stretches: readonly Stretch[];
  readonly phaseIndex: number;
  readonly phase: Phase;
  /** How long the present phase has run. */
  readonly spentMs: number;
  /** What the present moment is of. */
  readonly subject: TimerSubject;
  readonly isOwn: boolean;
}

/** A span that ends before it starts, because the clock was set back, counts as no time. */
export function walkCourse({ spans, course, subject }: Timer, nowMs: number): Walked {
  const { mode } = course;
  const stretches: Stretch[] = [];
  let phaseIndex = course.phase;
  let spentMs = course.spentMs;
  let isOwn = false;
  for (const [index, span] of spans.entries()) {
    let startMs = Date.parse(span.start);
    const spanEndMs = Math.max(startMs, endOf(span, nowMs));
    if (index < course.fromSpan) {
      const plain = { startMs, endMs: spanEndMs, subject: span.subject, isPractice: true, phase: null };
      if (spanEndMs > startMs) stretches.push(plain);
      continue;
    }
    isOwn = span.isOwn;
    for (;;) {
      const phase = phaseOf(mode, phaseIndex);
      const leftMs = untilNextMs(mode, phase) - spentMs;
      const endMs = Math.min(spanEndMs, startMs + leftMs);
      if (endMs > startMs) {
        const isOf = subjectIn(phase, isOwn, span.subject);
        stretches.push({ startMs, endMs, subject: isOf, isPractice: isPracticePhase(phase), phase });
      }
      if (endMs - startMs < leftMs) {
        spentMs += endMs - startMs;
        break;
      }
      phaseIndex += 1;
      spentMs = 0;
      isOwn = false;
      startMs = endMs;
    }
  }
  const phase = phaseOf(mode, phaseIndex);
  return { stretches, phaseIndex, phase, spentMs, subject: subjectIn(phase, isOwn, subject), isOwn };
}

/** Milliseconds practised; pauses, breaks and rests left out. */
export function elapsedMs(timer: Timer, nowMs: number): number {
  return walkCourse(timer, nowMs).stretches.reduce(
    (sum, { startMs, endMs, isPractice }) => sum + (isPractice ? endMs - startMs : 0),
    0,
  );
}

/** The practice so far as closed spans without a mode: the same time, the same subjects. */
export function practicedSpans(timer: Timer, nowMs: number): TimerSpan[] {
  const spans: TimerSpan[] = [];
  for (const { startMs, endMs, subject, isPractice } of walkCourse(timer, nowMs).stretches) {
    if (!isPractice) continue;
    const start = new Date(startMs).toISOString();
    spans.push({ start, end: new Date(endMs).toISOString(), subject, isOwn: false });
  }
  return spans;
}

/** What a clock shows of the present phase. */
export interface Position {
  readonly phase: Phase;
  readonly phaseIndex: number;
  readonly spentMs: number;
  /** Below zero where the length is over and the next phase waits for a key; null without a length. */
  readonly leftMs: number | null;
  readonly subject: TimerSubject;
}

export function positionOf(timer: Timer, nowMs: number): Position {
  const { phase, phaseIndex, spentMs, subject } = walkCourse(timer, nowMs);
  const leftMs = phase.lengthMs === null ? null : phase.lengthMs - spentMs;
  return { phase, phaseIndex, spentMs, leftMs, subject };
}

function subjectIn(phase: Phase, isOwn: boolean, own: TimerSubject): TimerSubject {
  return isOwn ? own : (segmentSubject(phase.segment) ?? own);
}

function endOf(span: Pick<TimerSpan, 'end'>, nowMs: number): number {
  return span.end === null ? nowMs : Date.parse(span.end);
}
