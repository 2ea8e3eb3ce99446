import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { done, useApi } from '../app/api.ts';
import { useSync } from './sync.ts';

/** Brings a score's PDF from another device, also where none is fetched by itself. */
export function FetchPdf({ scoreId, onFetched }: { scoreId: string; onFetched: () => void }) {
  const { t } = useTranslation('sync');
  const { client } = useApi();
  const state = useSync();
  const fetching = useMutation({
    mutationFn: () => done(client.api.sync.pdfs[':id'].$post({ param: { id: scoreId } })),
    onSuccess: onFetched,
  });
  if (!state || state.status === 'off') return null;
  return (
    <Button loading={fetching.isPending} onClick={() => fetching.mutate()}>
      {t('pdfs.fetch')}
    </Button>
  );
}
