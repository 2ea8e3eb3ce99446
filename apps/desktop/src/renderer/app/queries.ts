/**
 * What the screens have asked and when it is stale. A query names in `meta.collections` the collections it was
 * computed from; a change of one of them, told by the event stream or by an own mutation, refetches it.
 */
import type { Connection, CoreEvent } from '@mirubato/core/client';
import { openEvents } from '@mirubato/core/client';
import { ProblemError } from '@mirubato/domain/problem';
import { MutationCache, type Query, QueryCache, QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { setConnected, setRefused } from './connection-state.ts';
import { showProblem } from './problem-notice.ts';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { readonly collections?: readonly string[] };
    mutationMeta: {
      readonly collections?: readonly string[];
      /** The screen shows the failure itself. */
      readonly isSilent?: boolean;
    };
  }
}

/** The event stream says what is stale; this is only for a stream that died unnoticed. */
const STALE_MS = 5 * 60_000;

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        networkMode: 'always',
        retry: (failures, error) => !(error instanceof ProblemError) && failures < 2,
      },
      mutations: { networkMode: 'always' },
    },
    queryCache: new QueryCache({ onError: noteFailure }),
    mutationCache: new MutationCache({
      onError(error, _variables, _result, mutation) {
        noteFailure(error);
        if (!mutation.options.meta?.isSilent) showProblem(error);
      },
      onSuccess: (_data, _variables, _result, mutation) =>
        invalidateCollections(client, mutation.options.meta?.collections ?? []),
    }),
  });
  return client;
}

/** Follows the event stream for as long as the component lives. */
export function useEventStream(connection: Connection, client: QueryClient): void {
  useEffect(() => {
    const abort = new AbortController();
    const onState = (isConnected: boolean) => {
      setConnected(isConnected);
      // What changed between a query's answer and the stream's beginning is in neither.
      if (isConnected) void refetch(client, () => true);
    };
    const onEvent = (event: CoreEvent) => {
      if (event.type === 'reset') void refetch(client, () => true);
      else void invalidateCollections(client, event.collections);
    };
    void openEvents({ ...connection, signal: abort.signal, onState }, onEvent);
    return () => abort.abort();
  }, [connection, client]);
}

function invalidateCollections(client: QueryClient, collections: readonly string[]): Promise<void> {
  return refetch(
    client,
    ({ meta }) => meta?.collections?.some((name) => collections.includes(name)) ?? false,
  );
}

/**
 * Invalidates the queries; those that are being asked for the first time, which the library would let run as
 * they are, once more when they are answered: the answer may be from before the change.
 */
export async function refetch(client: QueryClient, predicate: (query: Query) => boolean): Promise<void> {
  const first = new Set(
    client
      .getQueryCache()
      .findAll({ predicate })
      .filter(({ state }) => state.data === undefined && state.fetchStatus === 'fetching'),
  );
  await client.invalidateQueries({ predicate });
  if (first.size > 0) await client.invalidateQueries({ predicate: (query) => first.has(query) });
}

function noteFailure(error: Error): void {
  if (error instanceof ProblemError) {
    if (error.problem.code === 'unauthorized') setRefused();
  } else if (error instanceof TypeError) setConnected(false);
}
