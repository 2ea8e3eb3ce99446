/**
 * When a piece or passage is due again, by FSRS-6, the Free Spaced Repetition Scheduler of J. Ye with its published
 * default weights, as the library `ts-fsrs` has it (https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm;
 * J. Ye, J. Su, Y. Cao: A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition Scheduling, KDD 2022).
 * Its time is whole days of the musician: the steps of minutes, which it has for flash cards, are off, and nothing is random.
 *
 * It is fitted to the user's own results by one number: how much longer, or shorter, things are kept than the
 * default weights say. See rule 33.4.
 */
import { FSRSAlgorithm } from 'ts-fsrs';
import { addDays } from '../logbook/local-day.ts';
import { grades, type ReviewGrade } from './review.ts';

export interface Marked {
  readonly localDate: string;
  readonly grade: ReviewGrade;
}

/** How well something is kept, after its last review. */
export interface Memory {
  readonly lastOn: string;
  readonly lastGrade: ReviewGrade;
  /** Days until nine of ten would still go well. */
  readonly stability: number;
  /** 1 to 10 */
  readonly difficulty: number;
}

/** What was expected of a review, and what came of it. */
export interface Outcome {
  readonly elapsedDays: number;
  readonly stability: number;
  readonly wentWell: boolean;
}

export interface Calibration {
  /** Reviews that say something: neither the first of their thing nor a second on one day. */
  readonly reviews: number;
  /** Shares, 0 to 1; null without such reviews. `expected` is what the default weights say. */
  readonly measured: number | null;
  readonly expected: number | null;
  /** Intervals are this many times as long as by default; 1 while there is little data. */
  readonly factor: number;
  readonly isFitted: boolean;
  /** From how many reviews on they are fitted. */
  readonly fittedFrom: number;
}

/** Below this many reviews the difference between measured and expected is mostly chance. */
export const CALIBRATED_FROM = 30;

/** So many reviews weigh as much as the default weights, which come of several hundred million reviews by others. */
const PRIOR_REVIEWS = 30;

/** Nobody is four times the average: beyond this something else is the matter. */
const FACTOR_LIMITS = [0.25, 4] as const;

/** What one plays is to be played once a year at least; the model itself would go on to a hundred. */
const MAX_INTERVAL_DAYS = 365;

export const DEFAULT_RETENTION = 0.9;

/** Below 70 % one learns anew each time, above 97 % there is time for nothing else. */
export const RETENTION_LIMITS = [0.7, 0.97] as const;

const model = createModel(DEFAULT_RETENTION);

/** @param marked in the order of their time @returns undefined when nothing was marked */
export function memoryOf(marked: readonly Marked[]): Memory | undefined {
  return remember(marked, () => {});
}

/** @param marked of one thing, in the order of their time */
export function outcomesOf(marked: readonly Marked[]): Outcome[] {
  const outcomes: Outcome[] = [];
  remember(marked, (outcome) => outcomes.push(outcome));
  return outcomes;
}

/** @param factor of the calibration @returns 0 to 1, on `date`; never more than it was on the day of the review */
export function expectedRecall(memory: Memory, date: string, factor: number): number {
  return model.forgetting_curve(daysBetween(memory.lastOn, date), memory.stability * factor);
}

/** @param desiredRetention the share that is still to go well when it is due */
export function dueOn(memory: Memory, desiredRetention: number, factor: number): string {
  const [least, most] = RETENTION_LIMITS;
  const spaced = createModel(Math.min(most, Math.max(least, desiredRetention)));
  return addDays(memory.lastOn, spaced.next_interval(memory.stability * factor, 0));
}

/**
 * Finds the factor at which as many reviews are expected to go well as did, drawn towards 1 by `PRIOR_REVIEWS`.
 * @param outcomes of all things, in any order
 */
export function calibrate(outcomes: readonly Outcome[]): Calibration {
  const reviews = outcomes.length;
  const defaults = { reviews, factor: 1, isFitted: false, fittedFrom: CALIBRATED_FROM };
  if (reviews === 0) return { ...defaults, measured: null, expected: null };
  const measured = outcomes.filter(({ wentWell }) => wentWell).length / reviews;
  const expected = expectedShare(outcomes, 1);
  if (reviews < CALIBRATED_FROM) return { ...defaults, measured, expected };
  const factor = fittedFactor(outcomes, measured) ** (reviews / (reviews + PRIOR_REVIEWS));
  return { ...defaults, measured, expected, factor, isFitted: true };
}

export function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
}

function remember(marked: readonly Marked[], tell: (outcome: Outcome) => void): Memory | undefined {
  let memory: Memory | undefined;
  for (const { localDate, grade } of marked) {
    const elapsedDays = memory ? daysBetween(memory.lastOn, localDate) : 0;
    if (memory && elapsedDays > 0) {
      tell({ elapsedDays, stability: memory.stability, wentWell: grade !== 'again' });
    }
    const next = model.next_state(memory ?? null, elapsedDays, grades.indexOf(grade) + 1);
    // A clock set back brings a day before the last one: the last day stands.
    const lastOn = memory && memory.lastOn > localDate ? memory.lastOn : localDate;
    memory = { ...next, lastOn, lastGrade: grade };
  }
  return memory;
}

/** Bisection: the expected share grows with the factor. After so many halvings it is known to seven digits. */
function fittedFactor(outcomes: readonly Outcome[], measured: number): number {
  let [low, high]: readonly [number, number] = FACTOR_LIMITS;
  for (let step = 0; step < 24; step += 1) {
    const middle = Math.sqrt(low * high);
    if (expectedShare(outcomes, middle) < measured) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

function expectedShare(outcomes: readonly Outcome[], factor: number): number {
  const sum = outcomes.reduce(
    (total, { elapsedDays, stability }) => total + model.forgetting_curve(elapsedDays, stability * factor),
    0,
  );
  return sum / outcomes.length;
}

function createModel(retention: number): FSRSAlgorithm {
  return new FSRSAlgorithm({
    request_retention: retention,
    maximum_interval: MAX_INTERVAL_DAYS,
    enable_fuzz: false,
    enable_short_term: false,
  });
}
