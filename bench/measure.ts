/** Taking times, and a core in this process to take them of. */
import { performance } from 'node:perf_hooks';
import { unwrap } from '@mirubato/domain/problem';
import { type Core, createCore } from '../packages/core/src/core.ts';
import { openStore } from '../packages/core/src/store/database.ts';
import { LAST_EVENING_MS } from './sample-logbook.ts';

/** What every benchmark is given. */
export interface BenchOptions {
  readonly entries: number;
  readonly scores: number;
  /** A folder of PDFs to import instead of drawn ones. */
  readonly pdfs: string | undefined;
  /** How many PDFs the long import has. */
  readonly pdfCount: number;
}

const MB = 1024 * 1024;

export async function timed(work: () => unknown): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** Times `work` for every number from 0; `warmUps` runs before are not counted. */
export async function sample(
  runs: number,
  work: (run: number) => unknown,
  warmUps = Math.min(5, runs),
): Promise<number[]> {
  for (let run = 0; run < warmUps; run += 1) await work(run);
  const values: number[] = [];
  for (let run = 0; run < runs; run += 1) values.push(await timed(() => work(run)));
  return values;
}

/** A clock that runs on from the samples' last evening, so that "today" and "this week" hold something. */
export function sampleClock(): () => number {
  const startMs = performance.now();
  return () => Math.round(LAST_EVENING_MS + performance.now() - startMs);
}

export function openBenchCore(dataDir: string, imagePath: string | undefined): Promise<Core> {
  const image = imagePath === undefined ? {} : { databaseImage: imagePath };
  return createCore({ dataDir, ...image, nowMs: sampleClock(), log: errorsOnly }).then(unwrap);
}

const errorsOnly = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
};

/** Asks the core and reads the whole answer; anything but success is a bug of the benchmark. */
export async function ask<T>(core: Core, path: string, body?: object): Promise<T> {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await core.fetch(new Request(`http://mirubato.invalid/api${path}`, init));
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** `SELECT 1` through the database of a data directory that no core has open: what any answer costs at least. */
export async function sampleSelectOne(dataDir: string): Promise<number[]> {
  const store = await openStore(dataDir, undefined);
  const values = await sample(200, () => store.pglite.query('SELECT 1'));
  await store.close();
  return values;
}

export function rssMb(): number {
  return process.memoryUsage.rss() / MB;
}

export const waitMs = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
