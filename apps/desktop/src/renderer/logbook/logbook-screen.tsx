import { Button, CloseButton, Group, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { useTimerActions } from '../timer/timer.ts';
import { useEntries } from './entries.ts';
import { useEntryForm } from './entry-form-state.ts';
import { EntryList } from './entry-list.tsx';
import { useLogbookPlace } from './logbook-place.ts';

export function LogbookScreen() {
  const { t } = useTranslation('logbook');
  useScreenTitle(t('app:screens.logbook'));
  const q = useLogbookPlace((place) => place.q);
  const [settledQ] = useDebouncedValue(q.trim(), 200);
  const entries = useEntries(settledQ);
  const openNew = useEntryForm((form) => form.openNew);
  const search = useRef<HTMLInputElement>(null);
  const timer = useTimerActions();
  const setQ = (text: string) => useLogbookPlace.setState({ q: text, selectedId: null, scrollTopPx: 0 });
  useShortcuts(t('app:screens.logbook'), [
    { keys: '/', label: t('keys.search'), run: () => search.current?.focus() },
  ]);
  const shown = entries.data?.pages.flatMap((page) => page.entries) ?? [];

  return (
    <div className="screen">
      <Group justify="space-between" mb="lg">
        <Title order={1}>{t('app:screens.logbook')}</Title>
        <Button onClick={() => openNew()} leftSection={<IconPlus size={18} aria-hidden />}>
          {t('new')}
        </Button>
      </Group>
      <TextInput
        ref={search}
        type="search"
        mb="lg"
        aria-label={t('search')}
        placeholder={t('search')}
        maxLength={200}
        leftSection={<IconSearch size={18} stroke={1.5} aria-hidden />}
        rightSection={q && <CloseButton aria-label={t('clearSearch')} onClick={() => setQ('')} />}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            setQ('');
            event.currentTarget.blur();
          }
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            document.querySelector<HTMLElement>('.entry-line')?.focus();
          }
        }}
      />
      <div role="status" className="visually-hidden">
        {entries.isSuccess && settledQ !== '' && t('found', { count: shown.length })}
      </div>
      {entries.isPending && <LoadingLines />}
      {entries.isError && <FailedState error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.isSuccess && shown.length === 0 && (
        <EmptyState
          title={t(settledQ === '' ? 'empty.title' : 'nothingFound.title')}
          detail={t(settledQ === '' ? 'empty.detail' : 'nothingFound.detail', { q: settledQ })}
        >
          {settledQ === '' ? (
            <>
              <Button onClick={() => openNew()}>{t('new')}</Button>
              <Button variant="default" onClick={() => timer.practise({})}>
                {t('timer:start')}
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={() => setQ('')}>
              {t('clearSearch')}
            </Button>
          )}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <EntryList
          key={settledQ}
          entries={shown}
          isComplete={!entries.hasNextPage}
          isLoadingMore={entries.isFetchingNextPage}
          onEnd={() => {
            if (entries.hasNextPage && !entries.isFetchingNextPage) void entries.fetchNextPage();
          }}
        />
      )}
    </div>
  );
}
