/** When a plan's sessions are: the original's reading of RFC 5545 rules, with its limits. */
import { Temporal } from 'temporal-polyfill';

export interface Recurrence {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY';
  readonly interval: number;
  /** 0 Sunday … 6 Saturday; empty means the weekday of the start. */
  readonly weekdays: readonly number[];
  readonly count: number | undefined;
  /** The last day that may have a session. */
  readonly until: string | undefined;
}

/** The original's: a plan without a COUNT gets so many sessions at once. */
const MAX_OCCURRENCES = 12;
/** The original's: and none later than this. */
const HORIZON_DAYS = 90;

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Undefined for what is no daily, weekly or monthly rule. */
export function parseRecurrence(rule: string): Recurrence | undefined {
  const parts = new Map(
    rule
      .trim()
      .replace(/^RRULE:/i, '')
      .split(';')
      .map((part) => part.split('=', 2) as [string, string | undefined])
      .map(([name, value]) => [name.trim().toUpperCase(), (value ?? '').trim().toUpperCase()]),
  );
  const frequency = parts.get('FREQ');
  if (frequency !== 'DAILY' && frequency !== 'WEEKLY' && frequency !== 'MONTHLY') return undefined;
  const days = (parts.get('BYDAY') ?? '').split(',').map((day) => WEEKDAYS.indexOf(day.trim().slice(-2)));
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(parts.get('UNTIL') ?? '') ?? [];
  return {
    frequency,
    interval: Math.min(positive(parts.get('INTERVAL')) ?? 1, HORIZON_DAYS + 1),
    weekdays: [...new Set(days.filter((index) => index >= 0))].sort((a, b) => a - b),
    count: positive(parts.get('COUNT')),
    until: year ? `${year}-${month}-${day}` : undefined,
  };
}

/** The days of the sessions from `start`, which is one of them when the rule says so; oldest first. */
export function recurrenceDays(start: string, recurrence: Recurrence): string[] {
  const first = Temporal.PlainDate.from(start);
  const horizon = first.add({ days: HORIZON_DAYS }).toString();
  const { until, count } = recurrence;
  const cutoff = until !== undefined && until < horizon ? until : horizon;
  const limit = Math.min(count ?? MAX_OCCURRENCES, HORIZON_DAYS + 1);
  const days: string[] = [];
  for (const candidate of candidates(first, recurrence)) {
    if (days.length === limit || candidate > cutoff) break;
    if (candidate >= start) days.push(candidate);
  }
  return days;
}

/** Without end, in order. */
function* candidates(first: Temporal.PlainDate, { frequency, interval, weekdays }: Recurrence) {
  const sunday = first.subtract({ days: first.dayOfWeek % 7 });
  for (let cycle = 0; ; cycle += 1) {
    const step = cycle * interval;
    if (frequency === 'DAILY') yield first.add({ days: step }).toString();
    else if (frequency === 'MONTHLY') yield first.add({ months: step }).toString();
    else {
      for (const day of weekdays.length > 0 ? weekdays : [first.dayOfWeek % 7]) {
        yield sunday.add({ days: 7 * step + day }).toString();
      }
    }
  }
}

export interface Times {
  /** ISO instants. */
  readonly start: string;
  readonly end: string;
}

/**
 * When the sessions of a schedule are for who takes it up now. A start that has passed counts as today, a rule that
 * has ended and a schedule without one as a single session; without a time of day it is the present one.
 * @param schedule `startDate` a date or an instant, `timeOfDay` as `HH:MM`
 */
export function timesFromNow(
  schedule: {
    readonly kind: 'single' | 'recurring';
    readonly rule?: string | null | undefined;
    readonly startDate?: string | null | undefined;
    readonly timeOfDay?: string | null | undefined;
    readonly durationMinutes?: number | null | undefined;
  },
  { nowMs, zone }: { nowMs: number; zone: string },
): Times[] {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  const given = schedule.startDate ? zoned(schedule.startDate, zone) : undefined;
  const time = timeOf(schedule.timeOfDay) ?? given?.time ?? now.toPlainTime();
  const isAhead = given !== undefined && Temporal.PlainDate.compare(given.date, now.toPlainDate()) >= 0;
  const first = (isAhead ? given.date : now.toPlainDate()).toString();
  const minutes = schedule.durationMinutes || DEFAULT_MINUTES;
  const recurrence = schedule.kind === 'recurring' ? parseRecurrence(schedule.rule ?? '') : undefined;
  const days = recurrence ? recurrenceDays(first, recurrence) : [];
  const starts = (days.length > 0 ? days : [first]).map((day) =>
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }),
  );
  return starts.map((start) => ({
    start: instant(start),
    end: instant(start.add({ minutes })),
  }));
}

/** The original's. */
const DEFAULT_MINUTES = 60;

function zoned(text: string, zone: string): { date: Temporal.PlainDate; time?: Temporal.PlainTime } {
  if (!text.includes('T')) return { date: Temporal.PlainDate.from(text) };
  const at = Temporal.Instant.from(text).toZonedDateTimeISO(zone);
  return { date: at.toPlainDate(), time: at.toPlainTime() };
}

function timeOf(text: string | null | undefined): Temporal.PlainTime | undefined {
  return text && /^([01]\d|2[0-3]):[0-5]\d/.test(text)
    ? Temporal.PlainTime.from(text.slice(0, 5))
    : undefined;
}

function instant(at: Temporal.ZonedDateTime): string {
  return new Date(at.epochMilliseconds).toISOString();
}

function positive(text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
