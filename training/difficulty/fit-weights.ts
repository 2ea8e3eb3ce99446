/**
 * Fits how many levels each rule of `packages/domain/src/scores/difficulty.ts` is worth on the graded pieces of all
 * composers but those held out: `npm run -s fit:difficulty -- <folder> [--readings <folder>]`. Least squares, no
 * weight below zero, drawn towards one weight for all as strongly as predicts composers left out best. The same
 * in every run; the rules have the numbers that it prints, rounded.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { difficultyContextOf } from '../../packages/core/src/import/pdf-facts.ts';
import {
  type DifficultyReason,
  difficultyDeviations,
  difficultyReasons,
} from '../../packages/domain/src/scores/difficulty.ts';
import { gradeOf, readGradedPieces } from '../eval/graded-pieces.ts';
import { isHeldOut } from '../eval/held-out.ts';
import type { Label } from '../eval/labels.ts';
import { createReadings } from '../eval/readings.ts';

interface Sample {
  readonly composer: string;
  readonly level: number;
  /** Rule by rule, in the order of `difficultyReasons`; 0 where a rule has nothing to go by. */
  readonly deviations: readonly number[];
}

interface Weights {
  readonly usualLevel: number;
  readonly levels: readonly number[];
}

/** What a rule is worth before anything is known: twelve of them make the ten levels, some at once. */
const PRIOR_LEVELS = 1.5;

/** How strongly the weights are drawn to it. */
const STRENGTHS = [0.3, 1, 3, 10, 30];

const ROUNDS = 500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { readings: { type: 'string' } },
});
const [folder] = positionals;
if (!folder) {
  process.stderr.write('usage: npm run -s fit:difficulty -- <folder> [--readings <folder>]\n');
  process.exit(2);
}

const samples = await readSamples(folder);
const errors = STRENGTHS.map((strength) => errorOf(samples, strength));
const best = STRENGTHS[errors.indexOf(Math.min(...errors))] ?? 1;
const fitted = fitWeights(samples, best);
console.log(`${samples.length} pieces of ${new Set(samples.map(({ composer }) => composer)).size} composers`);
for (const [index, strength] of STRENGTHS.entries())
  console.log(`strength ${strength}: off by ${errors[index]?.toFixed(2)} levels on composers left out`);
console.log(`usual level: ${fitted.usualLevel.toFixed(1)}`);
for (const [index, reason] of difficultyReasons.entries())
  console.log(`${reason}: ${fitted.levels[index]?.toFixed(1)}`);

async function readSamples(from: string): Promise<Sample[]> {
  const labels = JSON.parse(await readFile(join(from, 'labels.json'), 'utf8')) as Label[];
  const pieces = await readGradedPieces();
  const readings = createReadings(values.readings);
  const found: Sample[] = [];
  for (const label of labels) {
    const piece = gradeOf(label, pieces);
    if (!piece || isHeldOut(label)) continue;
    const { reading } = await readings.of(join(from, label.file), label.file);
    const context = reading.ok ? difficultyContextOf(reading.value.notation) : null;
    if (!context) continue;
    const byReason = new Map<DifficultyReason, number>(
      difficultyDeviations(context).map(({ rule, deviation }) => [rule.reason, deviation]),
    );
    found.push({
      composer: piece.origin.split('/')[0] ?? '',
      level: (piece.low + piece.high) / 2,
      deviations: difficultyReasons.map((reason) => byReason.get(reason) ?? 0),
    });
  }
  return found;
}

/** Mean distance of the level from the middle of the grades, each composer predicted from the others. */
function errorOf(all: readonly Sample[], strength: number): number {
  const composers = [...new Set(all.map(({ composer }) => composer))];
  let sum = 0;
  for (const composer of composers) {
    const weights = fitWeights(
      all.filter((sample) => sample.composer !== composer),
      strength,
    );
    for (const sample of all.filter((each) => each.composer === composer))
      sum += Math.abs(sample.level - predict(weights, sample));
  }
  return sum / all.length;
}

/** Coordinate descent: each weight in turn is the best that it can be beside the others. */
function fitWeights(all: readonly Sample[], strength: number): Weights {
  const levels = difficultyReasons.map(() => PRIOR_LEVELS);
  let usualLevel = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const present = { usualLevel, levels };
    usualLevel += all.reduce((sum, sample) => sum + sample.level - predict(present, sample), 0) / all.length;
    for (const index of levels.keys()) {
      let [above, below] = [strength * PRIOR_LEVELS, strength];
      for (const sample of all) {
        const x = sample.deviations[index] ?? 0;
        const rest = sample.level - predict({ usualLevel, levels }, sample) + (levels[index] ?? 0) * x;
        above += rest * x;
        below += x * x;
      }
      levels[index] = Math.max(0, above / below);
    }
  }
  return { usualLevel, levels };
}

function predict({ usualLevel, levels }: Weights, { deviations }: Sample): number {
  return deviations.reduce((sum, x, index) => sum + x * (levels[index] ?? 0), usualLevel);
}
