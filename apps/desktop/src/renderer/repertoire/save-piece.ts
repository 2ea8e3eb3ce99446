import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import type { PieceFormProps } from './piece-form.tsx';
import { type PieceValues, pieceToValues, valuesToPiece } from './piece-form-values.ts';
import { useUndoable } from './piece-undo.ts';

/**
 * Saves the form: a new piece under an id made once per form, or only the fields that differ. Another name goes into
 * the entries too; it is given first, so that nothing is saved when it is refused.
 */
export function useSavePiece(state: PieceFormProps['state']) {
  const { client } = useApi();
  const { t } = useTranslation('repertoire');
  const offerUndo = useUndoable();
  const [newId] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: async (values: PieceValues) => {
      const piece = valuesToPiece(values);
      if (state.kind === 'new') {
        await answer(client.api.pieces.$post({ json: { ...piece, id: newId as never } }));
        return;
      }
      const param = { id: state.piece.id };
      const before = valuesToPiece(pieceToValues(state.piece));
      const { title, composer, ...json } = Object.fromEntries(
        Object.entries(piece).filter(
          ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof typeof before]),
        ),
      );
      if (title !== undefined || composer !== undefined) {
        const name = { title: piece.title, composer: piece.composer };
        const { entries, undo } = await answer(client.api.pieces[':id'].rename.$post({ param, json: name }));
        offerUndo({ message: t('rename.done', { title: piece.title, count: entries }), undo });
      }
      if (Object.keys(json).length > 0) await answer(client.api.pieces[':id'].$patch({ param, json }));
    },
    meta: { collections: ['pieces', 'entries'], isSilent: true },
  });
}
