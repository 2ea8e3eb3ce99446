import type { PlannedOccurrence } from '@mirubato/domain/plans';
import { MAX_SEGMENTS } from '@mirubato/domain/timer';
import { useTimerActions } from '../timer/timer.ts';

/**
 * Starts the timer for a plan's session: on the first piece that its segments name, else on the session's own title. It
 * goes through the segments where there are any.
 */
export function usePractiseOccurrence(): (occurrence: PlannedOccurrence) => void {
  const { practise } = useTimerActions();
  return ({ title, segments }) => {
    const piece = segments.flatMap(({ pieceRefs }) => pieceRefs).find((ref) => ref.title);
    const subject = {
      pieceId: piece?.pieceId ?? null,
      title: piece?.title ?? title,
      composer: piece?.composer ?? null,
    };
    const steps = segments.slice(0, MAX_SEGMENTS);
    if (steps.length === 0) practise(subject);
    else practise(subject, { kind: 'segments', segments: steps, movesOn: 'by-itself' });
  };
}
