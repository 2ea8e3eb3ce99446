import { Button, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileImport } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { TablesMenu } from '../exchange/tables-menu.tsx';
import { DropZone } from '../import/drop-zone.tsx';
import { ReviewLink } from '../review/review-link.tsx';
import { NoScores } from './no-scores.tsx';
import { ScoreDrawer } from './score-drawer.tsx';
import { useFirstPage } from './score-pages.ts';
import { ScoreShelf } from './score-shelf.tsx';
import { hasFilter, type ScoreFilter, useScoresPlace } from './scores-place.ts';
import { ScoresToolbar } from './scores-toolbar.tsx';
import { ShelfSkeleton } from './shelf-skeleton.tsx';
import './scores.css';

/** A search begins when the typing pauses for this long. */
const SEARCH_DELAY_MS = 150;

export function ScoresScreen() {
  const { t } = useTranslation('scores');
  useScreenTitle(t('app:screens.scores'));
  const filter = useSettledFilter();
  const firstPage = useFirstPage(filter);
  const [editedId, setEditedId] = useState<string>();
  const { data } = firstPage;
  const isEmptyLibrary = data?.total === 0 && !hasFilter(filter) && !firstPage.isPlaceholderData;

  return (
    <div className="scores">
      <DropZone />
      <header className="scores-head">
        <div className="scores-title">
          <Title order={1}>{t('app:screens.scores')}</Title>
          <Text c="dimmed" className="numbers" role="status">
            {data &&
              !isEmptyLibrary &&
              t(hasFilter(filter) ? 'count.found' : 'count.all', { count: data.total })}
          </Text>
        </div>
        {!isEmptyLibrary && (
          <div className="scores-ways">
            <ReviewLink />
            <Button
              component={Link}
              to="/import"
              variant="default"
              leftSection={<IconFileImport size={18} stroke={1.6} aria-hidden />}
            >
              {t('import')}
            </Button>
            <TablesMenu />
          </div>
        )}
        {!isEmptyLibrary && <ScoresToolbar onLeaveSearch={focusFirstScore} />}
      </header>
      {firstPage.isPending && <ShelfSkeleton />}
      {firstPage.isError && !data && (
        <div className="scores-message">
          <FailedState error={firstPage.error} onRetry={() => void firstPage.refetch()} />
        </div>
      )}
      {data?.total === 0 && <NoScores isLibraryEmpty={isEmptyLibrary} />}
      {data && data.total > 0 && <ScoreShelf filter={filter} firstPage={data} onEdit={setEditedId} />}
      <ScoreDrawer scoreId={editedId} onClose={() => setEditedId(undefined)} />
    </div>
  );
}

function useSettledFilter(): ScoreFilter {
  const { q, sort, order, isFavourite, needsReview } = useScoresPlace();
  const [settledQ] = useDebouncedValue(q, SEARCH_DELAY_MS);
  // An emptied line shows everything at once.
  const words = q === '' ? '' : settledQ;
  return useMemo(
    () => ({ q: words, sort, order, isFavourite, needsReview }),
    [words, sort, order, isFavourite, needsReview],
  );
}

function focusFirstScore(): void {
  document.querySelector<HTMLElement>('.score-link')?.focus();
}
