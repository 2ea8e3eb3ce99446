/**
 * PDFs that are damaged, or made to break a reader, through the whole import. Seeded: `FUZZ_SEED` repeats a run, and
 * another one tries what was not tried before; `FUZZ_PDFS=2000` is the long run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ImportJob } from '@mirubato/domain/import';
import { expect, it, onTestFinished } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import type { Log } from '../../src/context.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';
import { endlessPdfs, hostilePdfs } from './hostile-pdfs.ts';
import { importPaths } from './import-paths.ts';
import { mutatePdf } from './pdf-mutations.ts';
import { createSeededRandom, pdfOfWords } from './scan.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 1);
const PDFS = Number(process.env.FUZZ_PDFS ?? 120);
const IS_LONG = PDFS >= 1000;

/** Short, so that what never ends does not make the test endless; a good file takes a fortieth of it. */
const TIMEOUT_MS = 10_000;
const BUFFER_MB = 512;

const BATCH = 60;
/** Every so many files a good one. */
const GOOD_EVERY = 6;

/** What is read of one PDF at a time, twice over; in the long run it would show what each file leaves behind. */
const MAY_TAKE_BYTES = 2 * 1024 ** 3;
const MAY_KEEP_BYTES = 60 * 1024 ** 2;

const reasons = /^(?:file-empty|file-too-large|not-a-pdf|pdf-damaged|pdf-encrypted|reader-failed)$/;

const fixtures = join(import.meta.dirname, 'fixtures');
const twoPages = readFileSync(join(fixtures, 'two-pages.pdf'));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it(`7.19 ${PDFS} damaged PDFs are a row each, and the good ones among them are read (seed ${SEED})`, {
  timeout: 7_200_000,
}, async () => {
  const watched = await openWatched();
  const heap: number[] = [];
  const outcomes: Record<string, number> = {};
  for (let start = 0; start < PDFS; start += BATCH) {
    const files = damagedFiles(start, Math.min(PDFS, start + BATCH));
    for (const { fileName, problem, status } of await watched.importFiles(files)) {
      const outcome = problem?.code ?? status;
      if (outcome === 'reader-failed') process.stdout.write(`${fileName}: ${problem?.detail}\n`);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    collectGarbage();
    heap.push(process.memoryUsage().heapUsed);
  }
  process.stdout.write(`FUZZ_SEED=${SEED} FUZZ_PDFS=${PDFS} ${JSON.stringify(outcomes)}\n`);
  const middle = heap[Math.floor(heap.length / 2)] ?? 0;
  expect((heap.at(-1) ?? 0) - middle).toBeLessThan(MAY_KEEP_BYTES);
  watched.expectNoHarm();
});

it('7.19 PDFs made to break a reader are a row each, and the good ones among them are read', {
  timeout: 1_800_000,
}, async () => {
  const watched = await openWatched();
  // What ends at its limit costs ten seconds each; that a limit ends a thread is shown beside the reader.
  const endless = IS_LONG ? Object.entries(endlessPdfs) : [];
  const files = [...Object.entries(hostilePdfs), ...endless].map(([name, make]) => ({ name, make }));
  const jobs = await watched.importFiles(files);
  if (IS_LONG)
    for (const job of jobs) process.stdout.write(`${job.fileName}: ${job.problem?.code ?? job.status}\n`);
  watched.expectNoHarm();
});

interface MadeFile {
  readonly name: string;
  make(): Buffer;
}

function damagedFiles(start: number, end: number): MadeFile[] {
  const originals = [
    ...readdirSync(fixtures)
      .filter((name) => name.endsWith('.pdf'))
      .map((name) => readFileSync(join(fixtures, name))),
    pdfOfWords([{ text: 'Evening Hymn', sizePt: 24, x: 297, y: 60 }]),
  ];
  return Array.from({ length: end - start }, (_, index) => {
    const random = createSeededRandom(SEED * 1_000_003 + start + index);
    const original = originals[Math.floor(random() * originals.length)] ?? twoPages;
    const { what, bytes } = mutatePdf(original, random);
    return { name: `${start + index} ${what}`, make: () => bytes };
  });
}

/** A core with a folder to import from, and eyes on what must not happen. */
async function openWatched() {
  const faults: unknown[] = [];
  const note = (fields: object, message: string) => void faults.push({ message, ...fields });
  const log: Log = { info: () => undefined, warn: note, error: note };
  const { client } = await openTestCore({ log, pdfLimits: { timeoutMs: TIMEOUT_MS, bufferMb: BUFFER_MB } });
  const folder = await temporaryFolder();
  const noteRejection = (reason: unknown) => void faults.push(reason);
  process.on('unhandledRejection', noteRejection);
  let mostBytes = 0;
  const measuring = setInterval(() => {
    mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
  }, 50);
  onTestFinished(() => {
    clearInterval(measuring);
    process.off('unhandledRejection', noteRejection);
  });
  let goods = 0;

  return {
    async importFiles(files: readonly MadeFile[]): Promise<ImportJob[]> {
      const batch = join(folder, String(goods));
      await mkdir(batch);
      const paths: string[] = [];
      for (const [index, { name, make }] of files.entries()) {
        paths.push(join(batch, `${name}.pdf`));
        await writeFile(paths.at(-1) ?? '', make());
        if (index % GOOD_EVERY !== 0) continue;
        goods += 1;
        paths.push(join(batch, `good ${goods}.pdf`));
        await writeFile(paths.at(-1) ?? '', Buffer.concat([twoPages, Buffer.from(`\n%${goods}\n`)]));
      }
      const jobs = await importPaths(client, paths, 'copy', paths.length * (TIMEOUT_MS + 5000));
      expect(jobs.map(({ fileName }) => fileName).sort()).toEqual(
        paths.map((path) => path.slice(batch.length + 1)).sort(),
      );
      for (const job of jobs) expectRow(job);
      await expectScoresShown(client);
      await client.api.imports.finished.$delete();
      await rm(batch, { recursive: true });
      return jobs.filter(({ fileName }) => !fileName.startsWith('good '));
    },
    expectNoHarm() {
      expect(faults).toEqual([]);
      expect(mostBytes).toBeLessThan(MAY_TAKE_BYTES);
    },
  };
}

function expectRow({ fileName, status, title, problem }: ImportJob): void {
  const found = { fileName, status, title, code: problem?.code, detail: problem?.detail };
  if (fileName.startsWith('good ')) expect(found).toMatchObject({ status: 'done', title: 'Lantern Walk' });
  else if (status !== 'failed')
    expect(found).toMatchObject({
      status: expect.stringMatching(/^(?:done|needs-review|duplicate)$/),
      title: expect.stringMatching(/./),
    });
  else
    expect(found).toMatchObject({ code: expect.stringMatching(reasons), detail: expect.stringMatching(/./) });
}

async function expectScoresShown(client: Client): Promise<void> {
  const response = await client.api.scores.$get({ query: { limit: '200' } });
  expect(response.status).toBe(200);
  const { items } = await response.json();
  for (const { pageCount } of items) expect(pageCount).toBeGreaterThanOrEqual(1);
}
