/** The pieces of the repertoire that a score belongs to. */

import { notifications } from '@mantine/notifications';
import type { ScoreItem } from '@mirubato/core/client';
import { recordIdSchema } from '@mirubato/domain/ids';
import type { Score } from '@mirubato/domain/scores';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';

/** The score with its pieces. */
export function useScore(id: string) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['scores', id],
    queryFn: async () => {
      const { score, pieces } = await answer(client.api.scores[':id'].$get({ param: { id } }));
      // The client's type of an answer allows undefined in optional fields, which JSON has not.
      return { score: score as ScoreItem, pieces };
    },
    meta: { collections: ['scores', 'pieces'] },
  });
}

/** Makes a piece with the score's title and composer, that has this score. */
export function useCreatePieceOf() {
  const { client } = useApi();
  const { t } = useTranslation('scores');
  return useMutation({
    mutationFn: ({ id, title, composer }: Score) =>
      answer(client.api.pieces.$post({ json: { title, composer, scoreIds: [recordIdSchema.parse(id)] } })),
    onSuccess: ({ title }) => notifications.show({ message: t('piece.created', { title }) }),
    meta: { collections: ['pieces'] },
  });
}

/** Sets the scores of a piece. */
export function useLinkPiece() {
  const { client } = useApi();
  return useMutation({
    mutationFn: ({ pieceId, scoreIds }: { pieceId: string; scoreIds: readonly string[] }) =>
      answer(
        client.api.pieces[':id'].$patch({
          param: { id: pieceId },
          json: { scoreIds: scoreIds.map((id) => recordIdSchema.parse(id)) },
        }),
      ),
    meta: { collections: ['pieces'] },
  });
}
