/** The days that a calendar shows. */
import { addDays, startOfWeek } from '@mirubato/domain/logbook';
import dayjs from 'dayjs';

export type CalendarView = 'month' | 'week';

/** Whole weeks, week by week. @param firstDay ISO weekday */
export function calendarWeeks(day: string, view: CalendarView, firstDay: number): string[][] {
  const from = startOfWeek(view === 'month' ? `${day.slice(0, 7)}-01` : day, firstDay);
  const last = view === 'month' ? dayjs(day).endOf('month').format('YYYY-MM-DD') : day;
  const weeks: string[][] = [];
  for (let start = from; start <= last; start = addDays(start, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(start, index)));
  return weeks;
}

/** Where a key leads from a day; undefined for other keys. */
export function dayByKey(day: string, key: string, view: CalendarView, firstDay: number): string | undefined {
  const byMonth = (months: number) => dayjs(day).add(months, 'month').format('YYYY-MM-DD');
  const week = startOfWeek(day, firstDay);
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return week;
    case 'End':
      return addDays(week, 6);
    case 'PageUp':
      return view === 'month' ? byMonth(-1) : addDays(day, -7);
    case 'PageDown':
      return view === 'month' ? byMonth(1) : addDays(day, 7);
    default:
      return undefined;
  }
}
