/**
 * Practice with a tool that no timer measures, gathered to be offered as an entry. It is told from time to time what is
 * in use, and counts only what lies between two such moments: a computer that slept, or a window that was killed, has
 * counted nothing meanwhile. Two tools used at once count once.
 */
export const practiceTools = ['metronome', 'counter', 'score'] as const;
export type PracticeTool = (typeof practiceTools)[number];

/** How long one observation may hold; it is repeated more often than this. */
export const OBSERVE_EVERY_MS = 20_000;
const MAX_STRETCH_MS = 60_000;
/** After so long a pause what was too short to be offered is forgotten. */
const FORGET_AFTER_MS = 30 * 60_000;

export interface UnloggedPractice {
  /** ISO instant of the first use; null while nothing was gathered. */
  readonly startedAt: string | null;
  readonly practisedMs: number;
  readonly msByTool: Readonly<Record<PracticeTool, number>>;
  readonly observedAtMs: number;
  /** In use since the last observation, with no timer running. */
  readonly active: readonly PracticeTool[];
}

export interface Observation {
  readonly nowMs: number;
  readonly inUse: readonly PracticeTool[];
  /** Its entry will have this time. */
  readonly isTimerRunning: boolean;
}

export const noUnloggedPractice: UnloggedPractice = {
  startedAt: null,
  practisedMs: 0,
  msByTool: { metronome: 0, counter: 0, score: 0 },
  observedAtMs: 0,
  active: [],
};

/** @param thresholdMinutes as much as is offered is kept however long the pause */
export function observePractice(
  before: UnloggedPractice,
  { nowMs, inUse, isTimerRunning }: Observation,
  thresholdMinutes: number,
): UnloggedPractice {
  const sinceMs = nowMs - before.observedAtMs;
  const active = isTimerRunning ? [] : [...inUse];
  const stretchMs = sinceMs > 0 && sinceMs <= MAX_STRETCH_MS && before.active.length > 0 ? sinceMs : 0;
  const isOver =
    before.active.length === 0 && sinceMs > FORGET_AFTER_MS && unloggedMinutes(before) < thresholdMinutes;
  const kept = isOver ? noUnloggedPractice : before;
  const msByTool = { ...kept.msByTool };
  for (const tool of before.active) msByTool[tool] += stretchMs;
  return {
    startedAt: kept.startedAt ?? (active.length > 0 ? new Date(nowMs).toISOString() : null),
    practisedMs: kept.practisedMs + stretchMs,
    msByTool,
    // While nothing is in use the pause is measured from its beginning.
    observedAtMs: active.length > 0 || before.active.length > 0 ? nowMs : before.observedAtMs,
    active,
  };
}

/** Whole minutes, never more than were practised. */
export function unloggedMinutes({ practisedMs }: UnloggedPractice): number {
  return Math.floor(practisedMs / 60_000);
}

/** Nothing is in use and enough was practised. */
export function isOffered(practice: UnloggedPractice, thresholdMinutes: number | null): boolean {
  return (
    thresholdMinutes !== null &&
    practice.active.length === 0 &&
    practice.startedAt !== null &&
    unloggedMinutes(practice) >= Math.max(1, thresholdMinutes)
  );
}

/** What it is called by: the score when one was open, else the tool that was used longest. */
export function mainTool({ msByTool }: UnloggedPractice): PracticeTool {
  if (msByTool.score > 0) return 'score';
  return msByTool.counter > msByTool.metronome ? 'counter' : 'metronome';
}
