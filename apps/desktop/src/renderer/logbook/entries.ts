/** What the core knows of the entries that a query finds. */
import type { NameField } from '@mirubato/domain/logbook';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';
import { firstDayOfWeek, useSettings } from '../settings/settings.ts';
import { localZone } from '../timer/timer.ts';

const PAGE_LENGTH = '50';
const collections = ['entries', 'goals', 'settings'];

/** What every question about the entries found has in common. @param q in the query language; empty for all */
function useSearch(q: string) {
  const firstDay = String(firstDayOfWeek(useSettings()));
  return { zone: localZone(), firstDay, ...(q === '' ? {} : { q }) };
}

/** Entries newest first, page by page. */
export function useEntries(q: string) {
  const { client } = useApi();
  const search = useSearch(q);
  return useInfiniteQuery({
    queryKey: ['entries', 'list', search],
    initialPageParam: '',
    queryFn: ({ pageParam: cursor }) =>
      answer(
        client.api.logbook.entries.$get({
          query: { ...search, limit: PAGE_LENGTH, ...(cursor === '' ? {} : { cursor }) },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    meta: { collections },
  });
}

/** Practice among the entries found: how many, minutes in all, today and this week, first and last day. */
export function useTotals(q: string) {
  const { client } = useApi();
  const search = useSearch(q);
  return useQuery({
    queryKey: ['entries', 'totals', search],
    queryFn: () => answer(client.api.logbook.totals.$get({ query: search })),
    placeholderData: keepPreviousData,
    meta: { collections },
  });
}

/** Days of a year on which what is found was practised. */
export function useYear(q: string, year: number) {
  const { client } = useApi();
  const search = useSearch(q);
  return useQuery({
    queryKey: ['entries', 'days', search, year],
    queryFn: async () => {
      const query = { ...search, from: `${year}-01-01`, to: `${year}-12-31` };
      return (await answer(client.api.logbook.days.$get({ query }))).days;
    },
    placeholderData: keepPreviousData,
    meta: { collections },
  });
}

/** The person's own values of a field that hold what is typed; none while there is no field. */
export function useNames(field: NameField | null, typed: string, limit = 12) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['entries', 'names', field, typed, limit],
    queryFn: async () => {
      const query = { field: field ?? 'piece', q: typed, limit: String(limit) };
      return (await answer(client.api.logbook.names.$get({ query }))).names;
    },
    enabled: field !== null,
    placeholderData: (previous, query) => (query?.queryKey[2] === field ? previous : undefined),
    meta: { collections },
  });
}

/** Composers whose name may be meant by what is typed, own ones first. */
export function useComposers(typed: string) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['entries', 'composers', typed],
    queryFn: async () =>
      (await answer(client.api.logbook.composers.$get({ query: { q: typed, limit: '8' } }))).composers,
    enabled: typed.length > 1,
    placeholderData: keepPreviousData,
    meta: { collections: ['entries', 'pieces'] },
  });
}

/** Asks for the ids of all entries found, to choose them. */
export function useFoundIds(q: string) {
  const { client } = useApi();
  const search = useSearch(q);
  return () => answer(client.api.logbook.ids.$get({ query: search }));
}
