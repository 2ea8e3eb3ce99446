/** How far a goal has come: what its entries say, and what was noted by hand. Nothing of it is stored. */
import { type Course, type Forecast, forecast, PACE_DAYS } from './forecast.ts';
import type { Goal } from './goal.ts';

export type GoalUnit = 'minutes' | 'percent' | 'pieces' | 'milestones' | 'steps';

/** What the logbook and the pieces say from the day the goal began to that of its completion. */
export interface GoalPractice {
  readonly minutes: number;
  /** Of the last `PACE_DAYS` days. */
  readonly recentMinutes: number;
  readonly entries: number;
  readonly lastOn: string | null;
  /** Pieces that became polished or ready to perform. */
  readonly pieces: number;
  readonly recentPieces: number;
}

export interface GoalMeasure {
  readonly unit: GoalUnit;
  readonly current: number;
  /** Null where the goal says none. */
  readonly target: number | null;
  readonly isReached: boolean;
  /** Null without a target or a date, and for what is not worked on. */
  readonly forecast: Forecast | null;
}

const DAY_MS = 86_400_000;

/** The musician's day on which the goal began. */
export function beganOn(goal: Pick<Goal, 'startDate' | 'createdAt'>): string {
  return goal.startDate ?? goal.createdAt.slice(0, 10);
}

export function measureGoal(goal: Goal, practice: GoalPractice, today: string): GoalMeasure {
  const { unit, current, target, recent } = figuresOf(goal, practice, today);
  const isReached = target !== null && target > 0 && current >= target;
  const isWorkedOn = goal.status === 'active' && goal.archivedAt === null;
  const course: Course | undefined =
    target !== null && goal.targetDate !== null && isWorkedOn
      ? { began: beganOn(goal), today, targetDate: goal.targetDate, target, current, recent }
      : undefined;
  return { unit, current, target, isReached, forecast: course ? forecast(course) : null };
}

function figuresOf(goal: Goal, practice: GoalPractice, today: string) {
  const noted = { current: goal.currentValue, recent: recentSteps(goal, today) };
  const milestones = goal.milestones ?? [];
  const isBySteps = goal.type === 'custom' || goal.type === 'repertoire';
  if (isBySteps && milestones.length > 0 && goal.targetValue === null) {
    const done = milestones.filter(({ completed }) => completed);
    const recent = done.filter(({ completedAt }) => isRecent(completedAt?.slice(0, 10), today));
    return {
      unit: 'milestones' as const,
      current: done.length,
      target: milestones.length,
      recent: recent.length,
    };
  }
  switch (goal.type) {
    case 'practice_time':
      return {
        unit: 'minutes' as const,
        current: practice.minutes + noted.current,
        target: goal.targetValue,
        recent: practice.recentMinutes + noted.recent,
      };
    case 'accuracy':
      return { unit: 'percent' as const, ...noted, target: goal.targetValue ?? 100 };
    case 'repertoire':
      return {
        unit: 'pieces' as const,
        current: practice.pieces + noted.current,
        target: goal.targetValue ?? 1,
        recent: practice.recentPieces + noted.recent,
      };
    case 'custom':
      return { unit: 'steps' as const, ...noted, target: goal.targetValue };
  }
}

function recentSteps({ progress }: Goal, today: string): number {
  return progress.reduce(
    (sum, { value, recordedAt }) => (isRecent(recordedAt.slice(0, 10), today) ? sum + value : sum),
    0,
  );
}

function isRecent(date: string | undefined, today: string): boolean {
  return date !== undefined && (Date.parse(today) - Date.parse(date)) / DAY_MS < PACE_DAYS;
}
