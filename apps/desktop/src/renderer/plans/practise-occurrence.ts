import type { PlannedOccurrence } from '@mirubato/domain/plans';
import { useTimerActions } from '../logbook/timer.ts';

/**
 * Starts the timer for a plan's session: on the first piece that its segments name, else on the session's own title.
 * The one place that knows what the timer is told of a plan.
 */
export function usePractiseOccurrence(): (occurrence: PlannedOccurrence) => void {
  const { practise } = useTimerActions();
  return ({ title, segments }) => {
    const piece = segments.flatMap(({ pieceRefs }) => pieceRefs).find((ref) => ref.title);
    practise({
      pieceId: piece?.pieceId ?? null,
      title: piece?.title ?? title,
      composer: piece?.composer ?? null,
    });
  };
}
