import { useMutation, useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';

const meta = { collections: ['savedFilters'] };

export function useSavedFilters(isWanted: boolean) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['saved-filters'],
    queryFn: async () => (await answer(client.api.logbook.filters.$get())).filters,
    enabled: isWanted,
    meta,
  });
}

export function useSaveFilter() {
  const { client } = useApi();
  return useMutation({
    mutationFn: (filter: { name: string; query: string }) =>
      answer(client.api.logbook.filters.$post({ json: filter })),
    meta,
  });
}

export function useRenameFilter() {
  const { client } = useApi();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      answer(client.api.logbook.filters[':id'].$patch({ param: { id }, json: { name } })),
    meta,
  });
}
