import type { Plan, SharedPlan } from '@mirubato/domain/plans';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, done, useApi } from '../app/api.ts';
import { showUndo } from '../trash/undo-notice.tsx';

const meta = { collections: ['templates'] };

/** Keeps the plan as a template, as it stands. */
export function usePublishPlan() {
  const { client } = useApi();
  const { t } = useTranslation('templates');
  const remove = useMutation({
    mutationFn: (id: string) => done(client.api.templates[':id'].$delete({ param: { id } })),
    meta,
  });
  return useMutation({
    mutationFn: (plan: Plan) => answer(client.api.templates.$post({ json: { planId: plan.id } })),
    onSuccess: ({ id }, { title }) =>
      showUndo({ message: t('published', { title }), undo: () => remove.mutate(id) }),
    meta,
  });
}

/** What a file holds; the screen shows itself what is wrong with it. */
export function useReadTemplateFile() {
  const { client } = useApi();
  return useMutation({
    mutationFn: async (file: File) => {
      const body = await file.text();
      const headers = { 'content-type': 'application/json' };
      const shared = await answer(client.api.templates.preview.$post({}, { headers, init: { body } }));
      return { body, shared: shared as unknown as SharedPlan };
    },
    meta: { isSilent: true },
  });
}

export function useTakeInTemplate() {
  const { client } = useApi();
  return useMutation({
    mutationFn: ({ body, id }: { body: string; id: string }) =>
      answer(
        client.api.templates.file.$post(
          { query: { id: id as never } },
          { headers: { 'content-type': 'application/json' }, init: { body } },
        ),
      ),
    meta,
  });
}
