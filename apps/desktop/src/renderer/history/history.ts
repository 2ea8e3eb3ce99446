import type { RecordHistory } from '@mirubato/core/client';
import type { HistoryCollection } from '@mirubato/domain/history';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { showUndo } from '../trash/undo-notice.tsx';

export interface RecordName {
  readonly collection: HistoryCollection;
  readonly id: string;
}

export function useRecordHistory({ collection, id }: RecordName, isAsked: boolean) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['history', collection, id],
    queryFn: async () =>
      (await answer(
        client.api.history[':collection'][':id'].$get({ param: { collection, id } }),
      )) as RecordHistory,
    enabled: isAsked,
    meta: { collections: [collection] },
  });
}

/** Brings back what was before a change, as a change that can be taken back. */
export function useRestoreBefore({ collection, id }: RecordName) {
  const { client } = useApi();
  const { t } = useTranslation('history');
  const ask = (before: number) =>
    answer(
      client.api.history[':collection'][':id'].restore.$post({ param: { collection, id }, json: { before } }),
    );
  const meta = { collections: [collection] };
  const undo = useMutation({ mutationFn: ask, meta });
  return useMutation({
    mutationFn: ask,
    meta,
    onSuccess({ seq }) {
      if (seq !== null) showUndo({ message: t('restored'), undo: () => undo.mutate(seq) });
    },
  });
}
