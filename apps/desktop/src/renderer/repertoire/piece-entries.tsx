import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useFormat } from '../i18n/format.ts';
import { useEntryForm } from '../logbook/entry-form-state.ts';
import { EntryLine } from '../logbook/entry-line.tsx';

const PAGE_LENGTH = '10';

/** The entries that name the piece, newest first, a page at a time. */
export function PieceEntries({ pieceId }: { pieceId: string }) {
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const { client } = useApi();
  const openEntry = useEntryForm((form) => form.openEntry);
  const pages = useInfiniteQuery({
    queryKey: ['entries', 'of-piece', pieceId],
    initialPageParam: '',
    queryFn: ({ pageParam: cursor }) =>
      answer(
        client.api.logbook.entries.$get({
          query: { pieceId, limit: PAGE_LENGTH, ...(cursor === '' ? {} : { cursor }) },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    meta: { collections: ['entries', 'pieces'] },
  });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <h2 className="section-name">{t('entries')}</h2>
      {pages.isPending && <LoadingLines lines={3} />}
      {pages.isError && <FailedState error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && entries.length === 0 && <Text c="dimmed">{t('none.entries')}</Text>}
      {entries.map((entry) => (
        <EntryLine
          key={entry.id}
          entry={entry}
          date={format.shortDay(entry.localDate)}
          onOpen={() => openEntry(entry)}
        />
      ))}
      {pages.hasNextPage && (
        <Button
          variant="subtle"
          mt="xs"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('moreEntries')}
        </Button>
      )}
    </>
  );
}
