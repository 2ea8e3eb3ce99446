import { Progress, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useLeave } from '../app/use-leave.ts';
import { useReviewActions } from './review-actions.ts';
import { ReviewDesk } from './review-desk.tsx';
import { ReviewEnd } from './review-end.tsx';
import { endSession, useReviewSession } from './review-session.ts';
import { useReviewedScore } from './use-reviewed-score.ts';
import './review.css';

/** One score after the other that a person should look at, the least sure first. */
export function ReviewScreen() {
  const { t } = useTranslation('review');
  useScreenTitle(t('title'));
  useSession();
  const { state, error, retry, score, next, position, total } = useReviewedScore();
  const actions = useReviewActions();
  const navigate = useNavigate();
  const leave = useLeave();
  const openScore = () => {
    if (!score) return;
    useReviewSession.setState({ isAway: true });
    void navigate({ to: '/scores/$scoreId', params: { scoreId: score.id } });
  };
  return (
    <div className="review">
      <header className="review-head">
        <Title order={1}>{t('title')}</Title>
        {state === 'at-score' && (
          <>
            <Text c="dimmed" className="numbers">
              {t('progress', { position, total })}
            </Text>
            <Progress
              className="review-progress"
              size="sm"
              value={(100 * (position - 1)) / total}
              aria-label={t('progress', { position, total })}
            />
          </>
        )}
      </header>
      {state === 'loading' && (
        <div className="review-message">
          <LoadingLines />
        </div>
      )}
      {state === 'failed' && (
        <div className="review-message">
          <FailedState error={error} onRetry={retry} />
        </div>
      )}
      {state === 'at-end' && <ReviewEnd onBack={actions.back} onLeave={leave} />}
      {state === 'at-score' && score && (
        <ReviewDesk
          score={score}
          next={next}
          position={position}
          total={total}
          actions={actions}
          onOpen={openScore}
          onLeave={leave}
        />
      )}
    </div>
  );
}

/** Whoever was only in the viewer goes on where they were. */
function useSession(): void {
  useEffect(() => {
    useReviewSession.setState({ isAway: false });
    return () => {
      if (!useReviewSession.getState().isAway) endSession();
    };
  }, []);
}
