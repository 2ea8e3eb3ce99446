/**
 * Says how well the difficulty read from the notes agrees with `graded-pieces.tsv` on a folder of PDFs with
 * `labels.json`: `npm run -s eval:difficulty -- <folder> [--composers held-out|others] [--all]
 * [--readings <folder>]`. `--all` lists every piece.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { factsOf } from '../../packages/core/src/import/pdf-facts.ts';
import { readPeople } from '../../packages/core/src/import/people.ts';
import type { DifficultyRange } from '../../packages/domain/src/scores/difficulty.ts';
import { type GradedPiece, gradeOf, readGradedPieces } from './graded-pieces.ts';
import { isHeldOut } from './held-out.ts';
import type { Label } from './labels.ts';
import { createReadings } from './readings.ts';

interface Answer {
  readonly piece: GradedPiece;
  readonly isHeldOut: boolean;
  /** Null where nothing was said. */
  readonly range: DifficultyRange | null;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { composers: { type: 'string' }, all: { type: 'boolean' }, readings: { type: 'string' } },
});
const [folder] = positionals;
if (!folder) {
  process.stderr.write(
    'usage: npm run -s eval:difficulty -- <folder> [--composers held-out|others] [--all] [--readings <folder>]\n',
  );
  process.exit(2);
}

const labels = JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8')) as Label[];
const pieces = await readGradedPieces();
const people = await readPeople();
const readings = createReadings(values.readings);
const answers: Answer[] = [];
for (const label of labels) {
  const piece = gradeOf(label, pieces);
  if (!piece || (values.composers && isHeldOut(label) !== (values.composers === 'held-out'))) continue;
  const { reading } = await readings.of(join(folder, label.file), label.file);
  const range = reading.ok ? factsOf(reading.value, 'scan0001.pdf', people).difficulty : null;
  answers.push({ piece, isHeldOut: isHeldOut(label), range });
}

console.log(
  '| composers | pieces | answered | rank correlation | grade within the range % | ranges meet % | off by levels |',
);
console.log('|---|---:|---:|---:|---:|---:|---:|');
for (const isOfHeldOut of [false, true]) {
  const own = answers.filter((answer) => answer.isHeldOut === isOfHeldOut);
  if (own.length > 0) console.log(`| ${isOfHeldOut ? 'held out' : 'others'} | ${rowOf(own).join(' | ')} |`);
}
if (values.all) for (const answer of answers) console.log(lineOf(answer));

function rowOf(asked: readonly Answer[]): string[] {
  const pairs = asked.flatMap(({ piece, range }) => (range ? [{ piece, range }] : []));
  const percent = (isRight: (pair: (typeof pairs)[number]) => boolean) =>
    ((pairs.filter(isRight).length / pairs.length) * 100).toFixed(0);
  const errors = pairs.map(({ piece, range }) => Math.abs(middleOf(piece) - middleOf(range)));
  return [
    String(asked.length),
    String(pairs.length),
    spearman(
      pairs.map(({ piece }) => middleOf(piece)),
      pairs.map(({ range }) => middleOf(range)),
    ).toFixed(2),
    percent(({ piece, range }) => middleOf(piece) >= range.low && middleOf(piece) <= range.high),
    percent(({ piece, range }) => range.low <= piece.high && range.high >= piece.low),
    (errors.reduce((sum, error) => sum + error, 0) / errors.length).toFixed(2),
  ];
}

function lineOf({ piece, isHeldOut, range }: Answer): string {
  const said = range ? `${range.low}-${range.high}` : 'nothing';
  const reasons = range?.reasons.map(({ reason, value, weight }) => `${reason} ${value} (${weight})`) ?? [];
  return `${isHeldOut ? 'held out' : 'others  '} ${piece.low}-${piece.high} said ${said}: ${piece.piece}; ${reasons.join(', ')}`;
}

function middleOf({ low, high }: { readonly low: number; readonly high: number }): number {
  return (low + high) / 2;
}

/** Pearson's correlation of the ranks; equals share the mean of theirs. */
function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const mean = (x.length - 1) / 2;
  const product = (left: readonly number[], right: readonly number[]) =>
    left.reduce((sum, value, index) => sum + (value - mean) * ((right[index] ?? mean) - mean), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

function ranksOf(all: readonly number[]): number[] {
  const sorted = [...all].sort((a, b) => a - b);
  return all.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}
