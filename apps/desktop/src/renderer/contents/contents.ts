import type { BookContents } from '@mirubato/core/client';
import type { RecordId } from '@mirubato/domain/ids';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { showUndo } from '../trash/undo-notice.tsx';
import { type DraftPiece, inputsOf } from './contents-draft.ts';

/** The pieces of a book. */
export function useContents(scoreId: string) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['scores', scoreId, 'contents'],
    // The client's type of an answer allows undefined in optional fields, which JSON has not.
    queryFn: async () =>
      (await answer(client.api.scores[':id'].contents.$get({ param: { id: scoreId } }))) as BookContents,
    meta: { collections: ['contents', 'scores'] },
  });
}

/** Makes the taken ones the pieces of the book, and pieces of the repertoire of those meant for practice. */
export function useSaveContents(scoreId: string, before: BookContents) {
  const { client } = useApi();
  const { t } = useTranslation('contents');
  const replace = useReplaceContents(scoreId);
  return useMutation({
    mutationFn: async (pieces: readonly DraftPiece[]) => {
      const made: RecordId[] = [];
      const kept: DraftPiece[] = [];
      for (const piece of pieces) {
        if (!piece.isTaken || !piece.isForPractice || piece.pieceId !== null) {
          kept.push(piece);
          continue;
        }
        const { id } = await answer(
          client.api.pieces.$post({
            json: {
              title: piece.title.trim(),
              composer: piece.composer.trim() || null,
              scoreIds: [scoreId as RecordId],
            },
          }),
        );
        made.push(id as RecordId);
        kept.push({ ...piece, pieceId: id });
      }
      const items = inputsOf(kept);
      await answer(
        client.api.scores[':id'].contents.$put({ param: { id: scoreId }, json: { items, isChecked: true } }),
      );
      return { made, count: items.length };
    },
    onSuccess: ({ made, count }) =>
      showUndo({
        message: count === 0 ? t('refused') : t('saved', { count }),
        undo: () => replace.mutate({ before, made }),
      }),
    meta: { collections: ['contents', 'scores', 'pieces'] },
  });
}

/** As it was before. */
function useReplaceContents(scoreId: string) {
  const { client } = useApi();
  return useMutation({
    mutationFn: async ({ before, made }: { before: BookContents; made: readonly string[] }) => {
      const items = before.items.map(({ id, title, composer, opus, firstPage, lastPage, pieceId }) => ({
        id: id as RecordId,
        title,
        composer,
        opus,
        firstPage,
        lastPage,
        pieceId: pieceId as RecordId | null,
      }));
      await answer(
        client.api.scores[':id'].contents.$put({
          param: { id: scoreId },
          json: { items, isChecked: before.isChecked },
        }),
      );
      for (const id of made) await answer(client.api.pieces[':id'].$delete({ param: { id } }));
    },
    meta: { collections: ['contents', 'scores', 'pieces'] },
  });
}
