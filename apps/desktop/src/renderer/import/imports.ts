/** The core's import jobs as the screen shows them, and what a person may do with them. */
import type { ImportList } from '@mirubato/core/client';
import { type ImportJob, type ImportStatus, importStatuses } from '@mirubato/domain/import';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type Api, answer, done, useApi } from '../app/api.ts';

/** Groups of states by which the list is filtered. */
export type ImportFilter = 'all' | Exclude<ImportStatus, 'queued' | 'reading'>;

/** The most the core gives at once; a list longer than this is not read by anybody. */
const MAX_JOBS = 2000;

/** The list is long and each job that ends makes it stale: it follows the counts at this pace. */
const LIST_PACE_MS = 700;

/** While work is open the time left runs on, also through a long file during which nothing else changes. */
const OPEN_PACE_MS = 2000;

/** Counts, pause and time left: short, and told anew at each change. */
export function useImportSummary() {
  const { client } = useApi();
  return useQuery({
    queryKey: ['imports', 'open'],
    queryFn: () => answer(client.api.imports.$get({ query: { limit: '1' } })),
    refetchInterval: ({ state }) => state.data && openOf(state.data.counts) > 0 && OPEN_PACE_MS,
    meta: { collections: ['imports'] },
  });
}

export function useImportJobs(filter: ImportFilter, summaryAtMs: number) {
  const { client } = useApi();
  const jobs = useQuery({
    queryKey: ['imports', 'list', filter],
    queryFn: () =>
      answer(
        client.api.imports.$get({
          query: { limit: String(MAX_JOBS), ...(filter === 'all' ? {} : { status: filter }) },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const { refetch } = jobs;
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (summaryAtMs === 0 || waiting.current !== undefined) return;
    waiting.current = setTimeout(() => {
      waiting.current = undefined;
      void refetch({ cancelRefetch: false });
    }, LIST_PACE_MS);
  }, [summaryAtMs, refetch]);
  useEffect(
    () => () => {
      clearTimeout(waiting.current);
      waiting.current = undefined;
    },
    [],
  );
  return jobs;
}

export function useImportActions() {
  const { client } = useApi();
  const meta = { collections: ['imports'] };
  const act = (run: () => Promise<unknown>) => ({ mutationFn: run, meta });
  return {
    pause: useMutation(act(() => done(client.api.imports.pause.$post()))),
    resume: useMutation(act(() => done(client.api.imports.resume.$post()))),
    cancelAll: useMutation(act(() => done(client.api.imports.cancel.$post()))),
    clearFinished: useMutation(act(() => done(client.api.imports.finished.$delete()))),
    retryFailed: useMutation(act(() => retryFailed(client))),
    cancel: useMutation({ mutationFn: ({ id }: ImportJob) => cancelJob(client, id), meta }),
    retry: useMutation({ mutationFn: ({ id }: ImportJob) => retryJob(client, id), meta }),
  };
}

export function totalOf(counts: ImportList['counts']): number {
  return importStatuses.reduce((sum, status) => sum + counts[status], 0);
}

/** Jobs that wait or are being read. */
export function openOf({ queued, reading }: ImportList['counts']): number {
  return queued + reading;
}

async function retryFailed(client: Api['client']): Promise<void> {
  const query = { limit: String(MAX_JOBS), status: 'failed' as const };
  const { jobs } = await answer(client.api.imports.$get({ query }));
  for (const { id } of jobs) await retryJob(client, id);
}

function cancelJob(client: Api['client'], id: string) {
  return answer(client.api.imports[':id'].cancel.$post({ param: { id } }));
}

function retryJob(client: Api['client'], id: string) {
  return answer(client.api.imports[':id'].retry.$post({ param: { id } }));
}
