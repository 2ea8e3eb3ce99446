import type { PieceStatus } from '@mirubato/domain/repertoire';
import { useMutation } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';

export function useChangeStatus(): (change: { id: string; status: PieceStatus }) => void {
  const { client } = useApi();
  return useMutation({
    mutationFn: ({ id, status }: { id: string; status: PieceStatus }) =>
      answer(client.api.pieces[':id'].$patch({ param: { id }, json: { status } })),
    meta: { collections: ['pieces'] },
  }).mutate;
}
