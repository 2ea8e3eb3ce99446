/** Goals whose day is near, as the first screen asks its sources. */
import type { Now } from '@mirubato/domain/plans';
import type { GoalBoard } from './goal-board.ts';

export interface NearGoal {
  readonly kind: 'goal';
  readonly title: string;
  readonly reason: 'on-track' | 'at-risk' | 'behind';
  readonly goalId: string;
  readonly pieceId?: string;
  readonly scoreId?: string;
  /** Of today, where the goal is counted in minutes. */
  readonly minutes?: number;
}

const NEAR_DAYS = 14;

/** Those with a day within two weeks that are not reached yet; the nearest first. */
export async function nearGoals(board: GoalBoard, now: Now): Promise<NearGoal[]> {
  const goals = await board.goals({ isArchived: false }, now);
  return goals.flatMap(({ goal, measure: { unit, forecast } }) => {
    if (!forecast || forecast.outlook === 'reached') return [];
    if (forecast.daysLeft === 0 || forecast.daysLeft > NEAR_DAYS) return [];
    const isTimed = unit === 'minutes' && forecast.perDay !== null;
    return [
      {
        kind: 'goal' as const,
        title: goal.title,
        reason: forecast.outlook,
        goalId: goal.id,
        ...(goal.pieceId ? { pieceId: goal.pieceId } : {}),
        ...(goal.scoreId ? { scoreId: goal.scoreId } : {}),
        ...(isTimed ? { minutes: Math.ceil(forecast.perDay ?? 0) } : {}),
      },
    ];
  });
}
