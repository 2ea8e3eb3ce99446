import type { Plan } from '@mirubato/domain/plans';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { showUndo } from '../trash/undo-notice.tsx';

/** Ends a plan on this day, or takes it up again. */
export function usePlanStatus() {
  const { client } = useApi();
  const { t } = useTranslation('plans');
  const send = ({ plan, status }: { plan: Plan; status: Plan['status'] }) =>
    answer(client.api.plans[':id'].$patch({ param: { id: plan.id }, json: { status } }));
  const meta = { collections: ['plans', 'occurrences'] };
  const takeBack = useMutation({ mutationFn: send, meta });
  return useMutation({
    mutationFn: send,
    onSuccess: (_plan, { plan, status }) =>
      showUndo({
        message: t(`done.${status}`, { title: plan.title }),
        undo: () => takeBack.mutate({ plan, status: plan.status }),
      }),
    meta,
  });
}
