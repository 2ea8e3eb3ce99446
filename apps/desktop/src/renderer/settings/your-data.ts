import { notifications } from '@mantine/notifications';
import type { ImportDataReport } from '@mirubato/core/client';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';

/** Every record as a file in the browser's folder of downloads. */
export function useDownloadRecords() {
  const { fetchBlobUrl } = useApi();
  return useMutation({
    mutationFn: async () => {
      const url = await fetchBlobUrl('/api/export/records');
      const link = document.createElement('a');
      link.href = url;
      link.download = `mirubato-${new Date().toLocaleDateString('sv')}.json`;
      link.click();
      // The download has begun when its click has been handled.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    },
  });
}

/** What would happen; nothing is written. */
export function useLookIntoRecords() {
  const send = useSendRecords();
  return useMutation({
    mutationFn: async (file: File) => {
      const body = await file.text();
      return { body, report: await send(body, true) };
    },
  });
}

export function useTakeInRecords() {
  const send = useSendRecords();
  const { t } = useTranslation('settings');
  return useMutation({
    mutationFn: (body: string) => send(body, false),
    onSuccess: ({ collections }) => {
      const sum = (name: 'added' | 'updated') =>
        Object.values(collections).reduce((total, counts) => total + counts[name], 0);
      notifications.show({ message: t('data.done', { added: sum('added'), updated: sum('updated') }) });
    },
  });
}

function useSendRecords() {
  const { client } = useApi();
  return async (body: string, isDryRun: boolean): Promise<ImportDataReport> => {
    const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
    const reply = client.api['import-data'].$post(
      { query: { zone, dryRun: isDryRun ? 'true' : 'false' } },
      { headers: { 'content-type': 'application/json' }, init: { body } },
    );
    // The client's type of an answer allows undefined in optional fields, which JSON has not.
    return (await answer(reply)) as ImportDataReport;
  };
}
