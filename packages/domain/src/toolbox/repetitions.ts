/** Counting how often a passage went well, in a row when one wants it so. */

export interface Repetitions {
  readonly target: number;
  /** After a failure the row begins again. */
  readonly startsAgain: boolean;
  /** In order; true for one that went well. */
  readonly tries: readonly boolean[];
}

export const MAX_TARGET = 999;

export interface RepetitionCount {
  /** What counts towards the target: those in a row since the last failure, or all good ones. */
  readonly reached: number;
  readonly good: number;
  readonly failed: number;
  /** The longest row so far. */
  readonly longestRow: number;
  readonly isDone: boolean;
}

export function newRepetitions(target: number, startsAgain: boolean): Repetitions {
  return { target: Math.min(MAX_TARGET, Math.max(1, Math.round(target))), startsAgain, tries: [] };
}

export function addTry(repetitions: Repetitions, isGood: boolean): Repetitions {
  return { ...repetitions, tries: [...repetitions.tries, isGood] };
}

export function undoTry(repetitions: Repetitions): Repetitions {
  return { ...repetitions, tries: repetitions.tries.slice(0, -1) };
}

export function countRepetitions({ target, startsAgain, tries }: Repetitions): RepetitionCount {
  const good = tries.filter(Boolean).length;
  let row = 0;
  let longestRow = 0;
  for (const isGood of tries) {
    row = isGood ? row + 1 : 0;
    longestRow = Math.max(longestRow, row);
  }
  const reached = startsAgain ? row : good;
  return { reached, good, failed: tries.length - good, longestRow, isDone: reached >= target };
}
