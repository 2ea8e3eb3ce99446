import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, readProblem } from '@mirubato/core/client';
import { type ImportJob, type ImportMode, isOpen } from '@mirubato/domain/import';
import type { GlobalOptions } from './program.ts';
import { print, reportProblem, withClient } from './report.ts';

/** Between two looks at a job that is still open. */
const POLL_MS = 100;

/** One line per file in the order found. Exit code 1 when a file failed. */
export function importCommand(
  options: GlobalOptions,
  paths: readonly string[],
  mode: ImportMode,
): Promise<number> {
  return withClient(options, async (client) => {
    const absolute = paths.map((path) => resolve(options.cwd, path));
    const added = await client.api.imports.$post({ json: { paths: absolute, mode } });
    if (!added.ok) return reportProblem(options, await readProblem(added));
    const { ids } = await added.json();
    let failed = 0;
    for (const id of ids) {
      const job = await finishedJob(client, id);
      if (job.status === 'failed') failed += 1;
      print(options, lineOf(job), wordsOf(job));
    }
    const summary = `${ids.length - failed} of ${ids.length} files are in the library.`;
    if (!options.json) process.stderr.write(`${ids.length === 0 ? 'There was no PDF.' : summary}\n`);
    return failed > 0 || ids.length === 0 ? 1 : 0;
  });
}

async function finishedJob(client: Client, id: string): Promise<ImportJob> {
  for (;;) {
    const response = await client.api.imports[':id'].$get({ param: { id } });
    const job: ImportJob = await response.json();
    if (!isOpen(job.status)) return job;
    await wait(POLL_MS);
  }
}

function lineOf(job: ImportJob) {
  const { path, sha256, status, scoreId, title, composer, titleConfidence, composerConfidence, problem } =
    job;
  return {
    path,
    sha256,
    status,
    scoreId,
    title,
    composer,
    confidences: { title: titleConfidence, composer: composerConfidence },
    problem,
  };
}

function wordsOf(job: ImportJob): string {
  if (job.problem) return `${job.status}\t${job.path}\t${job.problem.detail}`;
  return `${job.status}\t${job.path}\t${job.title ?? ''}${job.composer ? ` — ${job.composer}` : ''}`;
}
