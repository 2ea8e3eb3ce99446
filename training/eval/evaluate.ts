/**
 * Says how often each field is read right on a folder of PDFs with `labels.json`, for each set (first folder):
 * `npm run -s eval -- <folder> [--wrong] [--only <part of a file's name>]`.
 */
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPdfReader } from '../../packages/core/src/import/pdf-reader.ts';
import { type ReadField, readFields } from '../../packages/domain/src/scores/reading.ts';
import { type Label, questionsOf } from './labels.ts';

interface Answer {
  /** Undefined where nothing was read. */
  readonly confidence: number | undefined;
  readonly isRight: boolean;
}

/** As sure as this should not be wrong. */
const CONFIDENT = 0.9;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { wrong: { type: 'boolean' }, only: { type: 'string', default: '' } },
});
const [folder] = positionals;
if (!folder) {
  process.stderr.write('usage: npm run -s eval -- <folder> [--wrong] [--only <part>]\n');
  process.exit(2);
}

const labels = JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8')) as Label[];
const answersByField = new Map<string, Map<ReadField, Answer[]>>();
const durationsMs: number[] = [];
const errors: string[] = [];
const reader = createPdfReader({ threads: 1 });

for (const label of labels.filter(({ file }) => file.includes(values.only))) {
  const startedMs = performance.now();
  // A name that says nothing: file names are judged by their own tests.
  const read = await reader.read(join(folder, label.file), {
    thumbnailPath: join(tmpdir(), `mirubato-eval-${process.pid}.webp`),
    fileName: 'scan0001.pdf',
  });
  durationsMs.push(performance.now() - startedMs);
  if (!read.ok) {
    errors.push(`${label.file}: ${read.problem.code}, ${read.problem.detail}`);
    continue;
  }
  const { pages, readings } = read.value;
  const set = label.file.split('/')[0] ?? '';
  const answers = answersByField.get(set) ?? new Map<ReadField, Answer[]>();
  answersByField.set(set, answers);
  const questions = questionsOf(label, pages.map(({ text }) => text).join(' '));
  for (const field of readFields) {
    const question = questions[field];
    if (!question) continue;
    const guess = readings[field];
    const isRight = guess !== undefined && question.isRight(guess.value);
    answers.set(field, [...(answers.get(field) ?? []), { confidence: guess?.confidence, isRight }]);
    if (!isRight) {
      const got = guess ? `${guess.value} (${guess.confidence}, ${guess.source})` : 'nothing';
      errors.push(`${label.file} ${field}: want ${question.wanted}, got ${got}`);
    }
  }
}
await reader.close();

console.log('| set | field | asked | right % | answered % | wrong at ≥ 0.9 % | calibration error |');
console.log('|---|---|---:|---:|---:|---:|---:|');
for (const [set, answers] of answersByField) {
  for (const field of readFields) {
    const given = answers.get(field);
    if (given) console.log(`| ${set} | ${field} | ${rowOf(given).join(' | ')} |`);
  }
}
durationsMs.sort((a, b) => a - b);
const at = (part: number) => durationsMs[Math.floor((durationsMs.length - 1) * part)]?.toFixed(0);
console.log(`\nms per PDF: median ${at(0.5)}, p90 ${at(0.9)}, most ${at(1)}`);
if (values.wrong) for (const error of errors) console.log(error);

function rowOf(answers: readonly Answer[]): string[] {
  const answered = answers.filter(({ confidence }) => confidence !== undefined);
  const right = answers.filter(({ isRight }) => isRight);
  const confidentlyWrong = answered.filter(
    ({ confidence = 0, isRight }) => !isRight && confidence >= CONFIDENT,
  );
  const percent = (part: readonly unknown[]) => ((part.length / answers.length) * 100).toFixed(1);
  return [
    String(answers.length),
    percent(right),
    percent(answered),
    percent(confidentlyWrong),
    calibrationError(answered).toFixed(3),
  ];
}

/** Expected calibration error over ten bins: how far what is said lies from how often it is right. */
function calibrationError(answers: readonly Answer[]): number {
  let error = 0;
  for (let bin = 0; bin < 10; bin += 1) {
    const within = answers.filter(({ confidence = 0 }) => Math.min(9, Math.floor(confidence * 10)) === bin);
    if (within.length === 0) continue;
    const said = within.reduce((sum, { confidence = 0 }) => sum + confidence, 0) / within.length;
    const right = within.filter(({ isRight }) => isRight).length / within.length;
    error += (within.length / answers.length) * Math.abs(said - right);
  }
  return error;
}
