import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** An ISO 8601 instant in UTC, as `2026-01-31T09:30:00.000Z`. */
export const instantSchema = z.iso.datetime();

/** A calendar date without a zone, `YYYY-MM-DD`. */
export const dateSchema = z.iso.date();

/** An IANA time zone that this runtime knows. */
export const zoneSchema = z.string().max(60).refine(isZone, 'not a time zone');

/**
 * The musician's day that a session belongs to: the calendar date where it started, or the day before when
 * it started earlier than the day-start hour. It is stored with the entry, so travel never moves it.
 * @param instant ISO instant of the start
 * @param dayStartHour 0–23; with 4, half past three at night still belongs to yesterday
 */
export function localDateOf(instant: string, zone: string, dayStartHour: number): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.subtract({ hours: dayStartHour }).toPlainDate().toString();
}

/**
 * The start of a session that is to belong to `date`, at the same time of day: what was played past midnight and
 * belongs to the day before is past midnight there too. Where the clock skips that time it is as much later.
 */
export function movedToDate(
  { timestamp, zone, localDate }: { timestamp: string; zone: string; localDate: string },
  date: string,
): string {
  const start = Temporal.Instant.from(timestamp).toZonedDateTimeISO(isZone(zone) ? zone : 'UTC');
  const days = Temporal.PlainDate.from(localDate).until(date, { largestUnit: 'days' });
  const moved = start.toPlainDateTime().add(days).toZonedDateTime(start.timeZoneId);
  return new Date(moved.epochMilliseconds).toISOString();
}

/** @param days may be negative */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The first day of the week that holds `date`. @param firstDay ISO weekday, Monday 1 … Sunday 7 */
export function startOfWeek(date: string, firstDay: number): string {
  const day = Temporal.PlainDate.from(date);
  return day.subtract({ days: (day.dayOfWeek - firstDay + 7) % 7 }).toString();
}

export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
