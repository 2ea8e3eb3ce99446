/** What waits for review, as the core has it. */
import type { ScorePage } from '@mirubato/core/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Api, answer, useApi } from '../app/api.ts';

/** What is skipped stays in the list, so that many more are asked for than are looked at soon. */
const AHEAD = 20;

/** The most the core gives at once. */
const MAX_SCORES = 500;

/** The least sure first. */
export function useReviewList(skipped: number) {
  const { client } = useApi();
  return useQuery({
    ...listQuery(client, Math.min(MAX_SCORES, skipped + AHEAD)),
    placeholderData: keepPreviousData,
  });
}

/** How many wait; undefined until known. */
export function useReviewCount(): number | undefined {
  const { client } = useApi();
  return useQuery(listQuery(client, 1)).data?.total;
}

function listQuery(client: Api['client'], limit: number) {
  const query = { review: 'true', sort: 'confidence', limit: String(limit) } as const;
  return {
    queryKey: ['scores', 'review', limit] as const,
    // The client's type of an answer allows undefined in optional fields, which JSON has not.
    queryFn: async () => (await answer(client.api.scores.$get({ query }))) as ScorePage,
    meta: { collections: ['scores', 'files'] },
  };
}
