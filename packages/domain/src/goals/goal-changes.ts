/** What a goal's record is written with as it is made, changed and worked on. */
import { type Goal, type GoalInput, type GoalPatch, goalSchema } from './goal.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface ProgressStep {
  readonly id: string;
  readonly value: number;
  readonly notes?: string | null | undefined;
  readonly entryId?: string | null | undefined;
}

/** A goal as read from a journal; the original's logbook goals may be `cancelled`, its others are `abandoned`. */
export function goalOf(id: string, record: Fields): Goal {
  return goalSchema.parse({
    ...record,
    id,
    ...(record.status === 'cancelled' && { status: 'abandoned' }),
  });
}

export function newGoalFields(input: GoalInput): Fields {
  return { ...input, status: 'active', currentValue: 0, progress: [] };
}

/** @param at ISO instant of the change */
export function changedGoalFields(present: Fields, patch: GoalPatch, at: string): Fields {
  const isCompleted = patch.status === 'completed' && present.status !== 'completed';
  if (isCompleted) return { ...patch, completedAt: at };
  return patch.status === 'active' && present.status === 'completed'
    ? { ...patch, completedAt: null }
    : patch;
}

/** Adds to the current value and completes the goal at its target. A logbook goal's percent stays what it is. */
export function progressedGoalFields(present: Fields, step: ProgressStep, at: string): Fields {
  const goal = goalOf(step.id, present);
  const currentValue = goal.currentValue + step.value;
  const isReached = goal.targetValue !== null && currentValue >= goal.targetValue;
  const { id, value, notes, entryId } = step;
  const kept = { id, value, notes: notes ?? null, entryId: entryId ?? null, recordedAt: at };
  return {
    currentValue,
    ...(typeof present.progress !== 'number' && { progress: [...goal.progress, kept] }),
    ...(isReached && goal.status === 'active' && { status: 'completed', completedAt: at }),
  };
}
