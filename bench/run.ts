/**
 * Measures the core and prints one table:
 * `node bench/run.ts [--entries 100000] [--scores 10000] [--pdfs <folder>] [--pdf-count 60] [--only <name>[,<name>]]`.
 * No time is asserted: a slow machine is no defect. The ratios tell a slow program from a slow machine.
 * Each feature is measured in a process of its own, so that its memory is not another one's.
 */
import { fork } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type DataDirectories, openDataDirectories } from './data-directories.ts';
import type { BenchOptions } from './measure.ts';
import { type Row, renderTable } from './table.ts';

type Measure = (directories: DataDirectories, options: BenchOptions) => Promise<Row[]>;

const measures: Record<string, () => Promise<Measure>> = {
  start: async () => (await import('./start.ts')).measureStart,
  logbook: async () => (await import('./logbook.ts')).measureLogbook,
  scores: async () => (await import('./scores.ts')).measureScores,
  import: async () => (await import('./import.ts')).measureImport,
  reports: async () => (await import('./reports.ts')).measureReports,
  journal: async () => (await import('./journal.ts')).measureJournal,
  dictionary: async () => (await import('./dictionary.ts')).measureDictionary,
};

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '100000' },
    scores: { type: 'string', default: '10000' },
    pdfs: { type: 'string' },
    'pdf-count': { type: 'string', default: '60' },
    only: { type: 'string' },
  },
});
const names = values.only?.split(',') ?? Object.keys(measures);
const unknown = names.find((name) => !Object.hasOwn(measures, name));

if (unknown !== undefined) {
  process.stderr.write(`There is no “${unknown}”; there are ${Object.keys(measures).join(', ')}.\n`);
  process.exitCode = 2;
} else if (process.send) {
  process.send(await measureHere(names[0] ?? ''));
  process.disconnect();
} else {
  const rows: Row[] = [];
  for (const name of names) rows.push(...(await measureInChild(name)));
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${memory}`;
  process.stdout.write(`${process.platform} ${process.arch}, Node ${process.version}, ${machine}\n\n`);
  process.stdout.write(`${renderTable(rows)}\n`);
}

async function measureHere(name: string): Promise<Row[]> {
  const measure = await measures[name]?.();
  const directories = await openDataDirectories();
  try {
    const options = {
      entries: Number(values.entries),
      scores: Number(values.scores),
      pdfs: values.pdfs,
      pdfCount: Number(values['pdf-count']),
    };
    return (await measure?.(directories, options)) ?? [];
  } finally {
    await directories.end();
  }
}

/** A feature that cannot be measured is told on the error stream and leaves out its rows. */
function measureInChild(name: string): Promise<Row[]> {
  process.stderr.write(`measuring ${name} …\n`);
  return new Promise((resolve) => {
    let rows: Row[] = [];
    const child = fork(import.meta.filename, [...process.argv.slice(2), '--only', name]);
    child.once('message', (message) => {
      rows = message as Row[];
    });
    child.once('exit', (code) => {
      if (code !== 0) process.exitCode = 1;
      resolve(rows);
    });
  });
}
