/** What this window remembers of a review: what was passed, and what was typed and not accepted yet. */
import type { ReadField } from '@mirubato/domain/scores';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { ReviewStep } from './review-queue.ts';

export type Draft = Readonly<Partial<Record<ReadField, string>>>;

export interface SessionStep extends ReviewStep {
  /** Makes it as it was before; what cannot be taken back by us has none. */
  readonly takeBack?: () => Promise<void>;
}

interface ReviewSession {
  readonly currentId: string | undefined;
  readonly steps: readonly SessionStep[];
  readonly areAllFieldsShown: boolean;
  /** In the viewer, to come back. */
  readonly isAway: boolean;
  readonly draftById: Readonly<Record<string, Draft>>;
}

export const useReviewSession = create<ReviewSession>()(
  persist(
    (): ReviewSession => ({
      currentId: undefined,
      steps: [],
      areAllFieldsShown: false,
      isAway: false,
      draftById: {},
    }),
    {
      name: 'mirubato.review',
      storage: createJSONStorage(() => sessionStorage),
      partialize: ({ draftById }) => ({ draftById }),
    },
  ),
);

/** Passes the score; the queue finds the next one. */
export function addStep(step: SessionStep): void {
  useReviewSession.setState(({ steps }) => ({ steps: [...steps, step], currentId: undefined }));
}

export function removeStep(step: SessionStep): void {
  useReviewSession.setState(({ steps }) => ({ steps: steps.filter((other) => other !== step) }));
}

/** Looks at this score now. */
export function lookAt(scoreId: string): void {
  useReviewSession.setState({ currentId: scoreId });
}

/** @param draft undefined: nothing is typed any more */
export function setDraft(scoreId: string, draft: Draft | undefined): void {
  useReviewSession.setState(({ draftById: { [scoreId]: _, ...others } }) => ({
    draftById: draft ? { ...others, [scoreId]: draft } : others,
  }));
}

export function lookAtSkippedAgain(): void {
  useReviewSession.setState(({ steps }) => ({
    steps: steps.filter(({ kind }) => kind !== 'skipped'),
    currentId: undefined,
  }));
}

/** The next review begins anew; what was typed is kept. */
export function endSession(): void {
  useReviewSession.setState({ currentId: undefined, steps: [] });
}
