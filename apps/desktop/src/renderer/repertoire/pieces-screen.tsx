import { Button, CloseButton, Group, SegmentedControl, Select, TextInput, Title } from '@mantine/core';
import { IconArrowsSort, IconPlus, IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { DueList } from './due-list.tsx';
import { usePieceForm } from './piece-form-state.ts';
import { type PieceSort, usePieces } from './pieces.ts';
import { PiecesBoard } from './pieces-board.tsx';
import { PiecesTable } from './pieces-table.tsx';
import { usePiecesView } from './pieces-view.ts';

const sorts: readonly PieceSort[] = ['lastPractised', 'title', 'composer', 'minutes'];

export function PiecesScreen() {
  const { t } = useTranslation('repertoire');
  useScreenTitle(t('app:screens.pieces'));
  const { layout, sort, q } = usePiecesView();
  const openNew = usePieceForm((form) => form.openNew);
  const search = useRef<HTMLInputElement>(null);
  const setLayout = (next: 'table' | 'board' | 'due') => usePiecesView.setState({ layout: next });
  useShortcuts(t('app:screens.pieces'), [
    { keys: '/', label: t('keys.search'), run: () => search.current?.focus() },
    { keys: 'a', label: t('new'), run: () => openNew() },
    {
      keys: 'b',
      label: t('keys.layout'),
      run: () => setLayout(layout === 'table' ? 'board' : 'table'),
    },
    { keys: 'd', label: t('keys.due'), run: () => setLayout('due') },
  ]);

  return (
    <div className={layout === 'board' ? 'screen screen-wide' : 'screen'}>
      <Group justify="space-between" mb="lg">
        <Title order={1}>{t('app:screens.pieces')}</Title>
        <Button onClick={() => openNew()} leftSection={<IconPlus size={18} aria-hidden />}>
          {t('new')}
        </Button>
      </Group>
      <Group mb="lg" gap="md">
        <TextInput
          ref={search}
          type="search"
          flex="1 1 12rem"
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={200}
          leftSection={<IconSearch size={18} stroke={1.5} aria-hidden />}
          rightSection={
            q && (
              <CloseButton aria-label={t('clearSearch')} onClick={() => usePiecesView.setState({ q: '' })} />
            )
          }
          value={q}
          onChange={(event) => usePiecesView.setState({ q: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            usePiecesView.setState({ q: '' });
            event.currentTarget.blur();
          }}
        />
        {layout !== 'due' && (
          <Select
            aria-label={t('sort.name')}
            w="13rem"
            leftSection={<IconArrowsSort size={18} stroke={1.5} aria-hidden />}
            allowDeselect={false}
            data={sorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
            value={sort}
            onChange={(value) => value && usePiecesView.setState({ sort: value })}
          />
        )}
        <SegmentedControl
          aria-label={t('layout.name')}
          data={[
            { value: 'table', label: t('layout.table') },
            { value: 'board', label: t('layout.board') },
            { value: 'due', label: t('layout.due') },
          ]}
          value={layout}
          onChange={(value) => setLayout(value as 'table' | 'board' | 'due')}
        />
      </Group>
      {layout === 'due' ? <DueList q={q} /> : <Pieces />}
    </div>
  );
}

function Pieces() {
  const { t } = useTranslation('repertoire');
  const { layout, sort, q } = usePiecesView();
  const pieces = usePieces({ sort, q: q.trim() });
  const openNew = usePieceForm((form) => form.openNew);
  const shown = pieces.data ?? [];
  return (
    <>
      {pieces.isPending && <LoadingLines />}
      {pieces.isError && <FailedState error={pieces.error} onRetry={() => void pieces.refetch()} />}
      {pieces.isSuccess && shown.length === 0 && (
        <EmptyState
          title={t(q === '' ? 'empty.title' : 'nothingFound.title')}
          detail={t(q === '' ? 'empty.detail' : 'nothingFound.detail', { q })}
        >
          {q === '' ? (
            <Button onClick={() => openNew()}>{t('new')}</Button>
          ) : (
            <Button variant="default" onClick={() => usePiecesView.setState({ q: '' })}>
              {t('clearSearch')}
            </Button>
          )}
        </EmptyState>
      )}
      {shown.length > 0 &&
        (layout === 'table' ? <PiecesTable pieces={shown} /> : <PiecesBoard pieces={shown} />)}
    </>
  );
}
