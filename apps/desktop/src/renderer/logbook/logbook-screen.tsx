import { ActionIcon, Button, Group, Title, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCalendarMonth, IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { useTimerActions } from '../timer/timer.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useEntries } from './entries.ts';
import { useEntryForm } from './entry-form-state.ts';
import { EntryList } from './entry-list.tsx';
import { FilterBar } from './filter-bar.tsx';
import { HeatMap, onDay } from './heat-map.tsx';
import { searchFor, useLogbookPlace } from './logbook-place.ts';
import { QueryNotes } from './query-notes.tsx';
import { SearchLine, type SearchLineHandle } from './search-line.tsx';
import { TotalsLine } from './totals-line.tsx';

export function LogbookScreen() {
  const { t } = useTranslation('logbook');
  useScreenTitle(t('app:screens.logbook'));
  const q = useLogbookPlace((place) => place.q).trim();
  const isCalendarShown = useLogbookPlace((place) => place.isCalendarShown);
  const hasChosen = useLogbookPlace((place) => place.chosenIds.size > 0);
  const [settledQ] = useDebouncedValue(q, 200);
  const entries = useEntries(settledQ);
  const openNew = useEntryForm((form) => form.openNew);
  const line = useRef<SearchLineHandle>(null);
  const timer = useTimerActions();
  const toggleCalendar = () => useLogbookPlace.setState({ isCalendarShown: !isCalendarShown });
  useShortcuts(t('app:screens.logbook'), [
    { keys: '/', label: t('keys.search'), run: () => line.current?.focus() },
    { keys: 'c', label: t('heat.toggle'), run: toggleCalendar },
  ]);
  const shown = entries.data?.pages.flatMap((page) => page.entries) ?? [];
  const isEmpty = entries.isSuccess && shown.length === 0;

  return (
    <div className="screen">
      <Group justify="space-between" mb="lg">
        <Title order={1}>{t('app:screens.logbook')}</Title>
        <Group gap="xs">
          <Tooltip label={t('heat.toggle')}>
            <ActionIcon
              variant={isCalendarShown ? 'light' : 'subtle'}
              color={isCalendarShown ? 'viridian' : 'gray'}
              size={36}
              aria-label={t('heat.toggle')}
              aria-pressed={isCalendarShown}
              onClick={toggleCalendar}
            >
              <IconCalendarMonth size={20} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Button onClick={() => openNew()} leftSection={<IconPlus size={18} aria-hidden />}>
            {t('new')}
          </Button>
        </Group>
      </Group>
      <SearchLine ref={line} onLeave={focusFirstLine} />
      <QueryNotes line={settledQ} />
      <FilterBar line={line} />
      {isCalendarShown && !(isEmpty && settledQ === '') && (
        <HeatMap q={settledQ} onOpenDay={(date) => searchFor(onDay(settledQ, date))} />
      )}
      <TotalsLine q={settledQ} />
      {entries.isPending && <LoadingLines />}
      {entries.isError && <FailedState error={entries.error} onRetry={() => void entries.refetch()} />}
      {isEmpty && (
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
            <Button variant="default" onClick={() => searchFor('')}>
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
      {hasChosen && <BulkBar q={settledQ} />}
    </div>
  );
}

function focusFirstLine(): void {
  document.querySelector<HTMLElement>('.entry-line')?.focus();
}
