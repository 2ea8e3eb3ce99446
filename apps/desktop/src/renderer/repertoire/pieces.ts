import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';

export type PieceSort = 'title' | 'composer' | 'lastPractised' | 'minutes';

/** All pieces outside the trash, or those that `q` finds. */
export function usePieces({ sort, q = '' }: { sort: PieceSort; q?: string }) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['pieces', sort, q],
    queryFn: async () =>
      (await answer(client.api.pieces.$get({ query: { sort, ...(q === '' ? {} : { q }) } }))).pieces,
    placeholderData: (previous) => previous,
    meta: { collections: ['pieces', 'entries'] },
  });
}
