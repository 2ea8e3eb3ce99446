/** Start-up of a process of its own until its first answer, and the memory it holds when nothing happens. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { DataDirectories } from './data-directories.ts';
import { type BenchOptions, waitMs } from './measure.ts';
import type { Row } from './table.ts';

/** What a started child is told and tells. */
export type ToChild = 'edit' | 'rss' | 'close';
export type FromChild = { readonly answered: true } | { readonly edited: true } | { readonly rssMb: number };

interface Started {
  /** From the start of the process to the first answer. */
  readonly startMs: number;
  ask(message: ToChild): Promise<FromChild>;
  close(): Promise<void>;
}

const RUNS = 7;
/** Rebuilding 100,000 entries takes tens of seconds. */
const SLOW_RUNS = 2;
/** Housekeeping begins after 5 s and has ended by then. */
const IDLE_MS = 20_000;

export async function measureStart(directories: DataDirectories, options: BenchOptions): Promise<Row[]> {
  const { imagePath } = directories;
  const label = options.entries.toLocaleString('en');
  const full = await directories.withEntries(options.entries);
  const ready = await directories.copy(full);
  const fresh = await directories.empty();
  await (await start('core', fresh, imagePath)).close();

  const firstStart = await timesOf(RUNS, 'core', imagePath, () => directories.empty());
  const emptyReopen = await timesOf(RUNS, 'core', imagePath, async () => fresh);
  const emptyPglite = await timesOf(RUNS, 'pglite', imagePath, async () => fresh);
  const fullPglite = await timesOf(RUNS, 'pglite', imagePath, async () => ready);
  const fullReopen = await timesOf(RUNS, 'core', imagePath, async () => ready);
  const rebuild = await timesOf(SLOW_RUNS, 'core', imagePath, () =>
    directories.copy(full, { withDatabase: false }),
  );
  const bareEmpty = { name: 'process that opens bare PGlite', values: emptyPglite.values };
  const bareFull = { name: bareEmpty.name, values: fullPglite.values };
  return [
    { what: 'start: first ever, from the database image', ...firstStart, peer: bareEmpty },
    { what: 'start: reopen with 0 entries', ...emptyReopen, peer: bareEmpty },
    { what: `start: reopen with ${label} entries`, ...fullReopen, aim: 1500, peer: bareFull },
    { what: `start: ${label} entries, database lost, rows made anew`, ...rebuild, peer: bareFull },
    ...(await measureIdle(directories, { fresh, ready, label })),
  ];
}

async function measureIdle(
  directories: DataDirectories,
  { fresh, ready, label }: { fresh: string; ready: string; label: string },
): Promise<Row[]> {
  const { imagePath } = directories;
  const edited = await directories.copy(ready);
  const [empty, idle, written, bare] = await Promise.all([
    idleRss('core', fresh, imagePath),
    idleRss('core', ready, imagePath),
    idleRss('core', edited, imagePath, 'edit'),
    // A copy, since two processes must not open one database.
    directories.copy(ready).then((copy) => idleRss('pglite', copy, imagePath)),
  ]);
  const peer = { name: 'process with bare PGlite open', values: [bare] };
  const unit = 'MB' as const;
  return [
    { what: 'idle RSS 20 s after start, 0 entries', values: [empty], unit, peer },
    { what: `idle RSS 20 s after start, ${label} entries`, values: [idle], unit, aim: 450, peer },
    { what: `idle RSS 20 s after one edit, ${label} entries`, values: [written], unit, aim: 450, peer },
  ];
}

async function timesOf(
  runs: number,
  kind: 'core' | 'pglite',
  imagePath: string,
  dataDir: () => Promise<string>,
): Promise<{ values: number[]; rssMb: number }> {
  const values: number[] = [];
  let rssMb = 0;
  for (let run = 0; run < runs; run += 1) {
    const started = await start(kind, await dataDir(), imagePath);
    values.push(started.startMs);
    rssMb = await readRss(started);
    await started.close();
  }
  return { values, rssMb };
}

async function idleRss(
  kind: 'core' | 'pglite',
  dataDir: string,
  imagePath: string,
  first?: 'edit',
): Promise<number> {
  const started = await start(kind, dataDir, imagePath);
  if (first) await started.ask(first);
  await waitMs(IDLE_MS);
  const rssMb = await readRss(started);
  await started.close();
  return rssMb;
}

async function readRss(started: Started): Promise<number> {
  const answer = await started.ask('rss');
  return 'rssMb' in answer ? answer.rssMb : Number.NaN;
}

async function start(kind: 'core' | 'pglite', dataDir: string, imagePath: string): Promise<Started> {
  const startedMs = performance.now();
  const child = fork(join(import.meta.dirname, 'start-child.ts'), [kind, dataDir, imagePath]);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const next = () =>
    new Promise<FromChild>((resolve, reject) => {
      const fail = (code: number | null) => reject(new Error(`the started process ended with ${code}`));
      child.once('exit', fail);
      child.once('message', (message) => {
        child.off('exit', fail);
        resolve(message as FromChild);
      });
    });
  await next();
  const startMs = performance.now() - startedMs;
  return {
    startMs,
    ask(message) {
      const answer = next();
      child.send(message);
      return answer;
    },
    async close() {
      child.send('close' satisfies ToChild);
      await ended;
    },
  };
}
