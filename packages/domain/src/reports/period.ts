/** Days from one to another, and what they are compared with. Calendar dates alone: no hour of a day counts here. */
import { Temporal } from 'temporal-polyfill';
import { addDays, startOfWeek } from '../logbook/local-day.ts';
import type { Comparison, DateGrouping, RangePreset, ReportRange } from './definition.ts';

/** Both included. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

export interface Period extends Stretch {
  /** Its last day that has come: today, while the period goes on. */
  readonly until: string;
  /** The days of a calendar unit, or just so many days. */
  readonly unit: DateGrouping | 'days' | 'all';
}

const currentUnits: Partial<Record<RangePreset, DateGrouping>> = {
  today: 'day',
  thisWeek: 'week',
  thisMonth: 'month',
  thisQuarter: 'quarter',
  thisYear: 'year',
};
const lastUnits: Partial<Record<RangePreset, DateGrouping>> = {
  lastWeek: 'week',
  lastMonth: 'month',
  lastQuarter: 'quarter',
  lastYear: 'year',
};
const dayCounts: Partial<Record<RangePreset, number>> = {
  last7Days: 7,
  last30Days: 30,
  last90Days: 90,
  last365Days: 365,
};

/**
 * The days that a range means.
 * @param today the musician's day
 * @param firstDay of the week, ISO: Monday 1 … Sunday 7
 * @param firstPractised the earliest day with practice; where all time begins. Null when there is none
 */
export function periodOf(
  range: ReportRange,
  { today, firstDay, firstPractised }: { today: string; firstDay: number; firstPractised: string | null },
): Period {
  if ('from' in range) {
    const until = clamp(today, range.from, range.to);
    return { ...range, until, unit: unitOf(range, firstDay) };
  }
  const current = currentUnits[range.preset];
  if (current) return { ...unitAround(today, current, firstDay), until: today, unit: current };
  const last = lastUnits[range.preset];
  if (last) {
    const stretch = unitAround(addDays(unitAround(today, last, firstDay).from, -1), last, firstDay);
    return { ...stretch, until: stretch.to, unit: last };
  }
  const days = dayCounts[range.preset];
  if (days) return { from: addDays(today, 1 - days), to: today, until: today, unit: 'days' };
  const from = firstPractised !== null && firstPractised < today ? firstPractised : today;
  return { from, to: today, until: today, unit: 'all' };
}

/**
 * What the part of the period that has come is compared with: as many days, from the beginning of the period before
 * or of the one a year before, and never beyond that period's end, so that 1–31 March meets 1–28 February. A week a
 * year before lies 52 weeks back, so that each weekday meets its own. All time has nothing to be compared with.
 */
export function comparedStretch(period: Period, comparison: Comparison, firstDay: number): Stretch | null {
  if (comparison === 'none' || period.unit === 'all') return null;
  const days = daysIn({ from: period.from, to: period.until });
  if (period.unit === 'days') {
    if (comparison === 'before') return { from: addDays(period.from, -days), to: addDays(period.from, -1) };
    const from = yearBefore(period.from);
    return { from, to: addDays(from, days - 1) };
  }
  const day =
    comparison === 'before'
      ? addDays(period.from, -1)
      : period.unit === 'week'
        ? addDays(period.from, -52 * 7)
        : yearBefore(period.from);
  const earlier = unitAround(day, period.unit, firstDay);
  const to = addDays(earlier.from, days - 1);
  return { from: earlier.from, to: clamp(to, earlier.from, earlier.to) };
}

/** The day, week, month, quarter or year that holds a date. */
export function unitAround(date: string, unit: DateGrouping, firstDay: number): Stretch {
  const from = startOf(date, unit, firstDay);
  return { from, to: addDays(nextStart(from, unit), -1) };
}

/** The first days of all units that the stretch touches, in order: a key for every bar of a chart. */
export function startsWithin({ from, to }: Stretch, unit: DateGrouping, firstDay: number): string[] {
  const starts: string[] = [];
  const length = durationOf(unit, 1);
  let day = Temporal.PlainDate.from(startOf(from, unit, firstDay));
  for (let start = day.toString(); start <= to; start = day.toString()) {
    starts.push(start);
    day = day.add(length);
  }
  return starts;
}

/** The first day of the unit so many units before the one that holds the date. */
export function startBefore(date: string, unit: DateGrouping, count: number, firstDay: number): string {
  const start = Temporal.PlainDate.from(startOf(date, unit, firstDay));
  return start.subtract(durationOf(unit, count)).toString();
}

export function daysIn({ from, to }: Stretch): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days + 1;
}

function startOf(date: string, unit: DateGrouping, firstDay: number): string {
  const day = Temporal.PlainDate.from(date);
  switch (unit) {
    case 'day':
      return date;
    case 'week':
      return startOfWeek(date, firstDay);
    case 'month':
      return day.with({ day: 1 }).toString();
    case 'quarter':
      return day.with({ day: 1, month: day.month - ((day.month - 1) % 3) }).toString();
    case 'year':
      return day.with({ day: 1, month: 1 }).toString();
  }
}

function nextStart(start: string, unit: DateGrouping): string {
  return Temporal.PlainDate.from(start).add(durationOf(unit, 1)).toString();
}

function durationOf(unit: DateGrouping, count: number): Temporal.DurationLike {
  const lengths = {
    day: { days: count },
    week: { days: 7 * count },
    month: { months: count },
    quarter: { months: 3 * count },
    year: { years: count },
  };
  return lengths[unit];
}

/** 29 February has 28 February a year before. */
function yearBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ years: 1 }).toString();
}

/** Dates that a person chose and that are a whole month are compared as the month. */
function unitOf(range: Stretch, firstDay: number): DateGrouping | 'days' {
  const units = ['day', 'week', 'month', 'quarter', 'year'] as const;
  const found = units.find((unit) => {
    const { from, to } = unitAround(range.from, unit, firstDay);
    return from === range.from && to === range.to;
  });
  return found ?? 'days';
}

function clamp(date: string, from: string, to: string): string {
  if (date < from) return from;
  return date > to ? to : date;
}
