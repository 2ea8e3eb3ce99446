import { Temporal } from 'temporal-polyfill';
import { addDays, startOfWeek } from '../logbook/local-day.ts';

export const periodKinds = ['week', 'month'] as const;

export type PeriodKind = (typeof periodKinds)[number];

/**
 * The first days of the last `count` weeks or months, oldest first; the last holds `date`.
 * @param firstDay ISO weekday that a week begins with
 */
export function periodStarts(kind: PeriodKind, date: string, firstDay: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    return kind === 'week'
      ? addDays(startOfWeek(date, firstDay), -7 * back)
      : Temporal.PlainDate.from(date).with({ day: 1 }).subtract({ months: back }).toString();
  });
}
