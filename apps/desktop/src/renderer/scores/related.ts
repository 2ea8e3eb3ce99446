import type { Related } from '@mirubato/core/client';
import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';

/** The other scores and the pieces of a score's work. */
export function useRelated(scoreId: string) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['scores', scoreId, 'related'],
    // The client's type of an answer allows undefined in optional fields, which JSON has not.
    queryFn: async () =>
      (await answer(client.api.scores[':id'].related.$get({ param: { id: scoreId } }))) as Related,
    meta: { collections: ['scores', 'pieces'] },
  });
}
