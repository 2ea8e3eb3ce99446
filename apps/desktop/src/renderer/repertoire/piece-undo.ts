/** What reaches into the entries of a piece, each with one undo: rename, merge, remove. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, done, useApi } from '../app/api.ts';
import { showUndo } from '../trash/undo-notice.tsx';

const meta = { collections: ['pieces', 'entries', 'goals', 'reviews', 'contents'] };

function useTakeBack(): (undo: string) => void {
  const { client } = useApi();
  return useMutation({
    mutationFn: (undo: string) => done(client.api.pieces.undo[':undo'].$post({ param: { undo } })),
    meta,
  }).mutate;
}

/** Says what was done to how many entries, and offers to take it back. */
export function useUndoable(): (done: { message: string; undo: string }) => void {
  const takeBack = useTakeBack();
  return ({ message, undo }) => void showUndo({ message, undo: () => takeBack(undo) });
}

export function useMergePieces() {
  const { client } = useApi();
  const { t } = useTranslation('repertoire');
  const offerUndo = useUndoable();
  return useMutation({
    mutationFn: ({ id, other }: { id: string; other: { id: string; title: string } }) =>
      answer(client.api.pieces[':id'].merge.$post({ param: { id }, json: { otherId: other.id } })),
    onSuccess: ({ entries, undo }, { other }) =>
      offerUndo({ message: t('merge.done', { title: other.title, count: entries }), undo }),
    meta: { ...meta, isSilent: true },
  });
}

export function useRemovePiece() {
  const { client } = useApi();
  const { t } = useTranslation('repertoire');
  const offerUndo = useUndoable();
  return useMutation({
    mutationFn: ({ id, entries }: { id: string; title: string; entries: 'keep' | 'trash' }) =>
      answer(client.api.pieces[':id'].remove.$post({ param: { id }, json: { entries } })),
    onSuccess: ({ undo }, { title }) => offerUndo({ message: t('trash:moved', { title }), undo }),
    meta: { ...meta, isSilent: true },
  });
}
