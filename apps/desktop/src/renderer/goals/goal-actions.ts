/** What is done with a goal beside editing it; each can be taken back. */
import type { Goal, GoalPatch } from '@mirubato/domain/goals';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { showUndo } from '../trash/undo-notice.tsx';

const meta = { collections: ['goals', 'entries'] };

/** @param said the key of what is told of it */
export function useChangeGoal() {
  const { client } = useApi();
  const { t } = useTranslation('goals');
  const send = ({ goal, patch }: { goal: Goal; patch: GoalPatch }) =>
    answer(client.api.plans.goals[':id'].$patch({ param: { id: goal.id }, json: patch }));
  const takeBack = useMutation({ mutationFn: send, meta });
  return useMutation({
    mutationFn: ({ goal, patch }: { goal: Goal; patch: GoalPatch; said: string }) => send({ goal, patch }),
    onSuccess(_goal, { goal, patch, said }) {
      const before = Object.fromEntries(
        Object.keys(patch).map((name) => [name, goal[name as keyof GoalPatch] ?? null]),
      ) as GoalPatch;
      showUndo({
        message: t(`done.${said}`, { title: goal.title }),
        undo: () => takeBack.mutate({ goal, patch: before }),
      });
    },
    meta,
  });
}

export function useProgress() {
  const { client } = useApi();
  const { t } = useTranslation('goals');
  const remove = useMutation({
    mutationFn: ({ id, stepId }: { id: string; stepId: string }) =>
      answer(client.api.plans.goals[':id'].progress[':stepId'].$delete({ param: { id, stepId } })),
    meta,
  });
  const add = useMutation({
    mutationFn: ({ goal, value, notes }: { goal: Goal; value: number; notes: string | null }) =>
      answer(
        client.api.plans.goals[':id'].progress.$post({ param: { id: goal.id }, json: { value, notes } }),
      ),
    onSuccess(changed, { goal }) {
      const step = (changed as Goal).progress.at(-1);
      if (!step) return;
      showUndo({
        message: t('done.progress', { title: goal.title }),
        undo: () => remove.mutate({ id: goal.id, stepId: step.id }),
      });
    },
    meta,
  });
  return { add, remove };
}

export function useLinkEntry() {
  const { client } = useApi();
  return useMutation({
    mutationFn: ({ goalId, entryId, isLinked }: { goalId: string; entryId: string; isLinked: boolean }) =>
      answer(
        client.api.plans.goals[':id'].entries.$put({
          param: { id: goalId },
          json: { entryIds: [entryId as never], isLinked },
        }),
      ),
    meta,
  });
}
