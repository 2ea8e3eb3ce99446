/** Rules of recurrence (RFC 5545) over local dates: days without a zone, so that no change of clocks moves them. */
import * as library from 'rrule';
import { Temporal } from 'temporal-polyfill';

export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

export interface WeekdayOfRule {
  /** ISO, Monday 1 … Sunday 7. */
  readonly weekday: number;
  /** Which of the month's or year's, from its end when negative; null for each. */
  readonly nth: number | null;
}

/** A rule in parts. An empty list says nothing; what the rule leaves open follows from its first day. */
export interface RuleParts {
  readonly frequency: (typeof frequencies)[number];
  readonly interval: number;
  readonly weekdays: readonly WeekdayOfRule[];
  /** Negative ones count from the month's end. */
  readonly monthDays: readonly number[];
  readonly months: readonly number[];
  /** Which of a period's days. */
  readonly positions: readonly number[];
  /** ISO weekday. */
  readonly weekStart: number;
  readonly count: number | null;
  /** The last day that there may be. */
  readonly until: string | null;
}

/** From when which days recur. */
export interface Series {
  /** `YYYY-MM-DD`; the first day when the rule has it. */
  readonly start: string;
  readonly rule: RuleParts;
  /** Days that are left out. */
  readonly exceptions?: readonly string[];
}

/** More in one rule than a musician lives to see. */
const MAX_COUNT = 5000;
const MAX_INTERVAL = 1000;
const DAY_MS = 86_400_000;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
/** Of each month in a leap year. */
const MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Node gives the names of a CommonJS module by its default alone, a bundler gives those of its ES module. */
const { RRule } = 'RRule' in library ? library : (library as unknown as { default: typeof library }).default;

export const plainRule: RuleParts = {
  frequency: 'DAILY',
  interval: 1,
  weekdays: [],
  monthDays: [],
  months: [],
  positions: [],
  weekStart: 1,
  count: null,
  until: null,
};

/**
 * Undefined for what is no rule by days, and for what can never be (30 February): the library would look for a
 * day until the year 9999.
 */
export function parseRule(text: string): RuleParts | undefined {
  const parts = partsOf(text);
  if (!parts) return undefined;
  const { FREQ, INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST, COUNT, UNTIL } = parts;
  const frequency = frequencies.find((name) => name === FREQ);
  const weekdays = listOf(BYDAY, weekdayOf);
  const monthDays = listOf(BYMONTHDAY, numberWithin(31));
  const months = listOf(BYMONTH, (item) => positive(item, 12));
  const positions = listOf(BYSETPOS, numberWithin(366));
  const interval = INTERVAL === undefined ? 1 : positive(INTERVAL, MAX_INTERVAL);
  const count = COUNT === undefined ? null : positive(COUNT, MAX_COUNT);
  const until = UNTIL === undefined ? null : dateOf(UNTIL);
  const weekStart = WKST === undefined ? 1 : WEEKDAYS.indexOf(WKST as 'MO') + 1;
  if (!frequency || !weekdays || !monthDays || !months || !positions) return undefined;
  if (interval === undefined || count === undefined || until === undefined || weekStart === 0)
    return undefined;
  const rule = { frequency, interval, weekdays, monthDays, months, positions, weekStart, count, until };
  return canBe(rule) ? rule : undefined;
}

/** As RFC 5545 writes it, without `RRULE:`; an end is a day. */
export function ruleText(rule: RuleParts): string {
  const list = (name: string, items: readonly unknown[]) =>
    items.length > 0 ? [`${name}=${items.join(',')}`] : [];
  const days = rule.weekdays.map(({ weekday, nth }) => `${nth ?? ''}${WEEKDAYS[weekday - 1]}`);
  return [
    `FREQ=${rule.frequency}`,
    ...(rule.interval === 1 ? [] : [`INTERVAL=${rule.interval}`]),
    ...list('BYMONTH', rule.months),
    ...list('BYMONTHDAY', rule.monthDays),
    ...list('BYDAY', days),
    ...list('BYSETPOS', rule.positions),
    ...(rule.weekStart === 1 ? [] : [`WKST=${WEEKDAYS[rule.weekStart - 1]}`]),
    ...(rule.count === null ? [] : [`COUNT=${rule.count}`]),
    ...(rule.until === null ? [] : [`UNTIL=${rule.until.replaceAll('-', '')}`]),
  ].join(';');
}

/** The days from `from` to `to`, both included, oldest first. */
export function daysBetween({ start, rule, exceptions = [] }: Series, from: string, to: string): string[] {
  const first = from > start ? from : start;
  const last = rule.until !== null && rule.until < to ? rule.until : to;
  if (first > last || !isPossible(rule, start)) return [];
  const days = new RRule({
    freq: RRule[rule.frequency],
    interval: rule.interval,
    byweekday: orNull(
      rule.weekdays.map(({ weekday, nth }) => {
        const day = RRule[WEEKDAYS[weekday - 1] ?? 'MO'];
        return nth === null ? day : day.nth(nth);
      }),
    ),
    bymonthday: orNull(rule.monthDays),
    bymonth: orNull(rule.months),
    bysetpos: orNull(rule.positions),
    wkst: rule.weekStart - 1,
    count: rule.count,
    dtstart: atMidnight(rule.count === null ? nearStart(rule, start, first) : start),
    until: atMidnight(last),
  }).between(atMidnight(first), atMidnight(last), true);
  return days.map((day) => day.toISOString().slice(0, 10)).filter((day) => !exceptions.includes(day));
}

export function isDay(series: Series, date: string): boolean {
  return daysBetween(series, date, date).length > 0;
}

/** The first day on or after `date` within ten years; undefined when there is none. */
export function firstDayFrom(series: Series, date: string): string | undefined {
  const day = Temporal.PlainDate.from(date);
  // A look at a year finds it for nearly every rule.
  for (const years of [1, 10]) {
    const [found] = daysBetween(series, date, day.add({ years }).toString());
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The rule that ends on the day before. */
export function ruleBefore(rule: RuleParts, date: string): RuleParts {
  const until = Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
  return { ...rule, count: null, until: rule.until !== null && rule.until < until ? rule.until : until };
}

/** The rule for the days from `date` on, when those before stay with the series. */
export function ruleFrom({ start, rule }: Series, date: string): RuleParts {
  if (rule.count === null) return rule;
  const before = daysBetween(
    { start, rule },
    start,
    Temporal.PlainDate.from(date).subtract({ days: 1 }).toString(),
  ).length;
  return { ...rule, count: Math.max(1, rule.count - before) };
}

/** A start in step with the rule's periods, so that an old plan costs no more than a new one. */
function nearStart({ frequency, interval }: RuleParts, start: string, first: string): string {
  if (frequency !== 'DAILY' && frequency !== 'WEEKLY') return start;
  const step = interval * (frequency === 'DAILY' ? 1 : 7);
  const passed = Math.floor((atMidnight(first).getTime() - atMidnight(start).getTime()) / DAY_MS);
  // One period early: a week may begin before its day.
  const periods = Math.max(0, Math.floor(passed / step) - 1);
  return new Date(atMidnight(start).getTime() + periods * step * DAY_MS).toISOString().slice(0, 10);
}

/** Whether a period that the interval meets can have such a day at all. */
function isPossible({ frequency, interval, weekdays, monthDays, months }: RuleParts, start: string): boolean {
  const { day, month, dayOfWeek } = Temporal.PlainDate.from(start);
  if (frequency === 'WEEKLY') return true;
  if (frequency === 'DAILY') {
    const isSameWeekday = interval % 7 === 0 && weekdays.length > 0;
    return !isSameWeekday || weekdays.some(({ weekday }) => weekday === dayOfWeek);
  }
  const step = frequency === 'YEARLY' ? 1 : greatestDivisor(interval, 12);
  const isMet = (candidate: number) => (candidate - month) % step === 0;
  const inMonths = (months.length > 0 ? months : MONTH_LENGTHS.map((_, index) => index + 1)).filter(isMet);
  const days = monthDays.length > 0 || weekdays.length > 0 ? monthDays : [day];
  return inMonths.length > 0 && (days.length === 0 || days.some((each) => isInOne(inMonths, each)));
}

function isInOne(months: readonly number[], day: number): boolean {
  return months.some((month) => Math.abs(day) <= (MONTH_LENGTHS[month - 1] ?? 0));
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function canBe({ frequency, weekdays, monthDays, months, positions }: RuleParts): boolean {
  const isByMonth = frequency === 'MONTHLY' || frequency === 'YEARLY';
  const hasNth = weekdays.some(({ nth }) => nth !== null);
  if (hasNth && (!isByMonth || monthDays.length > 0 || positions.length > 0)) return false;
  // The library would want a day to be both.
  if (hasNth && weekdays.some(({ nth }) => nth === null)) return false;
  const mostOfOne = frequency === 'YEARLY' && months.length === 0 ? 53 : 5;
  if (weekdays.some(({ nth }) => Math.abs(nth ?? 0) > mostOfOne)) return false;
  if (frequency === 'WEEKLY' && monthDays.length > 0) return false;
  if (monthDays.length > 0 && !monthDays.some((day) => isInOne(months.length > 0 ? months : [1], day)))
    return false;
  if (positions.length === 0) return true;
  if (frequency === 'DAILY') return false;
  if (weekdays.length > 0 && monthDays.length > 0) return false;
  const perPeriod = frequency === 'WEEKLY' ? 1 : 4;
  const days = weekdays.length > 0 ? weekdays.length * perPeriod : monthDays.length;
  return positions.some((position) => Math.abs(position) <= days);
}

function partsOf(text: string): Partial<Record<string, string>> | undefined {
  const known = /^(FREQ|INTERVAL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|WKST|COUNT|UNTIL)=(.+)$/;
  const parts: Partial<Record<string, string>> = {};
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [, name, value] = known.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined || parts[name] !== undefined) return undefined;
    parts[name] = value.trim();
  }
  return parts;
}

function listOf<T>(text: string | undefined, read: (item: string) => T | undefined): T[] | undefined {
  const items = (text?.split(',') ?? []).map((item) => read(item.trim()));
  const whole = items.filter((item): item is T & {} => item !== undefined);
  return whole.length === items.length ? whole : undefined;
}

function weekdayOf(text: string): WeekdayOfRule | undefined {
  const [, nth, day] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text) ?? [];
  if (day === undefined || Number(nth) === 0) return undefined;
  return { weekday: WEEKDAYS.indexOf(day as 'MO') + 1, nth: nth === undefined ? null : Number(nth) };
}

function numberWithin(most: number) {
  return (text: string): number | undefined => {
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : 0;
    return value !== 0 && Math.abs(value) <= most ? value : undefined;
  };
}

function positive(text: string, most: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : undefined;
}

/** `20270131`, with or without a time of day, which a day has no use for. */
function dateOf(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)(?:T[\d:.]+Z?)?$/.exec(text) ?? [];
  try {
    return Temporal.PlainDate.from(`${year}-${month}-${day}`, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** To the library an empty list is a condition that nothing meets. */
function orNull<T>(items: readonly T[]): T[] | null {
  return items.length > 0 ? [...items] : null;
}

function atMidnight(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}
