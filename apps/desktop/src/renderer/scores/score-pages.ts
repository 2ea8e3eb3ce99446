/** A list of any number of scores, of which only the pages that are looked at are fetched. */
import type { ScoreItem, ScorePage } from '@mirubato/core/client';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Api, answer, useApi } from '../app/api.ts';
import type { ScoreFilter } from './scores-place.ts';

const PAGE_SCORES = 60;

/** The beginning of the list and how long it is; while a new filter is asked for, still that of the old. */
export function useFirstPage(filter: ScoreFilter) {
  const api = useApi();
  return useQuery({ ...pageQuery(api, filter, 0), placeholderData: keepPreviousData });
}

/**
 * Finds a score by its place in the list; undefined while its page is on the way.
 * @param shown first and last place on the screen
 */
export function useItemAt(
  filter: ScoreFilter,
  firstPage: ScorePage,
  shown: { first: number; last: number },
): (index: number) => ScoreItem | undefined {
  const api = useApi();
  const from = Math.max(1, Math.floor(shown.first / PAGE_SCORES));
  const to = Math.floor(Math.min(shown.last, firstPage.total - 1) / PAGE_SCORES);
  const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  const pages = useQueries({
    queries: numbers.map((number) => pageQuery(api, filter, number)),
    combine: (results) => results.map(({ data }) => data),
  });
  return useCallback(
    (index: number) => {
      const number = Math.floor(index / PAGE_SCORES);
      const page = number === 0 ? firstPage : pages[number - from];
      return page?.items[index % PAGE_SCORES];
    },
    [firstPage, pages, from],
  );
}

function pageQuery({ client }: Api, filter: ScoreFilter, page: number) {
  const { q, sort, order, isFavourite, needsReview } = filter;
  const query = {
    sort,
    order,
    limit: String(PAGE_SCORES),
    offset: String(page * PAGE_SCORES),
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(isFavourite ? { favourite: 'true' as const } : {}),
    ...(needsReview ? { review: 'true' as const } : {}),
  };
  return {
    queryKey: ['scores', 'list', query] as const,
    // The client's type of an answer allows undefined in optional fields, which JSON has not.
    queryFn: async () => (await answer(client.api.scores.$get({ query }))) as ScorePage,
    meta: { collections: ['scores', 'files'] },
  };
}
