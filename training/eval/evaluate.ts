/**
 * Says how often each field is read right on a folder of PDFs with `labels.json`, for each set (first folder):
 * `npm run -s eval -- <folder> [--composers held-out|others] [--wrong] [--only <part of a file's name>]
 * [--readings <folder>]`. `--readings` keeps what the PDFs say and takes it from there the next time.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { factsOf } from '../../packages/core/src/import/pdf-facts.ts';
import { readPeople } from '../../packages/core/src/import/people.ts';
import { type ReadField, readFields } from '../../packages/domain/src/scores/reading.ts';
import { isHeldOut } from './held-out.ts';
import { type Label, questionsOf } from './labels.ts';
import { createReadings } from './readings.ts';

interface Answer {
  /** Undefined where nothing was read. */
  readonly confidence: number | undefined;
  readonly isRight: boolean;
}

/** As sure as this should not be wrong. */
const CONFIDENT = 0.9;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    composers: { type: 'string' },
    wrong: { type: 'boolean' },
    only: { type: 'string', default: '' },
    readings: { type: 'string' },
  },
});
const [folder] = positionals;
if (!folder) {
  process.stderr.write(
    'usage: npm run -s eval -- <folder> [--composers held-out|others] [--wrong] [--only <part>] [--readings <folder>]\n',
  );
  process.exit(2);
}

const labels = (JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8')) as Label[])
  .filter(({ file }) => file.includes(values.only))
  .filter(
    (label) => values.composers === undefined || isHeldOut(label) === (values.composers === 'held-out'),
  );
const answersByField = new Map<string, Map<ReadField, Answer[]>>();
const durationsMs: number[] = [];
const errors: string[] = [];
const people = await readPeople();
const readings = createReadings(values.readings);

for (const label of labels) {
  const { reading, durationMs } = await readings.of(join(folder, label.file), label.file);
  if (durationMs !== undefined) durationsMs.push(durationMs);
  if (!reading.ok) {
    errors.push(`${label.file}: ${reading.problem.code}, ${reading.problem.detail}`);
    continue;
  }
  // A name that says nothing: file names are judged by their own tests.
  const facts = factsOf(reading.value, 'scan0001.pdf', people);
  const set = label.file.split('/')[0] ?? '';
  const answers = answersByField.get(set) ?? new Map<ReadField, Answer[]>();
  answersByField.set(set, answers);
  // Of a scan of which nobody says what stands on it, what was not recognised counts as wrong.
  const text = facts.hasTextLayer ? facts.pages.map((page) => page.text).join(' ') : (label.pageText ?? '');
  const questions = questionsOf(label, text);
  for (const field of readFields) {
    const question = questions[field];
    if (!question) continue;
    const guess = facts.readings[field];
    const isRight = guess !== undefined && question.isRight(guess.value);
    answers.set(field, [...(answers.get(field) ?? []), { confidence: guess?.confidence, isRight }]);
    if (!isRight) {
      const got = guess ? `${guess.value} (${guess.confidence}, ${guess.source})` : 'nothing';
      errors.push(`${label.file} ${field}: want ${question.wanted}, got ${got}`);
    }
  }
}

console.log('| set | field | asked | right % | answered % | wrong at ≥ 0.9 % | calibration error |');
console.log('|---|---|---:|---:|---:|---:|---:|');
for (const [set, answers] of answersByField) {
  for (const field of readFields) {
    const given = answers.get(field);
    if (given) console.log(`| ${set} | ${field} | ${rowOf(given).join(' | ')} |`);
  }
}
const every = [...answersByField.values()].flatMap((byField) => [...byField.values()].flat());
if (every.length > 0) console.log(`| all | all | ${rowOf(every).join(' | ')} |`);
durationsMs.sort((a, b) => a - b);
const at = (part: number) => durationsMs[Math.floor((durationsMs.length - 1) * part)]?.toFixed(0);
if (durationsMs.length > 0) console.log(`\nms per PDF: median ${at(0.5)}, p90 ${at(0.9)}, most ${at(1)}`);
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
