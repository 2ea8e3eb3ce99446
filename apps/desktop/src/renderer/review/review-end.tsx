import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { lookAtSkippedAgain, useReviewSession } from './review-session.ts';
import { ShownKeys } from './shown-keys.tsx';
import { useReviewKeys } from './use-review-keys.ts';

/** Nothing is left, or only what was skipped. */
export function ReviewEnd({ onBack, onLeave }: { onBack: () => void; onLeave: () => void }) {
  const { t } = useTranslation('review');
  const { steps } = useReviewSession();
  const accepted = steps.filter(({ kind }) => kind === 'accepted').length;
  const skipped = steps.filter(({ kind }) => kind === 'skipped').length;
  const canGoBack = steps.some(({ takeBack }) => takeBack !== undefined);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  useReviewKeys({
    leave: onLeave,
    ...(canGoBack ? { back: onBack } : {}),
    ...(skipped > 0 ? { accept: lookAtSkippedAgain } : {}),
  });
  const reason = skipped > 0 ? 'skipped' : accepted > 0 ? 'done' : 'nothing';
  return (
    <div className="review-message" ref={place} tabIndex={-1}>
      <EmptyState
        title={t(`end.${reason}.title`, { count: skipped })}
        detail={[accepted > 0 && t('end.accepted', { count: accepted }), t(`end.${reason}.detail`)]
          .filter(Boolean)
          .join(' ')}
      >
        {skipped > 0 && (
          <Button
            rightSection={<ShownKeys keys="Enter" />}
            aria-keyshortcuts="Enter"
            onClick={lookAtSkippedAgain}
          >
            {t('end.again')}
          </Button>
        )}
        {canGoBack && (
          <Button
            variant="default"
            rightSection={<ShownKeys keys="z" />}
            aria-keyshortcuts="z"
            onClick={onBack}
          >
            {t('back')}
          </Button>
        )}
        <Button variant="default" component={Link} to="/scores">
          {t('end.scores')}
        </Button>
      </EmptyState>
    </div>
  );
}
