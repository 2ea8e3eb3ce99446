/**
 * Says how often key, time and tempo are read right on a folder with `labels.json` and PDFs.
 * `node training/notation-eval/evaluate.ts <folder> [--wrong] [--only <part of a file's name>]`
 */
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPdfReader } from '../../packages/core/src/import/pdf-reader.ts';

interface Label {
  readonly file: string;
  readonly fifths: number | null;
  readonly time: string | null;
  readonly tempo: string | null;
}

const fields = ['keyFifths', 'timeSignature', 'tempo'] as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { wrong: { type: 'boolean' }, only: { type: 'string', default: '' } },
});
const folder = positionals[0];
if (!folder)
  throw new Error('usage: node training/notation-eval/evaluate.ts <folder> [--wrong] [--only <part>]');

const labels = JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8')) as Label[];
const tallies = new Map<string, { right: number; wrong: number; missing: number; unasked: number }>();
const rightByConfidence = new Map<string, { right: number; all: number }>();
const durationsMs: number[] = [];
const reader = createPdfReader({ threads: 1 });

for (const label of labels.filter(({ file }) => file.includes(values.only))) {
  const startedMs = performance.now();
  const read = await reader.read(join(folder, label.file), {
    thumbnailPath: join(tmpdir(), 'notation-eval.webp'),
    fileName: 'scan0001.pdf',
  });
  durationsMs.push(performance.now() - startedMs);
  if (!read.ok) {
    console.log(label.file, read.problem.code, read.problem.detail);
    continue;
  }
  const kind = label.file.split('/')[0] ?? '';
  const text = folded(read.value.pages.map((page) => page.text).join(' '));
  // The labels hold texts that are hidden on the page.
  const tempos = (label.tempo ?? '')
    .split('\n')
    .filter((line) => folded(line).length > 1 && text.includes(folded(line)));
  const wanted = { keyFifths: label.fifths, timeSignature: label.time, tempo: tempos[0] ?? null };
  for (const field of fields) {
    const guess = read.value.readings[field];
    const name = `${kind} ${field}`;
    const tally = tallies.get(name) ?? { right: 0, wrong: 0, missing: 0, unasked: 0 };
    tallies.set(name, tally);
    const want = wanted[field];
    if (want === null) {
      if (guess) tally.unasked += 1;
      if (guess && values.wrong) console.log(`${name} ${label.file}: no label, got ${guess.value}`);
      continue;
    }
    const isRight =
      guess !== undefined &&
      (field === 'tempo'
        ? tempos.some((tempo) => withoutMark(String(guess.value)) === withoutMark(tempo))
        : guess.value === want);
    tally[guess === undefined ? 'missing' : isRight ? 'right' : 'wrong'] += 1;
    if (guess) {
      const said = `${field} ${guess.confidence}`;
      const { right, all } = rightByConfidence.get(said) ?? { right: 0, all: 0 };
      rightByConfidence.set(said, { right: right + Number(isRight), all: all + 1 });
    }
    if (values.wrong && !isRight)
      console.log(`${name} ${label.file}: want ${want}, got ${guess?.value} (${guess?.confidence})`);
  }
}
await reader.close();

for (const [name, { right, wrong, missing, unasked }] of [...tallies].sort()) {
  const all = right + wrong + missing;
  const percent = (count: number, of: number) => ((count / (of || 1)) * 100).toFixed(1);
  console.log(
    `${name.padEnd(24)} right ${percent(right, all)} % of ${all}, answered ${percent(right + wrong, all)} %, right of those ${percent(right, right + wrong)} %; answers without a label ${unasked}`,
  );
}
for (const [said, { right, all }] of [...rightByConfidence].sort())
  console.log(`said ${said}: right ${right} of ${all}`);
durationsMs.sort((a, b) => a - b);
const at = (part: number) => durationsMs[Math.floor((durationsMs.length - 1) * part)]?.toFixed(0);
console.log(`ms per PDF: median ${at(0.5)}, p90 ${at(0.9)}, most ${at(1)}`);

/** Labels have the metronome's number or not, whatever is printed. */
function withoutMark(tempo: string): string {
  const words = folded(tempo.replace(/\(?[^\p{L}]*=.*$/u, ''));
  return words === '' ? folded(tempo) : words;
}

/** Marks, case, spaces and what stands for a note do not count. */
function folded(value: string | number): string {
  return String(value)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/+-]/gu, '');
}
