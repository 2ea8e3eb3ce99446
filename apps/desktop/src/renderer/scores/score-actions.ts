/** What a person does with a score wherever they meet it. */

import { notifications } from '@mantine/notifications';
import type { ScoreItem } from '@mirubato/core/client';
import { type ReadField, readFields, type Score, type ScorePatch } from '@mirubato/domain/scores';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { useTimerActions } from '../timer/timer.ts';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { showUndo } from '../trash/undo-notice.tsx';

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

/** Of words in pictures; the reader takes the other for granted. */
export type WordLanguage = 'deu' | 'eng';

/** Reads the PDF anew; what a person has checked stays, and what was there before can be had back. */
export function useReadAgain() {
  const { client } = useApi();
  const { t } = useTranslation('scores');
  const restoreReadings = useRestoreReadings();
  return useMutation({
    mutationFn: ({ score, first }: { score: ScoreItem; first?: WordLanguage }) =>
      answer(
        client.api.scores[':id'].readings.$post({
          param: { id: score.id },
          json: first ? { languages: first === 'deu' ? ['deu', 'eng'] : ['eng', 'deu'] } : {},
        }),
      ),
    onMutate: ({ score: { title } }) =>
      notifications.show({ message: t('reading', { title }), loading: true, autoClose: false }),
    onSuccess: (read, { score }) => {
      const isSame = readFields.every((field) => read[field] === score[field]);
      if (isSame) notifications.show({ message: t('readSame', { title: read.title }) });
      else
        showUndo({
          message: t('read', { title: read.title }),
          undo: () => restoreReadings.mutate({ score, fields: readFields }),
        });
    },
    onSettled: (_read, _error, _score, notice) => notifications.hide(notice ?? ''),
    meta: { collections: ['scores'] },
  });
}

export function useEditScore() {
  const { client } = useApi();
  return useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: ScorePatch }) =>
      answer(client.api.scores[':id'].$patch({ param: { id }, json: patch })),
    meta: { collections: ['scores'] },
  });
}

/** Fields and what was known of them become again what they are in `score`. */
export function useRestoreReadings() {
  const { client } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ score, fields }: { score: Score; fields: readonly ReadField[] }) =>
      answer(
        client.api.scores[':id'].readings.$put({
          param: { id: score.id },
          json: {
            values: Object.fromEntries(fields.map((field) => [field, score[field]])),
            evidence: Object.fromEntries(fields.map((field) => [field, score.evidence[field] ?? null])),
          },
        }),
      ),
    // Else what was accepted, still in memory, would be taken for somebody else's doing.
    onSuccess: (score) => queries.setQueryData(['scores', 'reviewed', score.id], score),
    meta: { collections: ['scores'] },
  });
}
