import { ActionIcon, Button, Checkbox, Group, Table, Text, TextInput, Title } from '@mantine/core';
import type { TrashItem } from '@mirubato/core/client';
import { trashCollections } from '@mirubato/domain/journal';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useFormat } from '../i18n/format.ts';

const collections = trashCollections;

export function TrashScreen() {
  const { t } = useTranslation('trash');
  useScreenTitle(t('app:screens.trash'));
  const { client } = useApi();
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const trash = useQuery({
    queryKey: ['trash'],
    queryFn: async () => (await answer(client.api.trash.$get())).items,
    meta: { collections },
  });
  const restore = useMutation({
    mutationFn: (items: readonly TrashItem[]) =>
      answer(
        client.api.trash.restore.$post({
          json: { items: items.map(({ collection, id }) => ({ collection, id })) },
        }),
      ),
    onSuccess: () => setChosen(new Set()),
    meta: { collections },
  });
  const items = trash.data ?? [];
  const found = items.filter(({ title }) => isIn(title || t('untitled'), q));
  const chosenItems = found.filter((item) => chosen.has(keyOf(item)));
  const choose = (some: readonly TrashItem[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const item of some) {
      if (isChosen) next.add(keyOf(item));
      else next.delete(keyOf(item));
    }
    setChosen(next);
  };
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
        <Group mb="md">
          <TextInput
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setQ('')}
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={18} aria-hidden />}
            rightSection={
              q !== '' && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('clearSearch')}
                  onClick={() => setQ('')}
                >
                  <IconX size={18} aria-hidden />
                </ActionIcon>
              )
            }
            flex={1}
            maw={420}
          />
          <Button
            variant="default"
            disabled={chosenItems.length === 0}
            loading={restore.isPending}
            onClick={() => restore.mutate(chosenItems)}
          >
            {chosenItems.length === 0 ? t('restoreChosen') : t('restoreCount', { count: chosenItems.length })}
          </Button>
        </Group>
      )}
      {items.length > 0 && found.length === 0 && <Text role="status">{t('nothingFound', { q })}</Text>}
      {found.length > 0 && (
        <Table.ScrollContainer minWidth={520}>
          <Table verticalSpacing="sm" className="flush-table">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={36}>
                  <Checkbox
                    aria-label={t('chooseAll')}
                    checked={chosenItems.length === found.length}
                    indeterminate={chosenItems.length > 0 && chosenItems.length < found.length}
                    onChange={(event) => choose(found, event.currentTarget.checked)}
                  />
                </Table.Th>
                <Table.Th>{t('column.title')}</Table.Th>
                <Table.Th>{t('column.kind')}</Table.Th>
                <Table.Th ta="end">{t('column.deleted')}</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">{t('restore')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.map((item) => (
                <TrashRow
                  key={keyOf(item)}
                  item={item}
                  isChosen={chosen.has(keyOf(item))}
                  onChoose={(isChosen) => choose([item], isChosen)}
                  onRestore={() => restore.mutate([item])}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </div>
  );
}

interface TrashRowProps {
  readonly item: TrashItem;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onRestore: () => void;
}

function TrashRow({ item, isChosen, onChoose, onRestore }: TrashRowProps) {
  const { t } = useTranslation('trash');
  const { shortDayOf } = useFormat();
  const title = item.title || t('untitled');
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox
          aria-label={t('choose', { title })}
          checked={isChosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td fw={600}>{title}</Table.Td>
      <Table.Td>{t(`kind.${item.collection}`)}</Table.Td>
      <Table.Td ta="end" className="numbers">
        {shortDayOf(item.deletedAt)}
      </Table.Td>
      <Table.Td ta="end">
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('restoreNamed', { title })}
          onClick={onRestore}
        >
          {t('restore')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

function keyOf({ collection, id }: TrashItem): string {
  return `${collection} ${id}`;
}

function isIn(title: string, q: string): boolean {
  return title.toLocaleLowerCase().includes(q.trim().toLocaleLowerCase());
}
