/** A long import in a process of its own: its memory over time, how soon a cancel ends it, what a kill costs. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataDirectories } from './data-directories.ts';
import type { FromImport, ImportState, ToImport } from './import-child.ts';
import { drawScan } from './scan-drawing.ts';
import { quantile, type Row } from './table.ts';

/** Lines of memory over time that are printed. */
const LINES = 20;

/** Before, pdf.js, the recogniser and the caches of the database come to their size. */
const WARM_SHARE = 0.25;

interface Run {
  readonly child: ChildProcess;
  tell(message: ToImport): void;
  /** Resolves with the first state that is as wanted. */
  when(isWanted: (state: ImportState) => boolean): Promise<ImportState>;
  onState(listener: (state: ImportState) => void): void;
  ended(): Promise<void>;
}

/** @param pdfs are taken again, with other bytes, until there are `count` */
export async function measureMany(
  directories: DataDirectories,
  pdfs: readonly string[],
  count: number,
): Promise<Row[]> {
  const folder = await directories.empty();
  for (let number = 0; number < count; number += 1) {
    const bytes = await readFile(pdfs[number % pdfs.length] ?? '');
    await writeFile(join(folder, `${number}.pdf`), Buffer.concat([bytes, Buffer.from(`\n%${number}\n`)]));
  }
  const dataDir = await directories.empty();
  const killed = start(dataDir, directories.imagePath);
  killed.tell({ add: folder });
  await killed.when(({ ended }) => ended >= count / 10);
  killed.child.kill('SIGKILL');
  await killed.ended();

  const startedMs = performance.now();
  const run = start(dataDir, directories.imagePath);
  const before = await run.when(() => true);
  const memory = watchMemory(run, before, count);
  await run.when(({ ended }) => ended > before.ended);
  const resumedMs = performance.now() - startedMs;
  const { failed, ended, timeMs } = await run.when(({ open }) => open === 0);
  if (ended !== count) throw new Error(`Of ${count} PDFs ${ended} have ended: some were lost by the kill.`);
  const eachMs = (timeMs - before.timeMs) / (ended - before.ended);
  const cancelMs = await cancelScans(directories, run);
  run.tell('close');
  await run.ended();

  const name = `import: ${count} PDFs${failed > 0 ? `, of which ${failed} fail` : ''}`;
  const unit = 'MB' as const;
  return [
    { what: `${name}, each`, values: [eachMs], aim: 250 },
    { what: `${name}, most memory`, values: [Math.max(...memory.map(({ rssMb }) => rssMb))], unit, aim: 900 },
    { what: `${name}, memory grown after the first quarter`, values: [grown(memory)], unit, aim: 50 },
    { what: 'import: first PDF after a kill and a new start', values: [resumedMs] },
    { what: 'import: cancel while a scan is recognised', values: cancelMs, aim: 1000 },
  ];
}

function watchMemory(run: Run, before: ImportState, count: number): ImportState[] {
  const memory: ImportState[] = [];
  let printed = before.ended;
  run.onState((state) => {
    memory.push(state);
    if (state.ended < printed) return;
    printed += count / LINES;
    const seconds = Math.round((state.timeMs - before.timeMs) / 1000);
    process.stderr.write(
      `  ${seconds} s: ${state.ended} of ${count} PDFs, ${Math.round(state.rssMb)} MB in all, ${Math.round(state.heapMb)} MB of them the heap of the main thread\n`,
    );
  });
  return memory;
}

/** Between the second quarter and the last, so that the way up to the usual size does not count. */
function grown(memory: readonly ImportState[]): number {
  const first = memory[0]?.ended ?? 0;
  const last = memory.at(-1)?.ended ?? 0;
  const part = (from: number, to: number) =>
    quantile(
      memory
        .filter(({ ended }) => ended >= first + (last - first) * from && ended <= first + (last - first) * to)
        .map(({ rssMb }) => rssMb),
      0.5,
    );
  return part(1 - WARM_SHARE, 1) - part(WARM_SHARE, 2 * WARM_SHARE);
}

/** A scan that is recognised is what a thread is longest at without looking up. */
async function cancelScans(directories: DataDirectories, run: Run): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const folder = await directories.empty();
    for (let number = 0; number < 8; number += 1)
      await writeFile(join(folder, `scan-${number}.pdf`), await drawScan(1000 + round * 8 + number));
    const added = run.when(({ open }) => open > 0);
    run.tell({ add: folder });
    const { ended } = await added;
    await run.when((state) => state.ended > ended + 1);
    const cancelled = run.when(({ cancelMs }) => cancelMs !== undefined);
    run.tell('cancel');
    values.push((await cancelled).cancelMs ?? Number.NaN);
  }
  return values;
}

function start(dataDir: string, imagePath: string): Run {
  const child = fork(join(import.meta.dirname, 'import-child.ts'), [dataDir, imagePath]);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const onState = (listener: (state: ImportState) => void) => {
    child.on('message', (message: FromImport) => listener(message));
  };
  return {
    child,
    tell: (message) => child.send(message),
    onState,
    ended: () => exited,
    when: (isWanted) =>
      new Promise((resolve, reject) => {
        const look = (state: FromImport) => {
          if (!isWanted(state)) return;
          child.off('message', look);
          resolve(state);
        };
        child.on('message', look);
        void exited.then(() => reject(new Error('the importing process has ended')));
      }),
  };
}
