/** What reading one PDF takes in one thread, beside the least that finds a title: `pdftotext` and its largest line. */
import { execFile, execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createPdfReader } from '../packages/core/src/import/pdf-reader.ts';
import type { DataDirectories } from './data-directories.ts';
import { rssMb, sample } from './measure.ts';
import { drawScan } from './scan-drawing.ts';
import type { Row } from './table.ts';

const SCANS = 12;
/** The thread, pdf.js and the recogniser are ready after these. */
const WARM_UPS = 2;

export async function measureReading(directories: DataDirectories, pdfs: readonly string[]): Promise<Row[]> {
  const folder = await directories.empty();
  const scans = Array.from({ length: SCANS + WARM_UPS }, (_, index) => join(folder, `scan-${index}.pdf`));
  for (const [index, path] of scans.entries()) await writeFile(path, await drawScan(500 + index));
  const reader = createPdfReader({ threads: 1 });
  const read = async (path: string | undefined = '') => {
    const result = await reader.read(path, {
      thumbnailPath: join(folder, 'picture.webp'),
      fileName: 'a.pdf',
    });
    if (!result.ok) throw new Error(`${path}: ${result.problem.detail}`);
  };
  for (const path of [...pdfs.slice(0, WARM_UPS), ...scans.slice(0, WARM_UPS)]) await read(path);
  const vectorMs = await sample(pdfs.length, (run) => read(pdfs[run]), 0);
  const scanMs = await sample(SCANS, (run) => read(scans[run + WARM_UPS]), 0);
  const rss = rssMb();
  await reader.close();
  const floor = await measureFloor(pdfs);
  return [
    { what: 'import: reading a vector PDF in one thread', values: vectorMs, aim: 200, ...floor },
    { what: 'import: reading a scan of one page in one thread', values: scanMs, aim: 1500, rssMb: rss },
  ];
}

async function measureFloor(pdfs: readonly string[]): Promise<Pick<Row, 'peer'>> {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
  } catch {
    process.stderr.write('pdftotext is not installed: reading has no floor to stand beside\n');
    return {};
  }
  const values = await sample(pdfs.length, (run) => largestLine(pdfs[run] ?? ''), 1);
  return { peer: { name: 'pdftotext and its largest line', values } };
}

/** The line whose words stand highest, as whoever has no more than the words would guess a title. */
async function largestLine(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)('pdftotext', ['-l', '3', '-bbox-layout', path, '-'], {
    maxBuffer: 1e9,
  });
  let largest = { height: 0, text: '' };
  for (const [, top, bottom, words = ''] of stdout.matchAll(line)) {
    const height = Number(bottom) - Number(top);
    if (height > largest.height) largest = { height, text: words.replaceAll(/<[^>]*>\s*/g, ' ').trim() };
  }
  return largest.text;
}

const line = /<line xMin="[^"]*" yMin="([^"]*)" xMax="[^"]*" yMax="([^"]*)">([\s\S]*?)<\/line>/g;
