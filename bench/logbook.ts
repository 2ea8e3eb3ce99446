/** Writing entries and reading them back, through the interface, in a logbook of many entries. */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Core } from '../packages/core/src/core.ts';
import type { DataDirectories } from './data-directories.ts';
import { ask, type BenchOptions, openBenchCore, rssMb, sample, sampleSelectOne, timed } from './measure.ts';
import type { Row } from './table.ts';

const MANY = 1000;

export async function measureLogbook(directories: DataDirectories, options: BenchOptions): Promise<Row[]> {
  const dataDir = await directories.copy(await directories.withEntries(options.entries));
  const core = await openBenchCore(dataDir, directories.imagePath);
  const last50 = await sample(100, () => ask(core, '/logbook/entries?limit=50'));
  const days = await sample(50, () => ask(core, '/logbook/days?from=2025-01-01&to=2025-12-31'));
  const words = ['metronome', 'fingering trill', 'sonata chopin', 'coda', 'memory slip'];
  const search = await sample(50, (run) =>
    ask(core, `/logbook/entries?limit=50&q=${encodeURIComponent(words[run % words.length] ?? '')}`),
  );
  const filtered = await sample(50, (run) => ask(core, `/logbook/entries?limit=50&${queryOf(run)}`));
  const totals = await sample(20, () => ask(core, '/logbook/totals?zone=Europe/Berlin'));
  const totalsFiltered = await sample(20, (run) =>
    ask(core, `/logbook/totals?zone=Europe/Berlin&${queryOf(run)}`),
  );
  const heatMap = await sample(50, (run) =>
    ask(core, `/logbook/days?from=2025-01-01&to=2025-12-31&${queryOf(run)}`),
  );
  const names = await sample(50, (run) =>
    ask(core, `/logbook/names?field=${run % 2 === 0 ? 'piece' : 'composer'}&q=so`),
  );
  const today = await sample(20, () => ask(core, '/today?zone=Europe/Berlin'), 1);
  const pieces = await sample(20, () => ask(core, '/pieces'), 1);
  const readRss = rssMb();

  const first = await timed(() => appendOne(core));
  const before = await journalBytes(dataDir);
  const single = await sample(100, () => appendOne(core), 0);
  const singleBytes = Math.round(((await journalBytes(dataDir)) - before) / single.length);
  const manyBefore = await journalBytes(dataDir);
  const many = await sample(5, () => Promise.all(Array.from({ length: MANY }, () => appendOne(core))), 0);
  const manyBytes = Math.round(((await journalBytes(dataDir)) - manyBefore) / many.length);
  const writeRss = rssMb();
  await core.close();

  const selectOne = { name: 'SELECT 1', values: await sampleSelectOne(dataDir) };
  const rawOne = {
    name: `write + fdatasync of ${singleBytes} B`,
    values: await rawAppend(dataDir, singleBytes, 100),
  };
  const rawMany = {
    name: `write + fdatasync of ${manyBytes} B`,
    values: await rawAppend(dataDir, manyBytes, 20),
  };
  return [
    { what: 'append: the first entry after a start', values: [first], peer: rawOne },
    { what: 'append: one entry', values: single, peer: rawOne },
    {
      what: `append: ${MANY.toLocaleString('en')} entries at once, all of them`,
      values: many,
      peer: rawMany,
      rssMb: writeRss,
    },
    { what: 'read: last 50 entries', values: last50, aim: 10, peer: selectOne },
    { what: 'read: minutes by day over a year', values: days, aim: 50, peer: selectOne },
    { what: 'read: today', values: today, peer: selectOne },
    { what: 'read: all pieces with their practice', values: pieces, peer: selectOne },
    { what: 'read: totals of all entries', values: totals, aim: 200, peer: selectOne },
    { what: 'read: names of pieces and composers', values: names, aim: 50, peer: selectOne },
    { what: 'query: first 50 entries found', values: filtered, aim: 100, peer: selectOne },
    { what: 'query: totals of what is found', values: totalsFiltered, aim: 200, peer: selectOne },
    { what: 'query: heat-map of a year', values: heatMap, aim: 100, peer: selectOne },
    { what: 'search: words in entries', values: search, aim: 50, peer: selectOne, rssMb: readRss },
  ];
}

const queries = [
  'piece:sonata duration:>30 mood:satisfied -tag:"hands separately"',
  'composer:bach OR composer:chopin',
  '-metronome type:lesson',
  'has:notes date:2025',
  '(instrument:violin OR technique:scales) -coda',
];

function queryOf(run: number): string {
  return `q=${encodeURIComponent(queries[run % queries.length] ?? '')}`;
}

async function appendOne(core: Core): Promise<void> {
  await ask(core, '/logbook/entries', {
    timestamp: '2025-12-31T18:00:00.000Z',
    zone: 'Europe/Berlin',
    duration: 30,
    type: 'practice',
    instrument: 'piano',
    pieces: [{ title: 'Mondschein', composer: 'Ludwig van Beethoven' }],
    notes: 'slow, left hand alone',
  });
}

async function journalBytes(dataDir: string): Promise<number> {
  const journal = join(dataDir, 'journal');
  let bytes = 0;
  for (const name of await readdir(journal)) {
    if (name.endsWith('.log')) bytes += (await stat(join(journal, name))).size;
  }
  return bytes;
}

/** The least that a durable append costs on this disk. */
async function rawAppend(dataDir: string, sizeBytes: number, runs: number): Promise<number[]> {
  await using file = await open(join(dataDir, 'raw-append'), 'w');
  const bytes = Buffer.alloc(sizeBytes, 'x');
  return await sample(runs, async () => {
    await file.write(bytes);
    await file.datasync();
  });
}
