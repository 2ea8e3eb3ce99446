/**
 * After a sleep, a crash or a clock that was set: while the timer runs, its host gives a sign of life every few
 * seconds, and the distance between two of them says whether somebody can have been practising meanwhile.
 */
import { z } from 'zod';
import type { Timer, TimerSpan } from './timer.ts';

/** A sign of life by both clocks. `monotonicMs` is null when it was given by a process that has ended. */
export interface Beat {
  readonly wallMs: number;
  readonly monotonicMs: number | null;
}

export const absenceChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keep') }),
  z.object({ kind: z.literal('drop') }),
  /** The first minutes of it were practice, the rest not. */
  z.object({ kind: z.literal('split'), keepMinutes: z.number().min(0).max(100_000) }),
]);
export type AbsenceChoice = z.infer<typeof absenceChoiceSchema>;

/** Less than this a clock is moved by being set from the network. */
const SET_BACK_MS = 2000;

/**
 * The timer with what is to be asked. Nothing is taken away here: a gap longer than `thresholdMs` is noted as an
 * absence and counts until somebody says otherwise. Instants are UTC, so summer time makes no gap.
 * @param last null when none is known: then the timer's last start counts as one.
 */
export function noteAbsence(timer: Timer, last: Beat | null, now: Beat, thresholdMs: number): Timer {
  const open = timer.spans.at(-1);
  if (timer.state !== 'running' || !open) return timer;
  const startMs = Date.parse(open.start);
  const fromMs = last ? Math.max(startMs, last.wallMs) : startMs;
  if (now.wallMs < fromMs - SET_BACK_MS) return afterSetBack(timer, fromMs, now, last);
  if (now.wallMs - fromMs <= thresholdMs) return timer;
  return { ...timer, absences: [...timer.absences, { start: iso(fromMs), end: iso(now.wallMs) }] };
}

/**
 * The clock was set back: what ran up to the last sign of life is closed as it was, and a span of the new time
 * begins, so that nothing is lost. A question still open is answered with keep, because its instants would
 * mean another time now.
 */
function afterSetBack(timer: Timer, fromMs: number, now: Beat, last: Beat | null): Timer {
  const passedMs =
    last?.monotonicMs != null && now.monotonicMs != null
      ? Math.max(0, now.monotonicMs - last.monotonicMs)
      : 0;
  const spans = timer.spans.flatMap((span, index): TimerSpan[] =>
    index === timer.spans.length - 1
      ? [
          { ...span, end: iso(fromMs) },
          { ...span, start: iso(now.wallMs - passedMs), end: null },
        ]
      : [span],
  );
  return { ...timer, spans, absences: [] };
}

/** Answers the oldest absence. */
export function answerAbsence(timer: Timer, choice: AbsenceChoice): Timer {
  const [absence, ...absences] = timer.absences;
  if (!absence) return timer;
  const startMs = Date.parse(absence.start);
  const endMs = Date.parse(absence.end);
  const keptMs =
    choice.kind === 'keep' ? endMs - startMs : choice.kind === 'drop' ? 0 : choice.keepMinutes * 60_000;
  return { ...withoutTime(timer, Math.min(endMs, startMs + keptMs), endMs), absences };
}

/** Cuts a stretch out of the spans. Those from before the clock was last set back have other instants. */
function withoutTime(timer: Timer, fromMs: number, toMs: number): Timer {
  const sinceSetBack = timer.spans.findLastIndex(
    ({ start }, index) => Date.parse(start) < Date.parse(timer.spans[index - 1]?.end ?? start),
  );
  const parts = timer.spans.map((span, index) =>
    index < sinceSetBack ? [span] : partsOutside(span, fromMs, toMs),
  );
  const fromSpan = parts.slice(0, timer.course.fromSpan).flat().length;
  const spans = parts.flat();
  if (spans.length === 0)
    spans.push({ ...(timer.spans[0] as TimerSpan), end: timer.spans[0]?.start ?? null });
  return { ...timer, spans, course: { ...timer.course, fromSpan } };
}

function partsOutside(span: TimerSpan, fromMs: number, toMs: number): TimerSpan[] {
  const startMs = Date.parse(span.start);
  const endMs = span.end === null ? Number.POSITIVE_INFINITY : Date.parse(span.end);
  if (toMs <= fromMs || endMs <= fromMs || startMs >= toMs) return [span];
  const before = startMs < fromMs ? [{ ...span, end: iso(fromMs) }] : [];
  return endMs > toMs ? [...before, { ...span, start: iso(toMs) }] : before;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
