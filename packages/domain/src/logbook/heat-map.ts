/** A year of practice as weeks beside each other, and how much a day was. */
import { addDays, startOfWeek } from './local-day.ts';

/** 0 is no practice; the others are quarters of the year's longest day, as in the original. */
export type HeatLevel = 0 | 1 | 2 | 3 | 4;

export const HEAT_LEVELS = 4;

/**
 * The days of a year by week, each week from its first weekday on; null for days of the years beside it.
 * @param firstDay ISO weekday, Monday 1 … Sunday 7
 */
export function weeksOfYear(year: number, firstDay: number): (string | null)[][] {
  const prefix = String(year).padStart(4, '0');
  const weeks: (string | null)[][] = [];
  const end = `${prefix}-12-31`;
  for (let start = startOfWeek(`${prefix}-01-01`, firstDay); start <= end; start = addDays(start, 7)) {
    const days = Array.from({ length: 7 }, (_, index) => addDays(start, index));
    weeks.push(days.map((day) => (day.startsWith(prefix) ? day : null)));
  }
  return weeks;
}

/** @param longest minutes of the year's longest day */
export function heatLevel(minutes: number, longest: number): HeatLevel {
  if (minutes <= 0) return 0;
  return Math.min(HEAT_LEVELS, Math.ceil((minutes / Math.max(minutes, longest)) * HEAT_LEVELS)) as HeatLevel;
}
