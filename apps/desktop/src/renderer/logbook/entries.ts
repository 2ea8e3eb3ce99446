import { useInfiniteQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';

const PAGE_LENGTH = '50';

/** Entries newest first, page by page. @param q empty for all */
export function useEntries(q: string) {
  const { client } = useApi();
  return useInfiniteQuery({
    queryKey: ['entries', 'list', q],
    initialPageParam: '',
    queryFn: ({ pageParam: cursor }) =>
      answer(
        client.api.logbook.entries.$get({
          query: {
            limit: PAGE_LENGTH,
            ...(cursor === '' ? {} : { cursor }),
            ...(q === '' ? {} : { q }),
          },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (previous) => previous,
    meta: { collections: ['entries'] },
  });
}
