/**
 * Says how often the heading guesses are right on a folder with `labels.json` and PDFs.
 * `node training/heading-eval/evaluate.ts <folder> [--page-only] [--wrong]`
 */
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPdfReader } from '../../packages/core/src/import/pdf-reader.ts';
import type { Guess } from '../../packages/domain/src/scores/reading.ts';

interface Label {
  readonly file: string;
  readonly title: string | null;
  readonly composer: string | null;
  /** Texts as printed, by text style (MuseScore). */
  readonly printed?: Readonly<Record<string, readonly string[]>>;
}

interface Tally {
  right: number[];
  wrong: number[];
  missing: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { wrong: { type: 'boolean' }, report: { type: 'string' } },
});
const folder = positionals[0];
if (!folder)
  throw new Error('usage: node training/heading-eval/evaluate.ts <folder> [--wrong] [--report <file>]');

const labels = JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8')) as Label[];
const tallies: Record<string, Tally> = {};
const durationsMs: number[] = [];
const report: unknown[] = [];
const reader = createPdfReader({ threads: 1 });

for (const label of labels) {
  const startedMs = performance.now();
  // A name that says nothing: file names are judged by their own tests.
  const read = await reader.read(join(folder, label.file), {
    thumbnailPath: join(tmpdir(), 'heading-eval.webp'),
    fileName: 'scan0001.pdf',
  });
  durationsMs.push(performance.now() - startedMs);
  const kind = label.file.split('/')[0] ?? '';
  if (!read.ok) {
    console.log(label.file, read.problem.code, read.problem.detail);
    continue;
  }
  const { title = null, composer = null } = read.value.readings;
  report.push({ label, readings: read.value.readings, metadata: read.value.metadata });
  judge(`${kind} title`, label.file, title, titlesOf(label));
  judge(`${kind} composer`, label.file, composer, composersOf(label));
}
await reader.close();
if (values.report) await writeFile(values.report, JSON.stringify(report, null, 1));

for (const field of ['title', 'composer']) {
  const own = Object.entries(tallies).filter(([name]) => name.endsWith(field));
  for (const [name, tally] of own) print(name, tally);
  print(`all ${field}`, merged(own.map(([, tally]) => tally)));
}
durationsMs.sort((a, b) => a - b);
const at = (part: number) => durationsMs[Math.floor((durationsMs.length - 1) * part)]?.toFixed(0);
console.log(`ms per PDF: median ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, most ${at(1)}`);

function judge(name: string, file: string, guess: Guess | null, accepted: readonly string[]): void {
  if (accepted.length === 0) return;
  tallies[name] ??= { right: [], wrong: [], missing: 0 };
  const tally = tallies[name];
  const isRight = guess !== null && accepted.some((text) => folded(text) === folded(guess.value));
  if (guess === null) tally.missing += 1;
  else (isRight ? tally.right : tally.wrong).push(guess.confidence);
  if (values.wrong && !isRight) {
    console.log(
      `${name} ${file}\n  want ${accepted.join(' | ')}\n  got  ${guess?.value} (${guess?.confidence}, ${guess?.source})`,
    );
  }
}

/** The label's title, and the printed line that holds it. */
function titlesOf({ title, printed }: Label): string[] {
  if (!title) return [];
  const lines = ['Title', 'User-1', 'User-2', 'User-3'].flatMap((style) => printed?.[style] ?? []);
  const holding = lines
    .flatMap((text) => [text, text.split('\n')[0] ?? ''])
    .filter((text) => folded(text).includes(folded(title)));
  return [...new Set([title, ...holding])];
}

function composersOf({ composer, printed }: Label): string[] {
  const lines = printed?.Composer ?? (printed ? [] : [composer]);
  if (!composer || lines.length === 0) return [];
  return [...new Set([composer, ...lines.filter((text) => text !== null)])];
}

/** Marks, case, years, opus and a number in front do not count. */
function folded(text: string): string {
  return text
    .replace(/&(?:apos|#39);/g, "'")
    .replace(/&quot;/g, '"')
    .replace(
      /\([^)]*\d\d[^)]*\)|,? *op\.? *\d.*$|,? *(?:ca\.? |circa )?(?:\d{4}|\?)?(?:[-–]+\d{2,4})?$/gi,
      '',
    )
    .replace(/^\s*(?:no\.? *)?\d+[.)]\s*/i, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function merged(all: readonly Tally[]): Tally {
  return {
    right: all.flatMap(({ right }) => right),
    wrong: all.flatMap(({ wrong }) => wrong),
    missing: all.reduce((sum, { missing }) => sum + missing, 0),
  };
}

function print(name: string, { right, wrong, missing }: Tally): void {
  const total = right.length + wrong.length + missing;
  const mean = (list: readonly number[]) =>
    (list.reduce((sum, value) => sum + value, 0) / (list.length || 1)).toFixed(2);
  const share = ((right.length / total) * 100).toFixed(1);
  console.log(
    `${name.padEnd(22)} ${share} % of ${total}; mean confidence right ${mean(right)}, wrong ${mean(wrong)} (${wrong.length}), no guess ${missing}`,
  );
  if (!name.startsWith('all')) return;
  for (let from = 0; from < 1; from += 0.1) {
    const within = (list: readonly number[]) =>
      list.filter((value) => value >= from && value < from + 0.1).length;
    const [good, bad] = [within(right), within(wrong)];
    if (good + bad > 0)
      console.log(`  said ${from.toFixed(1)} to ${(from + 0.1).toFixed(1)}: right ${good} of ${good + bad}`);
  }
  if (!name.startsWith('all')) return;
  for (let from = 0; from < 1; from += 0.1) {
    const within = (list: readonly number[]) =>
      list.filter((value) => value >= from && value < from + 0.1).length;
    const [good, bad] = [within(right), within(wrong)];
    if (good + bad > 0)
      console.log(`  said ${from.toFixed(1)} to ${(from + 0.1).toFixed(1)}: right ${good} of ${good + bad}`);
  }
}
