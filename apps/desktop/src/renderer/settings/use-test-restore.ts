import type { TestRestoreProgress, TestRestoreReport } from '@mirubato/core/client';
import { readProblem, testRestoreLines } from '@mirubato/core/client';
import { type Problem, ProblemError } from '@mirubato/domain/problem';
import { useCallback, useRef, useState } from 'react';
import { useApi } from '../app/api.ts';
import { nativeHost } from '../app/native-host.ts';

export type TestRestoreState =
  | { readonly kind: 'running'; readonly progress: TestRestoreProgress }
  | { readonly kind: 'whole'; readonly report: TestRestoreReport }
  | { readonly kind: 'failed'; readonly problem: Pick<Problem, 'code' | 'detail'> };

/** Undefined while no backup is tested. */
export function useTestRestore() {
  const { client } = useApi();
  const [state, setState] = useState<TestRestoreState>();
  const running = useRef<AbortController>(undefined);

  const run = useCallback(
    async (file: File) => {
      running.current?.abort();
      const aborting = new AbortController();
      running.current = aborting;
      const tell = (next: TestRestoreState) => {
        if (!aborting.signal.aborted) setState(next);
      };
      tell({ kind: 'running', progress: { step: 'receive', done: 0, total: 0 } });
      try {
        const { signal } = aborting;
        const path = nativeHost()?.pathForFile(file);
        const response = path
          ? await client.api.backup.test.$post({ json: { file: path } }, { init: { signal } })
          : await client.api.backup['test-upload'].$post({}, { init: { body: file, signal } });
        if (!response.ok || !response.body) throw new ProblemError(await readProblem(response as never));
        for await (const line of testRestoreLines(response.body as never)) {
          if ('progress' in line) tell({ kind: 'running', progress: line.progress });
          else if ('report' in line) tell({ kind: 'whole', report: line.report });
          else tell({ kind: 'failed', problem: line.problem });
        }
      } catch (error) {
        tell({ kind: 'failed', problem: problemOf(error) });
      }
    },
    [client],
  );
  const close = useCallback(() => {
    running.current?.abort();
    setState(undefined);
  }, []);
  return { state, run, close };
}

function problemOf(error: unknown): Pick<Problem, 'code' | 'detail'> {
  if (error instanceof ProblemError) return error.problem;
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}
