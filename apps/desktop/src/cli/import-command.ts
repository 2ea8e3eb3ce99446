import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, readProblem } from '@mirubato/core/client';
import {
  type ImportJob,
  type ImportMode,
  isOpen,
  isPictureName,
  MAX_PICTURE_PAGES,
} from '@mirubato/domain/import';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { GlobalOptions } from './program.ts';
import { print, reportProblem, withClient } from './report.ts';

/** Between two looks at a job that is still open. */
const POLL_MS = 100;

/**
 * One line per PDF in the order found, then one for the score that the pictures among the paths make together, in
 * their order. Exit code 1 when something failed.
 */
export function importCommand(
  options: GlobalOptions,
  paths: readonly string[],
  mode: ImportMode,
): Promise<number> {
  return withClient(options, async (client) => {
    const absolute = paths.map((path) => resolve(options.cwd, path));
    const pictures = absolute.filter(isPictureName);
    const others = absolute.filter((path) => !isPictureName(path));
    const queued = others.length > 0 ? await queuePdfs(client, others, mode) : ok([]);
    if (!queued.ok) return reportProblem(options, queued.problem);
    const made = pictures.length > 0 ? await queuePictures(client, pictures) : ok([]);
    const ids = [...queued.value, ...(made.ok ? made.value : [])];
    let failed = 0;
    for (const id of ids) {
      const job = await finishedJob(client, id);
      if (job.status === 'failed') failed += 1;
      print(options, lineOf(job), wordsOf(job));
    }
    if (!made.ok) return reportProblem(options, made.problem);
    const summary = `${ids.length - failed} of ${ids.length} files are in the library.`;
    if (!options.json) process.stderr.write(`${ids.length === 0 ? 'There was no PDF.' : summary}\n`);
    return failed > 0 || ids.length === 0 ? 1 : 0;
  });
}

async function queuePdfs(client: Client, paths: string[], mode: ImportMode): Promise<Result<string[]>> {
  const added = await client.api.imports.$post({ json: { paths, mode } });
  if (!added.ok) return { ok: false, problem: await readProblem(added) };
  return ok((await added.json()).ids);
}

/** One score of all of them. */
async function queuePictures(client: Client, paths: string[]): Promise<Result<string[]>> {
  if (paths.length > MAX_PICTURE_PAGES)
    return fail('invalid-input', `A score is made of ${MAX_PICTURE_PAGES} pictures at the most.`);
  const brought = await client.api.imports.pictures.paths.$post({ json: { paths } });
  if (!brought.ok) return { ok: false, problem: await readProblem(brought) };
  const { pictures } = await brought.json();
  const pages = pictures.flatMap(({ id, pages }) =>
    pages.map((_, index) => ({ pictureId: id, page: index + 1 })),
  );
  const made = await client.api.imports.pictures.$post({ json: { pages } });
  return made.ok ? ok([(await made.json()).job.id]) : { ok: false, problem: await readProblem(made) };
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
