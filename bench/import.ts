/** Importing PDFs through the interface one after the other, reading them alone, and many of them. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ImportJob, isOpen } from '@mirubato/domain/import';
import { unwrap } from '@mirubato/domain/problem';
import type { Core } from '../packages/core/src/core.ts';
import { openPdf } from '../packages/core/src/import/pdf-document.ts';
import { hashFile } from '../packages/core/src/import/store-file.ts';
import type { DataDirectories } from './data-directories.ts';
import { measureMany } from './import-many.ts';
import { measureReading } from './import-reading.ts';
import { ask, type BenchOptions, openBenchCore, rssMb, sample, timed, waitMs } from './measure.ts';
import { drawPdf } from './pdf-drawing.ts';
import type { Row } from './table.ts';

const ONE_BY_ONE = 20;
/** The reading thread and the journal are ready after the first. */
const WARM_UPS = 3;
const POLL_MS = 4;

export async function measureImport(directories: DataDirectories, options: BenchOptions): Promise<Row[]> {
  const pdfs = await pdfPaths(directories, options.pdfs);
  const [first = ''] = pdfs;
  const singles = evenly(pdfs.slice(1 + WARM_UPS), ONE_BY_ONE);
  const core = await openBenchCore(await directories.empty(), directories.imagePath);
  const cold = await timed(() => importOne(core, first));
  for (const path of pdfs.slice(1, 1 + WARM_UPS)) await importOne(core, path);
  const warm = await sample(singles.length, (run) => importOne(core, singles[run] ?? ''), 0);
  const rss = rssMb();
  await core.close();

  const hashes = {
    name: 'hashing the file',
    values: await sample(singles.length, (run) => hashFile(singles[run] ?? '')),
  };
  const texts = {
    name: 'bare pdf.js text read',
    values: await sample(singles.length, (run) => readText(singles[run] ?? '')),
  };
  const kilobytes = Math.round((await stat(first)).size / 1024);
  const kind = options.pdfs ? `PDFs of ${options.pdfs}` : `2-page vector PDF, ${kilobytes} kB`;
  return [
    { what: `import: the first after a start (${kind})`, values: [cold], peer: texts },
    { what: `import: one (${kind})`, values: warm, aim: 250, peer: texts, rssMb: rss },
    { what: 'import: the same', values: warm, peer: hashes },
    ...(await measureReading(directories, singles)),
    ...(await measureMany(directories, pdfs, options.pdfCount)),
  ];
}

/** At most `count`, from all of the list. */
function evenly<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count);
  return all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

async function pdfPaths(directories: DataDirectories, folder: string | undefined): Promise<string[]> {
  if (folder !== undefined) {
    const names = (await readdir(folder, { recursive: true })).filter((name) => /\.pdf$/i.test(name));
    if (names.length < WARM_UPS + 2) throw new Error(`${folder} has too few PDFs to measure with.`);
    return names.sort().map((name) => resolve(folder, name));
  }
  const target = await directories.empty();
  const paths: string[] = [];
  for (let seed = 1; seed <= 1 + WARM_UPS + ONE_BY_ONE; seed += 1) {
    const path = join(target, `score-${seed}.pdf`);
    await writeFile(path, drawPdf(seed));
    paths.push(path);
  }
  return paths;
}

async function importOne(core: Core, path: string): Promise<void> {
  const { ids } = await ask<{ ids: string[] }>(core, '/imports', { paths: [path], mode: 'copy' });
  for (;;) {
    const job = await ask<ImportJob>(core, `/imports/${ids[0]}`);
    if (job.status === 'failed') throw new Error(`${path}: ${job.problem?.detail}`);
    if (!isOpen(job.status)) return;
    await waitMs(POLL_MS);
  }
}

async function readText(path: string): Promise<void> {
  const { document, end } = unwrap(await openPdf(new Uint8Array(await readFile(path))));
  for (let number = 1; number <= document.numPages; number += 1) {
    await (await document.getPage(number)).getTextContent();
  }
  await end();
}
