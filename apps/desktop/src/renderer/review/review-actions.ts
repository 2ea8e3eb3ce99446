/** What a person does with the score that is looked at, and how each of it is taken back. */
import type { ScoreItem } from '@mirubato/core/client';
import type { ReadField } from '@mirubato/domain/scores';
import { type ReadValues, readPatchOf } from '../scores/read-values.ts';
import { useEditScore, useRestoreReadings } from '../scores/score-actions.ts';
import { useMoveToTrash, useRestore } from '../trash/move-to-trash.ts';
import {
  addStep,
  lookAt,
  removeStep,
  type SessionStep,
  setDraft,
  useReviewSession,
} from './review-session.ts';

export interface ReviewActions {
  /** Says that these fields are right as they stand in `values`, and goes on at once. */
  accept(score: ScoreItem, values: ReadValues, fields: readonly ReadField[]): void;
  skip(score: ScoreItem): void;
  trash(score: ScoreItem): void;
  /** Takes the last step back and returns to its score. */
  back(): void;
}

export function useReviewActions(): ReviewActions {
  const edit = useEditScore();
  const restoreReadings = useRestoreReadings();
  const restore = useRestore();
  const moveToTrash = useMoveToTrash();
  const returnTo = (step: SessionStep) => {
    removeStep(step);
    lookAt(step.scoreId);
  };
  return {
    accept(score, values, fields) {
      const { id } = score;
      const draft = useReviewSession.getState().draftById[id];
      const saved = edit.mutateAsync({ id, patch: readPatchOf(values, fields) });
      const step: SessionStep = {
        scoreId: id,
        kind: 'accepted',
        takeBack: async () => {
          await saved;
          await restoreReadings.mutateAsync({ score, fields });
          setDraft(id, draft);
        },
      };
      addStep(step);
      saved.then(
        () => setDraft(id, undefined),
        () => returnTo(step),
      );
    },
    skip: ({ id }) => addStep({ scoreId: id, kind: 'skipped', takeBack: () => Promise.resolve() }),
    trash(score) {
      const item = { collection: 'scores', id: score.id, title: score.title } as const;
      const trashed = Promise.withResolvers<() => void>();
      const step: SessionStep = {
        scoreId: score.id,
        kind: 'trashed',
        takeBack: async () => {
          const dismiss = await trashed.promise;
          dismiss();
          await restore.mutateAsync(item);
        },
      };
      addStep(step);
      trashed.promise.catch(() => returnTo(step));
      moveToTrash(item, {
        onTrashed: trashed.resolve,
        onRestored: () => returnTo(step),
        onFailed: trashed.reject,
      });
    },
    back() {
      const step = useReviewSession.getState().steps.findLast(({ takeBack }) => takeBack !== undefined);
      if (!step?.takeBack) return;
      removeStep(step);
      step.takeBack().then(
        () => lookAt(step.scoreId),
        // Said by a notice; it is as it was.
        () => addStep(step),
      );
    },
  };
}

/** Values and evidence as they were before they were accepted. */
