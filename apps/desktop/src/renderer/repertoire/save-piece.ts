import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, useApi } from '../app/api.ts';
import type { PieceFormProps } from './piece-form.tsx';
import { type PieceValues, pieceToValues, valuesToPiece } from './piece-form-values.ts';

/** Saves the form: a new piece under an id made once per form, or only the fields that differ. */
export function useSavePiece(state: PieceFormProps['state']) {
  const { client } = useApi();
  const [newId] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (values: PieceValues) => {
      const piece = valuesToPiece(values);
      if (state.kind === 'new')
        return answer(client.api.pieces.$post({ json: { ...piece, id: newId as never } }));
      const before = valuesToPiece(pieceToValues(state.piece));
      const json = Object.fromEntries(
        Object.entries(piece).filter(
          ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof typeof before]),
        ),
      );
      return answer(client.api.pieces[':id'].$patch({ param: { id: state.piece.id }, json }));
    },
    meta: { collections: ['pieces'], isSilent: true },
  });
}
