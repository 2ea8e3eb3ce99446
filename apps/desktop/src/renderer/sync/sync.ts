import type { SyncState } from '@mirubato/domain/sync';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';

const KEY = ['sync'];

/** How far sync has come; undefined until it has been read. */
export function useSync(): SyncState | undefined {
  const { client } = useApi();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: () => answer(client.api.sync.$get()),
    meta: { collections: ['sync', 'devices'] },
  });
  return data;
}

/** The requests of `/api/sync` that answer with its new state. */
export type SyncRequests = ReturnType<typeof useApi>['client']['api']['sync'];

/** @param isSilent the form shows the failure itself */
export function useSyncAction<T>(
  request: (sync: SyncRequests, input: T) => Promise<{ ok: boolean; json(): Promise<SyncState> }>,
  { isSilent = false } = {},
) {
  const { client } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: T) => answer(request(client.api.sync, input)),
    onSuccess: (state) => queries.setQueryData(KEY, state),
    meta: { collections: ['sync'], isSilent },
  });
}
