/** Files that the core makes of plans, saved by the browser. */
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../app/api.ts';
import { localZone } from '../timer/timer.ts';

/** A browser needs the address until it has begun to save. */
const SAVING_BEGINS_WITHIN_MS = 60_000;

export function useDownloadCalendar() {
  const save = useSaveFile();
  return useMutation({
    mutationFn: () => save(`/api/plans/calendar?zone=${encodeURIComponent(localZone())}`, 'mirubato.ics'),
  });
}

export function useDownloadTemplate() {
  const save = useSaveFile();
  return useMutation({
    mutationFn: ({ id, title }: { id: string; title: string }) =>
      save(`/api/templates/${encodeURIComponent(id)}/file`, `${fileName(title)}.json`),
  });
}

function useSaveFile() {
  const { fetchBlobUrl } = useApi();
  return async (path: string, name: string) => {
    const url = await fetchBlobUrl(path);
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), SAVING_BEGINS_WITHIN_MS);
  };
}

function fileName(title: string): string {
  return title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'plan-template';
}
