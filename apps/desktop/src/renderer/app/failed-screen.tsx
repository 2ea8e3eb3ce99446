import { ProblemError } from '@mirubato/domain/problem';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { FailedState } from './failed-state.tsx';

/** In place of a screen that failed while it was drawn; what is around it stays. */
export function FailedScreen({ error, reset }: ErrorComponentProps) {
  const problem = { code: 'internal', detail: String(error), cause: error } as const;
  return (
    <div className="screen">
      <FailedState
        error={error instanceof ProblemError ? error : new ProblemError(problem)}
        onRetry={reset}
      />
    </div>
  );
}
