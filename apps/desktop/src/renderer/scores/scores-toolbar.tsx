import { ActionIcon, Chip, CloseButton, Group, Select, Text, TextInput, Tooltip } from '@mantine/core';
import {
  IconLayoutGrid,
  IconSearch,
  IconSortAscending,
  IconSortDescending,
  IconTable,
} from '@tabler/icons-react';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { changeFilter, type ScoreSort, sortBy, useScoresPlace } from './scores-place.ts';

const sorts: readonly ScoreSort[] = ['title', 'composer', 'difficulty', 'added'];

interface ScoresToolbarProps {
  /** The person goes on from the search line into the list. */
  readonly onLeaveSearch: () => void;
  readonly ref?: Ref<{ focusSearch(): void }>;
}

export function ScoresToolbar({ onLeaveSearch, ref }: ScoresToolbarProps) {
  const { t } = useTranslation('scores');
  const { q, sort, order, isFavourite, needsReview, layout } = useScoresPlace();
  const search = useRef<HTMLInputElement>(null);
  const focusSearch = () => search.current?.focus();
  useImperativeHandle(ref, () => ({ focusSearch }));
  useShortcuts(t('app:screens.scores'), [
    { keys: '/', label: t('search.label'), run: focusSearch },
    { keys: 'v', label: t('layout.toggle'), run: () => showAs(layout === 'grid' ? 'table' : 'grid') },
  ]);
  const isSearching = q.trim() !== '';
  const SortIcon = order === 'asc' ? IconSortAscending : IconSortDescending;
  return (
    <div className="scores-toolbar">
      <TextInput
        ref={search}
        type="search"
        className="scores-search"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        maxLength={200}
        leftSection={<IconSearch size={18} stroke={1.5} aria-hidden />}
        rightSection={
          q && <CloseButton aria-label={t('search.clear')} onClick={() => changeFilter({ q: '' })} />
        }
        value={q}
        onChange={(event) => changeFilter({ q: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            changeFilter({ q: '' });
            event.currentTarget.blur();
          }
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            onLeaveSearch();
          }
        }}
      />
      <Group gap="xs" wrap="nowrap">
        <Chip
          checked={isFavourite}
          onChange={(checked) => changeFilter({ isFavourite: checked })}
          variant="outline"
        >
          {t('filter.favourites')}
        </Chip>
        <Chip
          checked={needsReview}
          onChange={(checked) => changeFilter({ needsReview: checked })}
          variant="outline"
        >
          {t('filter.review')}
        </Chip>
      </Group>
      <Group gap="xs" wrap="nowrap" className="scores-order">
        {isSearching ? (
          <Text size="sm" c="dimmed" className="scores-best-match">
            {t('sort.bestMatch')}
          </Text>
        ) : (
          <>
            <Select
              aria-label={t('sort.label')}
              w={190}
              allowDeselect={false}
              data={sorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
              value={sort}
              onChange={(value) => value && value !== sort && sortBy(value as ScoreSort)}
            />
            <Tool
              label={t(order === 'asc' ? 'sort.ascending' : 'sort.descending')}
              onClick={() => sortBy(sort)}
            >
              <SortIcon size={20} stroke={1.6} aria-hidden />
            </Tool>
          </>
        )}
        <ActionIcon.Group>
          <Tool label={t('layout.grid')} isPressed={layout === 'grid'} onClick={() => showAs('grid')}>
            <IconLayoutGrid size={20} stroke={1.6} aria-hidden />
          </Tool>
          <Tool label={t('layout.table')} isPressed={layout === 'table'} onClick={() => showAs('table')}>
            <IconTable size={20} stroke={1.6} aria-hidden />
          </Tool>
        </ActionIcon.Group>
      </Group>
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly isPressed?: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Tool({ label, isPressed, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        variant={isPressed ? 'light' : 'default'}
        size={36}
        aria-label={label}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function showAs(layout: 'grid' | 'table'): void {
  useScoresPlace.setState({ layout, scrollTopPx: 0 });
}
