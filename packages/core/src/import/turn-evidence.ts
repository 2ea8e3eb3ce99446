/** Brings what was found on a page that was turned to be read to where it stands on the page as it is shown. */
import { type Box, type Guess, type ScoreReadings, type TurnedPage, turnBack } from '@mirubato/domain/scores';

interface Placed {
  /** From 1. */
  readonly page: number;
  readonly box: Box;
}

export function turnReadings(readings: ScoreReadings, turnedPages: readonly TurnedPage[]): ScoreReadings {
  if (turnedPages.length === 0) return readings;
  const shown = Object.entries(readings).map(([field, guess]: [string, Guess<string | number>]) => [
    field,
    { ...guess, evidence: guess.evidence && turnPlaced(guess.evidence, turnedPages) },
  ]);
  return Object.fromEntries(shown) as ScoreReadings;
}

export function turnPlaced<T extends Placed>(placed: T, turnedPages: readonly TurnedPage[]): T {
  const page = turnedPages.find(({ number }) => number === placed.page);
  return page ? { ...placed, box: turnBack(placed.box, page).map(rounded) as unknown as Box } : placed;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
