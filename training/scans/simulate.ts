/**
 * Makes scans of a folder of PDFs with `labels.json`: 150 dpi, grey, turned by up to 2 degrees, soft, dirty, JPEG of
 * quality 60. The same seed gives the same scans. The first pages only, where a heading stands.
 * `node training/scans/simulate.ts <folder> <output> [--each 60] [--seed 1] [--dpi 150]`
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPdf } from '../../packages/core/src/import/pdf-document.ts';
import {
  ageCanvas,
  createSeededRandom,
  pdfOfScans,
  printPage,
  scanCanvas,
} from '../../packages/core/test/import/scan.ts';

const PAGES = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    each: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    dpi: { type: 'string', default: '150' },
  },
});
const [folder, output] = positionals;
if (!folder || !output) throw new Error('usage: node training/scans/simulate.ts <folder> <output>');
const dpi = Number(values.dpi);

const labels = JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8')) as { file: string }[];
const chosen = chooseFromEachFolder(labels, Number(values.each));
/** With what stands on the pages, so that nothing is asked that does not. */
const records: object[] = [];
for (const [index, label] of chosen.entries()) {
  const { file } = label;
  const printed: string[] = [];
  const random = createSeededRandom(Number(values.seed) * 100_000 + index);
  const opened = await openPdf(new Uint8Array(await readFile(join(folder, file))));
  if (!opened.ok) throw new Error(`${file}: ${opened.problem.detail}`);
  const { document, end } = opened.value;
  const pages = [];
  for (let number = 1; number <= Math.min(PAGES, document.numPages); number += 1) {
    const canvas = ageCanvas(await printPage(document, number, dpi), {
      seed: Math.floor(random() * 2 ** 31),
      rotateDegrees: random() * 4 - 2,
      blurPx: (0.4 + random() * 0.6) * (dpi / 150),
      speckle: random() * 0.002,
      grain: 4 + random() * 8,
      paper: 215 + Math.floor(random() * 35),
    });
    pages.push(await scanCanvas(canvas, dpi));
    const { items } = await (await document.getPage(number)).getTextContent();
    printed.push(...items.flatMap((item) => ('str' in item ? item.str : [])));
  }
  await end();
  records.push({ ...label, pageText: printed.join(' ') });
  await mkdir(dirname(join(output, file)), { recursive: true });
  await writeFile(join(output, file), pdfOfScans(pages));
}
await writeFile(join(output, 'labels.json'), JSON.stringify(records, null, 1));
console.log(`${chosen.length} scans in ${output}`);

/** Evenly over the list, so that every composer has a chance. */
function chooseFromEachFolder<T extends { file: string }>(all: readonly T[], each: number): T[] {
  const byFolder = Object.groupBy(all, ({ file }) => dirname(file));
  return Object.values(byFolder).flatMap((own = []) => {
    const step = Math.max(1, own.length / each);
    return own
      .filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
      .slice(0, each);
  });
}
