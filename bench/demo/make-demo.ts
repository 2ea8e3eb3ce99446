/** Fills a data directory with the demonstration, through the doors that a person's data comes in by. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Schema } from '@mirubato/domain/ids';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { scoreIdOf } from '@mirubato/domain/scores';
import { createCore } from '../../packages/core/src/core.ts';
import { ask, waitMs } from '../measure.ts';
import { demoHistory } from './history.ts';
import { demoScorePdf } from './score-pdf.ts';
import { type DemoWork, demoWorks } from './works.ts';

export interface DemoReport {
  readonly entries: number;
  readonly pieces: number;
  readonly goals: number;
  readonly plans: number;
  readonly occurrences: number;
  readonly templates: number;
  readonly scores: number;
}

export interface MakeDemoOptions {
  readonly dataDir: string;
  readonly seed: number;
  readonly lastDay: string;
  readonly years: number;
  /** How many of the works have a score. */
  readonly scores: number;
  readonly databaseImage?: string;
}

const POLL_MS = 50;

/** Problem `conflict` for a directory with anything in it, which is left as it is. */
export async function makeDemo(options: MakeDemoOptions): Promise<Result<DemoReport>> {
  const { dataDir, databaseImage } = options;
  if (existsSync(dataDir) && (await readdir(dataDir)).length > 0) {
    return fail('conflict', `${dataDir} is not empty. The demonstration is made in an empty directory only.`);
  }
  await mkdir(dataDir, { recursive: true });
  const opened = await createCore({ dataDir, ...(databaseImage && { databaseImage }) });
  if (!opened.ok) return opened;
  const core = opened.value;
  const folder = await mkdtemp(join(tmpdir(), 'mirubato-demo-'));
  try {
    const scoreIdByWork = await writePdfs(folder, options);
    await ask(core, '/imports', { paths: [folder], mode: 'copy' });
    const history = demoHistory({ ...options, scoreIdOf: (work) => scoreIdByWork.get(work) });
    const document = { version: '3.0', ...history };
    const report = await ask<{ rejectedCount: number }>(core, '/import-data?zone=Europe/Vienna', document);
    if (report.rejectedCount > 0) return fail('internal', `${report.rejectedCount} records were refused.`);
    let counts = await importCounts();
    while ((counts.queued ?? 0) + (counts.reading ?? 0) > 0) {
      await waitMs(POLL_MS);
      counts = await importCounts();
    }
    if (counts.failed) return fail('internal', `${counts.failed} PDFs could not be read.`);
    const made = Object.entries(history).map(([name, records]) => [name, records.length]);
    return ok({ ...Object.fromEntries(made), scores: scoreIdByWork.size });
  } finally {
    await core.close();
    await rm(folder, { recursive: true, force: true });
  }

  async function importCounts(): Promise<Record<string, number>> {
    return (await ask<{ counts: Record<string, number> }>(core, '/imports?limit=1')).counts;
  }
}

async function writePdfs(folder: string, { scores, seed }: MakeDemoOptions): Promise<Map<DemoWork, string>> {
  const scoreIdByWork = new Map<DemoWork, string>();
  for (const [index, work] of demoWorks.slice(0, scores).entries()) {
    const bytes = await demoScorePdf(work, seed + index);
    const sha256 = sha256Schema.parse(createHash('sha256').update(bytes).digest('hex'));
    await writeFile(join(folder, `${work.composer} - ${work.title.replaceAll(/[:/]/g, ',')}.pdf`), bytes);
    scoreIdByWork.set(work, scoreIdOf(sha256));
  }
  return scoreIdByWork;
}
