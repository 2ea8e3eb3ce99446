/** What a person does with a score wherever they meet it. */
import type { ScoreItem } from '@mirubato/core/client';
import type { Score, ScorePatch } from '@mirubato/domain/scores';
import { useMutation } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';
import { useTimerActions } from '../logbook/timer.ts';
import { useMoveToTrash } from '../trash/move-to-trash.ts';

export interface ScoreActions {
  toggleFavourite(score: ScoreItem): void;
  trash(score: Score): void;
  practise(score: Score): void;
}

export function useScoreActions(): ScoreActions {
  const edit = useEditScore();
  const moveToTrash = useMoveToTrash();
  const { practise } = useTimerActions();
  return {
    toggleFavourite: ({ id, isFavourite }) => edit.mutate({ id, patch: { isFavourite: !isFavourite } }),
    trash: ({ id, title }) => moveToTrash({ collection: 'scores', id, title }),
    practise: ({ id, title, composer }) => practise({ scoreId: id, title, composer }),
  };
}

export function useEditScore() {
  const { client } = useApi();
  return useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: ScorePatch }) =>
      answer(client.api.scores[':id'].$patch({ param: { id }, json: patch })),
    meta: { collections: ['scores'] },
  });
}
