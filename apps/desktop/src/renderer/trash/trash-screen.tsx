import { Button, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useFormat } from '../i18n/format.ts';
import { type Trashable, trashable, useRestore } from './move-to-trash.ts';

export function TrashScreen() {
  const { t } = useTranslation('trash');
  useScreenTitle(t('app:screens.trash'));
  const { client } = useApi();
  const format = useFormat();
  const restore = useRestore();
  const trash = useQuery({
    queryKey: ['trash'],
    queryFn: async () => (await answer(client.api.trash.$get())).items,
    meta: { collections: trashable },
  });
  const items = trash.data ?? [];
  return (
    <div className="screen">
      <Title order={1} mb="xs">
        {t('app:screens.trash')}
      </Title>
      <Text c="dimmed" mb="lg">
        {t('kept')}
      </Text>
      {trash.isPending && <LoadingLines />}
      {trash.isError && <FailedState error={trash.error} onRetry={() => void trash.refetch()} />}
      {trash.isSuccess && items.length === 0 && (
        <EmptyState title={t('empty.title')} detail={t('empty.detail')} />
      )}
      {items.length > 0 && (
        <Table.ScrollContainer minWidth={520}>
          <Table verticalSpacing="sm" className="flush-table">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('column.title')}</Table.Th>
                <Table.Th>{t('column.kind')}</Table.Th>
                <Table.Th ta="end">{t('column.deleted')}</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">{t('restore')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((item) => (
                <Table.Tr key={`${item.collection} ${item.id}`}>
                  <Table.Td fw={600}>{item.title || t('untitled')}</Table.Td>
                  <Table.Td>{t(`kind.${item.collection}`)}</Table.Td>
                  <Table.Td ta="end" className="numbers">
                    {format.shortDayOf(item.deletedAt)}
                  </Table.Td>
                  <Table.Td ta="end">
                    {isRestorable(item) && (
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={t('restoreNamed', { title: item.title || t('untitled') })}
                        onClick={() => restore.mutate(item)}
                      >
                        {t('restore')}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </div>
  );
}

function isRestorable(item: { collection: string }): item is Trashable {
  return (trashable as readonly string[]).includes(item.collection);
}
