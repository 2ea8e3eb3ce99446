import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { changeFilter, useScoresPlace } from './scores-place.ts';

/** In place of the shelf: nothing imported yet, or nothing found. */
export function NoScores({ isLibraryEmpty }: { isLibraryEmpty: boolean }) {
  const { t } = useTranslation('scores');
  const { q, isFavourite, needsReview } = useScoresPlace();
  if (isLibraryEmpty) {
    return (
      <div className="scores-message">
        <EmptyState title={t('empty.title')} detail={t('empty.detail')}>
          <Button
            component={Link}
            to="/import"
            size="md"
            leftSection={<IconFileImport size={20} stroke={1.6} aria-hidden />}
          >
            {t('empty.action')}
          </Button>
        </EmptyState>
      </div>
    );
  }
  const reason = q.trim() !== '' ? 'search' : isFavourite && !needsReview ? 'favourites' : 'review';
  return (
    <div className="scores-message">
      <EmptyState
        title={t(`nothing.${reason}.title`, { q: q.trim() })}
        detail={t(`nothing.${reason}.detail`)}
      >
        <Button
          variant="default"
          onClick={() => changeFilter({ q: '', isFavourite: false, needsReview: false })}
        >
          {t('nothing.showAll')}
        </Button>
      </EmptyState>
    </div>
  );
}
