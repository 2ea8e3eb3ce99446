/** What the plans have for today, as the first screen asks its sources. */
import type { Now } from '@mirubato/domain/plans';
import type { Plans } from './plans.ts';

export interface DuePlan {
  readonly kind: 'plan';
  readonly title: string;
  readonly reason: 'due';
  readonly planId: string;
  readonly key: string;
  readonly pieceId?: string;
  readonly scoreId?: string;
  readonly minutes: number;
}

/** Those of the day that are still open; what was missed before is not asked for again. */
export async function duePlans(plans: Plans, now: Now): Promise<DuePlan[]> {
  const today = await plans.occurrences({ from: now.today, to: now.today }, now);
  return today
    .filter(({ state }) => state === 'due')
    .map(({ planId, key, title, durationMinutes, segments }) => {
      const piece = segments.flatMap(({ pieceRefs }) => pieceRefs).find(({ pieceId }) => pieceId);
      return {
        kind: 'plan' as const,
        title,
        reason: 'due' as const,
        planId,
        key,
        minutes: durationMinutes,
        ...(piece?.pieceId ? { pieceId: piece.pieceId } : {}),
        ...(piece?.scoreId ? { scoreId: piece.scoreId } : {}),
      };
    });
}
