import type { GoalMeasure } from '@mirubato/domain/goals';
import { useGoalWords } from './goal-words.ts';

/** How much of a goal is done; nothing where it has no end. */
export function GoalBar({ title, measure }: { title: string; measure: GoalMeasure }) {
  const { soFar } = useGoalWords();
  const { current, target } = measure;
  if (target === null || target <= 0) return null;
  const share = Math.min(1, current / target);
  return (
    <div
      className="goal-bar"
      role="progressbar"
      aria-label={title}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
      aria-valuetext={soFar(measure)}
    >
      <div style={{ width: `${share * 100}%` }} />
    </div>
  );
}
