import { type Entry, isPractice } from '@mirubato/domain/logbook';

/** The list's lines: a day's heading, then its entries. */
export type LogbookLine =
  | { readonly kind: 'day'; readonly date: string; readonly minutes: number; readonly isWhole: boolean }
  | { readonly kind: 'entry'; readonly entry: Entry };

/**
 * @param entries newest first
 * @param isComplete whether there are no older ones; if there are, the last day's minutes are not yet all known
 */
export function linesOf(entries: readonly Entry[], isComplete: boolean): LogbookLine[] {
  const byDay = Map.groupBy(entries, ({ localDate }) => localDate);
  const lastDate = entries.at(-1)?.localDate;
  return [...byDay].flatMap(([date, ofDay]): LogbookLine[] => [
    { kind: 'day', date, minutes: minutesOf(ofDay), isWhole: isComplete || date !== lastDate },
    ...ofDay.map((entry) => ({ kind: 'entry', entry }) as const),
  ]);
}

function minutesOf(entries: readonly Entry[]): number {
  return entries.filter(isPractice).reduce((sum, { duration }) => sum + duration, 0);
}
