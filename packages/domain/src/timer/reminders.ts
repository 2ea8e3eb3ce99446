/**
 * Which reminder is due. Each has instants at which it falls due; of all that have passed since somebody last
 * looked only the latest is shown, so that a computer that slept for a week brings one notice and not a pile.
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { localDateOf } from '../logbook/local-day.ts';

/** `HH:MM` on the clock of wherever the musician is. */
const timeSchema = z.iso.time({ precision: -1 });

export const MAX_PRACTICE_TIMES = 10;

export const remindersSchema = z.object({
  /** ISO weekdays, Monday 1 … Sunday 7. */
  practice: z
    .array(z.object({ time: timeSchema, weekdays: z.array(z.int().min(1).max(7)).max(7) }))
    .max(MAX_PRACTICE_TIMES)
    .default([]),
  /** When to say how much of the daily goal is open; null for never. */
  goalTime: timeSchema.nullable().default(null),
  /** Says each time so many minutes have run without a pause that the timer is running; null for never. */
  runningMinutes: z.int().min(5).max(480).nullable().default(null),
  /** Nothing is shown from the first to the second, which may be on the next day; null for no quiet hours. */
  quiet: z.object({ from: timeSchema, to: timeSchema }).nullable().default(null),
});

export type Reminders = z.infer<typeof remindersSchema>;

export const noReminders: Reminders = { practice: [], goalTime: null, runningMinutes: null, quiet: null };

export function hasReminders({ practice, goalTime, runningMinutes }: Reminders): boolean {
  return practice.length > 0 || goalTime !== null || runningMinutes !== null;
}

export type DueReminder =
  | { readonly kind: 'practice'; readonly dueAt: string }
  | {
      readonly kind: 'goal';
      readonly dueAt: string;
      readonly minutesToday: number;
      readonly goalMinutes: number;
    }
  | { readonly kind: 'running'; readonly dueAt: string; readonly minutes: number };

export interface ReminderFacts {
  /** ISO instants. What fell due up to `seenUntil` has been shown or passed over. */
  readonly now: string;
  readonly seenUntil: string;
  readonly zone: string;
  readonly dayStartHour: number;
  readonly minutesToday: number;
  readonly goalMinutes: number | null;
  /** Since when the timer has run without a pause; null when it does not. */
  readonly runningSince: string | null;
}

/** After two hours a reminder of a time of day is no use any more. */
const LATE_MS = 2 * 3_600_000;

export function dueReminder(reminders: Reminders, facts: ReminderFacts): DueReminder | null {
  const nowMs = Date.parse(facts.now);
  if (isQuiet(reminders.quiet, facts.now, facts.zone)) return null;
  const fromMs = Math.max(Date.parse(facts.seenUntil), nowMs - LATE_MS);
  const due = [
    ...practiceDue(reminders, facts),
    ...goalDue(reminders, facts),
    ...runningDue(reminders, facts),
  ]
    .filter(({ dueAt }) => Date.parse(dueAt) > fromMs && Date.parse(dueAt) <= nowMs)
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  return due.at(-1) ?? null;
}

export function isQuiet(quiet: Reminders['quiet'], instant: string, zone: string): boolean {
  if (!quiet) return false;
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainTime();
  const isFrom = Temporal.PlainTime.compare(time, Temporal.PlainTime.from(quiet.from)) >= 0;
  const isBefore = Temporal.PlainTime.compare(time, Temporal.PlainTime.from(quiet.to)) < 0;
  return quiet.from <= quiet.to ? isFrom && isBefore : isFrom || isBefore;
}

/** Who is practising needs no reminder to practise. */
function practiceDue({ practice }: Reminders, { now, zone, runningSince }: ReminderFacts): DueReminder[] {
  if (runningSince !== null) return [];
  return practice.flatMap(({ time, weekdays }) =>
    latestDates(now, zone)
      .filter((date) => weekdays.includes(date.dayOfWeek))
      .map((date): DueReminder => ({ kind: 'practice', dueAt: instantAt(date, time, zone) })),
  );
}

/** Only while the day of the goal lasts, and the goal is open. */
function goalDue({ goalTime }: Reminders, facts: ReminderFacts): DueReminder[] {
  const { now, zone, minutesToday, goalMinutes, dayStartHour } = facts;
  if (goalTime === null || !goalMinutes || minutesToday >= goalMinutes) return [];
  const today = localDateOf(now, zone, dayStartHour);
  return latestDates(now, zone)
    .map((date) => instantAt(date, goalTime, zone))
    .filter((dueAt) => localDateOf(dueAt, zone, dayStartHour) === today)
    .map((dueAt) => ({ kind: 'goal', dueAt, minutesToday, goalMinutes }));
}

function runningDue({ runningMinutes }: Reminders, { now, runningSince }: ReminderFacts): DueReminder[] {
  if (runningMinutes === null || runningSince === null) return [];
  const sinceMs = Date.parse(runningSince);
  const minutes = Math.floor((Date.parse(now) - sinceMs) / 60_000 / runningMinutes) * runningMinutes;
  if (minutes <= 0) return [];
  return [{ kind: 'running', dueAt: new Date(sinceMs + minutes * 60_000).toISOString(), minutes }];
}

/** Yesterday counts, for what fell due shortly before midnight. */
function latestDates(now: string, zone: string): Temporal.PlainDate[] {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
  return [today.subtract({ days: 1 }), today];
}

/** A time that summer time skips falls due when it would have; one that comes twice, the first time. */
function instantAt(date: Temporal.PlainDate, time: string, zone: string): string {
  const at = date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) });
  return new Date(at.epochMilliseconds).toISOString();
}
