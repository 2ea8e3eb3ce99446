/** Tables of scores to and from the core. */
import type { KeptScore, ScoreChanges, TableFormat } from '@mirubato/domain/exchange';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, done, useApi } from '../app/api.ts';
import { showUndo } from '../trash/undo-notice.tsx';

/** A browser needs the address until it has begun to save. */
const SAVING_BEGINS_WITHIN_MS = 60_000;

/** Saves the table of all scores as a file. */
export function useExportTable() {
  const { fetchBlobUrl } = useApi();
  return useMutation({
    async mutationFn(format: TableFormat) {
      const url = await fetchBlobUrl(`/api/scores/table?format=${format}`);
      const link = document.createElement('a');
      link.href = url;
      link.download = `scores-${format}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), SAVING_BEGINS_WITHIN_MS);
    },
  });
}

/** Asks what a table would change; the screen shows the failure itself. */
export function usePreviewTable() {
  const { client } = useApi();
  return useMutation({
    mutationFn: ({ file, signal }: { file: File; signal: AbortSignal }) =>
      answer(client.api.scores.table.$post({}, { init: { body: file, signal } })),
    meta: { isSilent: true },
  });
}

/** Makes the changes, and offers to take them back. */
export function useApplyChanges() {
  const { client } = useApi();
  const { t } = useTranslation('exchange');
  const takeBack = useMutation({
    mutationFn: (kept: KeptScore[]) => done(client.api.scores.table.changes.$put({ json: { kept } })),
    meta: { collections: ['scores'] },
  });
  return useMutation({
    mutationFn: (changes: ScoreChanges[]) =>
      answer(client.api.scores.table.changes.$post({ json: { changes } })),
    onSuccess: ({ kept }) =>
      showUndo({
        message: t('applied', { count: kept.length }),
        undo: () => takeBack.mutate(kept as KeptScore[]),
      }),
    meta: { collections: ['scores'] },
  });
}
