/** The score that is looked at and the one after it. Moves on by itself when someone else has checked it. */
import { notifications } from '@mantine/notifications';
import type { ScoreItem } from '@mirubato/core/client';
import { ProblemError } from '@mirubato/domain/problem';
import { needsReview } from '@mirubato/domain/scores';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { useReviewList } from './review-list.ts';
import { queueOf } from './review-queue.ts';
import { addStep, lookAt, useReviewSession } from './review-session.ts';

export interface ReviewedScore {
  readonly state: 'loading' | 'failed' | 'at-score' | 'at-end';
  readonly error: unknown;
  readonly retry: () => void;
  readonly score: ScoreItem | undefined;
  readonly next: ScoreItem | undefined;
  readonly position: number;
  readonly total: number;
}

export function useReviewedScore(): ReviewedScore {
  const { steps, currentId: pinnedId } = useReviewSession();
  const list = useReviewList(steps.filter(({ kind }) => kind === 'skipped').length);
  const { items = [], total: listed = 0 } = list.data ?? {};
  const queue = queueOf({ items, total: listed, steps, currentId: pinnedId });
  const { currentId, next, position, total } = queue;
  useEffect(() => {
    if (currentId !== undefined && currentId !== pinnedId) lookAt(currentId);
  }, [currentId, pinnedId]);
  const fresh = useFreshScore(currentId);
  const score = fresh.data ?? items.find(({ id }) => id === currentId);
  useMovingOn(score, fresh);
  const isAtScore = currentId !== undefined && score !== undefined;
  const error = list.error ?? fresh.error;
  return {
    state: isAtScore ? 'at-score' : stateOf(list.data !== undefined, currentId, error),
    error,
    retry: () => {
      void list.refetch();
      void fresh.refetch();
    },
    score,
    next,
    position,
    total,
  };
}

function stateOf(isListed: boolean, currentId: string | undefined, error: unknown): ReviewedScore['state'] {
  if (error) return 'failed';
  return isListed && currentId === undefined ? 'at-end' : 'loading';
}

/** As it stands now: the list may be a step behind. */
function useFreshScore(id: string | undefined) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['scores', 'reviewed', id],
    queryFn: async () =>
      (await answer(client.api.scores[':id'].$get({ param: { id: id ?? '' } }))).score as ScoreItem,
    enabled: id !== undefined,
    meta: { collections: ['scores', 'files'] },
  });
}

function useMovingOn(score: ScoreItem | undefined, fresh: ReturnType<typeof useFreshScore>): void {
  const { t } = useTranslation('review');
  const { data, error, isFetching } = fresh;
  const isGone = error instanceof ProblemError && error.problem.code === 'not-found';
  const isDone = data !== undefined && (data.deletedAt !== null || !needsReview(data));
  const hasMoved = score !== undefined && !isFetching && (isGone || isDone);
  const { id, title } = score ?? { id: '', title: '' };
  useEffect(() => {
    if (!hasMoved) return;
    addStep({ scoreId: id, kind: 'elsewhere' });
    notifications.show({ message: t('elsewhere', { title }) });
  }, [hasMoved, id, title, t]);
}
