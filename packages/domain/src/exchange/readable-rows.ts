/** Records as rows of a table that a person reads in a spreadsheet: one column for each thing, lists in one cell. */
import type { Goal } from '../goals/index.ts';
import type { Entry } from '../logbook/index.ts';
import type { Occurrence, Plan } from '../plans/index.ts';
import type { Piece } from '../repertoire/index.ts';

export type ReadableRow = Readonly<Record<string, string | number | null>>;

export function entryRow(entry: Entry): ReadableRow {
  return {
    date: entry.localDate,
    start: entry.timestamp,
    zone: entry.zone,
    minutes: entry.duration,
    type: entry.type,
    instrument: entry.instrument,
    pieces: list(entry.pieces.map(({ title }) => title)),
    composers: list(entry.pieces.map(({ composer }) => composer ?? '')),
    measures: list(entry.pieces.map(({ measures }) => measures ?? '')),
    tempos: list(entry.pieces.map(({ tempo }) => (tempo == null ? '' : String(tempo)))),
    techniques: list(entry.techniques),
    mood: entry.mood,
    tags: list(entry.tags),
    notes: entry.notes,
  };
}

/** @param practised of the entries that name the piece */
export function pieceRow(piece: Piece, practised: { minutes: number; sessions: number }): ReadableRow {
  return {
    title: piece.title,
    composer: piece.composer,
    status: piece.status,
    difficulty: piece.difficultyRating,
    'current tempo': piece.currentTempo,
    'target tempo': piece.targetTempo,
    minutes: Math.round(practised.minutes),
    sessions: practised.sessions,
    tags: list(piece.tags),
    links: list(piece.referenceLinks),
    'status since': piece.statusHistory.at(-1)?.at ?? null,
    created: piece.createdAt,
    notes: piece.notes,
  };
}

export function goalRow(goal: Goal): ReadableRow {
  return {
    title: goal.title,
    type: goal.type,
    status: goal.status,
    current: goal.currentValue,
    target: goal.targetValue,
    'target date': goal.targetDate,
    milestones: list(
      (goal.milestones ?? []).map(({ title, completed }) => `${completed ? '✓' : '–'} ${title}`),
    ),
    completed: goal.completedAt,
    created: goal.createdAt,
    description: goal.description,
  };
}

export function planRow(plan: Plan): ReadableRow {
  const { schedule } = plan;
  return {
    title: plan.title,
    type: plan.type,
    status: plan.status,
    rule: schedule.rule ?? null,
    from: schedule.startDate ?? null,
    to: schedule.endDate ?? null,
    time: schedule.timeOfDay ?? null,
    minutes: schedule.durationMinutes ?? null,
    pieces: list(plan.pieceRefs.map(({ title }) => title ?? '')),
    'focus areas': list(plan.focusAreas),
    techniques: list(plan.techniques),
    tags: list(plan.tags),
    description: plan.description ?? null,
  };
}

/** A session of a plan. @param planTitle empty when its plan is gone */
export function sessionRow(session: Occurrence, planTitle: string): ReadableRow {
  return {
    plan: planTitle,
    start: session.scheduledStart ?? null,
    end: session.scheduledEnd ?? null,
    status: session.status,
    segments: list(session.segments.map(({ label }) => label)),
    'checked in': session.checkIn?.recordedAt ?? null,
    reflections: list(
      Object.entries(session.checkIn?.responses ?? {}).map(([asked, answer]) => `${asked} ${answer}`),
    ),
    notes: session.notes ?? null,
  };
}

function list(values: readonly string[]): string {
  return values.some((value) => value !== '') ? values.join('; ') : '';
}
