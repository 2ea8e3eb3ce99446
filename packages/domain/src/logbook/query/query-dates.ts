import { Temporal } from 'temporal-polyfill';
import { addDays, startOfWeek } from '../local-day.ts';
import type { Period } from './query.ts';
import { firstDayOf, lastDayOf } from './query-values.ts';

export interface CalendarDay {
  /** The musician's present day, `YYYY-MM-DD`. */
  readonly today: string;
  /** ISO weekday on which weeks begin. */
  readonly firstDay: number;
}

/** First and last day, both included; null where open. */
export interface DateRange {
  readonly from: string | null;
  readonly to: string | null;
}

export function rangeOfPeriod(period: Period, { today, firstDay }: CalendarDay): DateRange {
  const date = Temporal.PlainDate.from(today);
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week': {
      const from = startOfWeek(today, firstDay);
      return { from, to: addDays(from, 6) };
    }
    case 'month':
      return { from: date.with({ day: 1 }).toString(), to: date.with({ day: date.daysInMonth }).toString() };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` };
  }
}

/** The days of a date condition, of which month and day may be missing. */
export function rangeOfDates({ from, to }: DateRange): DateRange {
  return { from: from === null ? null : firstDayOf(from), to: to === null ? null : lastDayOf(to) };
}
