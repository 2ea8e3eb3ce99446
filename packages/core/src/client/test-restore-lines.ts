import type { ProblemCode } from '@mirubato/domain/problem';
import type { TestRestoreProgress, TestRestoreReport } from '../exchange/test-restore.ts';

/** One line of the answer of `POST /api/backup/test`; a report or a problem is the last one. */
export type TestRestoreLine =
  | { readonly progress: TestRestoreProgress }
  | { readonly report: TestRestoreReport }
  | { readonly problem: { readonly code: ProblemCode; readonly detail: string } };

/** The lines as they come. */
export async function* testRestoreLines(body: ReadableStream<Uint8Array>): AsyncGenerator<TestRestoreLine> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>;
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as TestRestoreLine;
  }
}
