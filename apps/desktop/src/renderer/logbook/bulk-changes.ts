/** Changes of many entries: one request, one edit, one undo. */
import { notifications } from '@mantine/notifications';
import type { BulkChange, KeptEntry } from '@mirubato/domain/logbook';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { saveAs } from '../exchange/save-as.ts';
import { showUndo } from '../trash/undo-notice.tsx';

const meta = { collections: ['entries', 'pieces'] };

export function useChangeEntries() {
  const { client } = useApi();
  const { t } = useTranslation('logbook');
  const takeBack = useMutation({
    mutationFn: (kept: KeptEntry[]) => answer(client.api.logbook.bulk.$put({ json: { kept } })),
    meta,
  });
  return useMutation({
    mutationFn: async ({ ids, change }: { ids: readonly string[]; change: BulkChange }) =>
      answer(client.api.logbook.bulk.$post({ json: { ids: [...ids] as never, change } })),
    onSuccess({ kept }, { ids, change }) {
      if (kept.length === 0) {
        notifications.show({ message: t('bulk.nothing'), autoClose: 4000 });
        return;
      }
      const left = ids.length - kept.length;
      const message = [
        t(`bulk.done.${change.action}`, { count: kept.length }),
        ...(left > 0 ? [t('bulk.left', { count: left })] : []),
      ];
      showUndo({ message: message.join(' '), undo: () => takeBack.mutate(kept as KeptEntry[]) });
    },
    meta,
  });
}

/** Saves the entries as a file. */
export function useExportEntries() {
  const { client } = useApi();
  return useMutation({
    async mutationFn({ ids, format }: { ids: readonly string[]; format: 'csv' | 'json' }) {
      const response = await client.api.logbook.export.$post({ json: { ids: [...ids] as never, format } });
      if (!response.ok) return answer<never>(Promise.resolve(response as never));
      saveAs(await response.blob(), `entries.${format}`);
    },
  });
}
