/** What checking in writes: one entry of the logbook, and the occurrence as completed. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { MAX_ENTRY_MINUTES, moods } from '../logbook/entry.ts';
import { instantSchema, localDateOf, zoneSchema } from '../logbook/local-day.ts';
import type { PlannedOccurrence } from './occurrences.ts';
import type { Occurrence, Plan } from './plan.ts';

export const checkInSchema = z.object({
  zone: zoneSchema,
  /** When it began; without it, so long ago that it ends now. */
  timestamp: instantSchema.nullish(),
  duration: z.int().min(1).max(MAX_ENTRY_MINUTES),
  notes: z.string().max(5000).default(''),
  mood: z.enum(moods).nullish(),
  responses: z
    .array(z.object({ prompt: z.string().max(500), response: z.string().max(5000) }))
    .max(20)
    .default([]),
});

export type CheckIn = z.infer<typeof checkInSchema>;

type Fields = Readonly<Record<string, unknown>>;

/** Two devices that check the same occurrence in make one entry. */
export function checkInEntryId(occurrenceId: string): string {
  return `check-in ${occurrenceId}`;
}

/** The entry, with the original's metadata. @param at ISO instant of the check-in */
export function checkInEntry(
  plan: Plan,
  occurrence: PlannedOccurrence,
  occurrenceId: string,
  input: CheckIn,
  around: { at: string; instrument: string | null; dayStartHour: number },
): Fields {
  const { at, instrument, dayStartHour } = around;
  const start = new Date(Date.parse(at) - input.duration * 60_000).toISOString();
  const timestamp = input.timestamp ?? start;
  const answered = input.responses.filter(({ response }) => response.trim() !== '');
  const refs = [...occurrence.segments.flatMap(({ pieceRefs }) => pieceRefs), ...plan.pieceRefs];
  const titles = new Set<string>();
  const pieces = refs.flatMap(({ pieceId, title, composer }) => {
    const name = title?.trim() ?? '';
    if (name === '' || titles.has(`${name}\n${composer ?? ''}`)) return [];
    titles.add(`${name}\n${composer ?? ''}`);
    return [{ pieceId: pieceId ?? null, title: name, composer: composer ?? null }];
  });
  const techniques = [
    ...new Set([...plan.techniques, ...occurrence.segments.flatMap((segment) => segment.techniques)]),
  ].map((name) => name.slice(0, 100));
  return {
    timestamp,
    zone: input.zone,
    localDate: localDateOf(timestamp, input.zone, dayStartHour),
    duration: input.duration,
    type: 'practice',
    instrument,
    pieces: pieces.slice(0, 10),
    techniques: techniques.slice(0, 20),
    goalIds: plan.goalIds,
    notes: input.notes,
    mood: input.mood ?? null,
    tags: [],
    scoreId: null,
    source: 'practice_plan',
    metadata: {
      source: 'practice_plan',
      planId: plan.id,
      planOccurrenceId: occurrenceId,
      planTitle: occurrence.title,
      segments: occurrence.segments,
      reflectionPrompts: occurrence.reflectionPrompts,
      reflectionResponses: answered,
      focusAreas: plan.focusAreas,
      planTechniques: plan.techniques,
    },
  };
}

/** @param at ISO instant of the check-in */
export function checkedInFields(entryId: string, input: CheckIn, at: string, record: Fields): Fields {
  const answered = input.responses.filter(({ response }) => response.trim() !== '');
  return {
    status: 'completed',
    logEntryId: entryId,
    checkIn: {
      recordedAt: at,
      responses: Object.fromEntries(answered.map(({ prompt, response }) => [prompt, response])),
    },
    metrics: { ...Object(record.metrics), actualDuration: input.duration },
  };
}

/** As before the check-in, with the trace of it that the original keeps. */
export function uncheckedFields(record: Occurrence, at: string): Fields {
  const { actualDuration: _minutes, ...metrics } = Object(record.metrics);
  return {
    status: 'scheduled',
    logEntryId: null,
    checkIn: null,
    metrics: {
      ...metrics,
      previousCheckIn: { uncheckedAt: at, previousLogEntryId: record.logEntryId, reason: 'undo' },
    },
  };
}

/** What a first record of an occurrence says besides, so that the original's clients know when it is. */
export function firstFields(plan: Plan, occurrence: PlannedOccurrence, zone: string): Fields {
  const time = Temporal.PlainTime.from(occurrence.timeOfDay ?? '00:00');
  const start = Temporal.PlainDate.from(occurrence.date).toZonedDateTime({ timeZone: zone, plainTime: time });
  const end = start.add({ minutes: occurrence.durationMinutes });
  const instant = (moment: Temporal.ZonedDateTime) => new Date(moment.epochMilliseconds).toISOString();
  return {
    planId: plan.id,
    recurrenceKey: occurrence.key,
    scheduledStart: instant(start),
    scheduledEnd: instant(end),
    flexWindow: plan.schedule.flexibility ?? 'same-day',
    segments: occurrence.segments,
    reflectionPrompts: occurrence.reflectionPrompts,
    targets: {},
    metrics: {},
    status: 'scheduled',
  };
}
