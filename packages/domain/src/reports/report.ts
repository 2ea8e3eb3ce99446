/** What a report answers. */
import type { Grouping } from './definition.ts';
import type { Period, Stretch } from './period.ts';

/**
 * What a row is of. `key` is the first day of a period (`YYYY-MM-DD`), a weekday (1–7), an hour (0–23), a name in small
 * letters, or a piece's id; empty where the entries say nothing. `name` is what a person calls it.
 */
export interface ReportKey {
  readonly key: string;
  readonly name: string;
}

/** Minutes are exact shares, not rounded. `mean` and `median` are minutes of a session; null when there was none. */
export interface Numbers {
  readonly minutes: number;
  readonly entries: number;
  readonly days: number | null;
  readonly mean: number | null;
  readonly median: number | null;
}

export interface ReportRow extends Numbers {
  readonly keys: readonly ReportKey[];
  /** Of all minutes of the report, 0 to 1. */
  readonly share: number;
  /** In the compared stretch; null where a row is of dates, which that stretch has not. */
  readonly earlierMinutes: number | null;
}

/** A bar of a chart over time: every period has one, also those without practice. */
export interface TrendPoint {
  /** The first day of the period. */
  readonly start: string;
  readonly minutes: number;
  /** Null where too little lies before, and for a period that is not whole. */
  readonly average: number | null;
  /** The range begins or ends within it, or it is still going on. */
  readonly isPartial: boolean;
}

export interface Report {
  readonly period: Period;
  readonly groupBy: readonly Grouping[];
  readonly total: Numbers & {
    /** Days of the period that have come. */
    readonly daysPassed: number;
    readonly longest: number;
  };
  readonly earlier:
    | (Stretch & { readonly minutes: number; readonly entries: number; readonly days: number })
    | null;
  readonly rows: readonly ReportRow[];
  /** How many rows there are; more than are given where the report is very long. */
  readonly rowCount: number;
  /** Where the report is by one kind of period alone; else null. */
  readonly trend: readonly TrendPoint[] | null;
}

/** More rows than a table on a screen is read to; a file holds as many. */
export const MAX_ROWS = 2000;
