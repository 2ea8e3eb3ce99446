/** Practice plans, what a person did with their occurrences, and templates: the original's shapes, dates as dates. */
import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { dateSchema, instantSchema } from '../logbook/local-day.ts';
import { parseRule } from './rule.ts';

export const planTypes = ['bootcamp', 'course', 'custom'] as const;
export const planStatuses = ['draft', 'active', 'completed', 'archived'] as const;
export const planVisibilities = ['private', 'shared', 'template'] as const;
export const occurrenceStatuses = ['scheduled', 'completed', 'skipped', 'expired'] as const;
export const flexibilities = ['fixed', 'same-day', 'anytime'] as const;

/** The original's. */
export const MAX_PROMPTS = 10;
const MAX_SEGMENTS = 50;
const DAY_MINUTES = 1440;

const names = z.array(z.string().trim().min(1).max(200)).max(100);
const timeSchema = z.iso.time({ precision: -1 });
const title = z.string().trim().min(1).max(200);
const minutes = z.int().min(0).max(DAY_MINUTES);

/** A piece by its record, or as the original names it: by its key, or by title and composer. */
export const pieceRefSchema = z.looseObject({
  pieceId: z.string().max(200).nullish(),
  scoreId: z.string().max(200).nullish(),
  title: z.string().max(200).nullish(),
  composer: z.string().max(200).nullish(),
});

/** One part of a session. Tempo targets in beats per minute, by a name such as `start` or `target`. */
export const segmentSchema = z.looseObject({
  id: z.string().max(200).nullish(),
  label: title,
  durationMinutes: minutes.nullish(),
  pieceRefs: z.array(pieceRefSchema).max(20).default([]),
  techniques: names.default([]),
  instructions: z.string().max(5000).nullish(),
  tempoTargets: z.record(z.string().max(50), z.union([z.number(), z.string().max(50), z.null()])).nullish(),
});

const segments = z.array(segmentSchema).max(MAX_SEGMENTS);
const prompts = z.array(z.string().trim().min(1).max(500)).max(MAX_PROMPTS);

/**
 * When a plan's occurrences are, in local dates. `rule` is an RFC 5545 RRULE without DTSTART, `timeOfDay` is
 * `HH:MM`, `exceptions` are days without one.
 */
export const scheduleInputSchema = z
  .looseObject({
    kind: z.enum(['single', 'recurring']),
    rule: z.string().max(500).nullish(),
    durationMinutes: minutes.nullish(),
    timeOfDay: timeSchema.nullish(),
    flexibility: z.enum(flexibilities).nullish(),
    startDate: dateSchema.nullish(),
    endDate: dateSchema.nullish(),
    exceptions: z.array(dateSchema).max(500).nullish(),
  })
  .refine(({ kind, rule }) => kind === 'single' || parseRule(rule ?? '') !== undefined, {
    path: ['rule'],
    message: 'not a rule that has a day',
  })
  .refine(({ kind, startDate }) => kind === 'single' || startDate != null, {
    path: ['startDate'],
    message: 'a recurring plan begins on a day',
  });

export const planInputSchema = z.object({
  title,
  description: z.string().max(5000).nullish(),
  type: z.enum(planTypes).default('custom'),
  focusAreas: names.default([]),
  techniques: names.default([]),
  pieceRefs: z.array(pieceRefSchema).max(100).default([]),
  schedule: scheduleInputSchema,
  segments: segments.default([]),
  reflectionPrompts: prompts.default([]),
  goalIds: z.array(recordIdSchema).max(50).default([]),
  tags: names.default([]),
});

export const planPatchSchema = planInputSchema
  .extend({
    type: z.enum(planTypes),
    focusAreas: names,
    techniques: names,
    pieceRefs: z.array(pieceRefSchema).max(100),
    segments,
    reflectionPrompts: prompts,
    goalIds: z.array(recordIdSchema).max(50),
    tags: names,
    status: z.enum(planStatuses),
  })
  .partial();

/** A schedule as read: the original's clients write dates and instants alike. */
export const planScheduleSchema = z.looseObject({
  kind: z.enum(['single', 'recurring']).catch('single'),
  rule: z.string().nullish().catch(null),
  durationMinutes: z.number().nullish().catch(null),
  timeOfDay: timeSchema.nullish().catch(null),
  flexibility: z.string().nullish().catch(null),
  startDate: z.string().nullish().catch(null),
  endDate: z.string().nullish().catch(null),
  exceptions: z.array(dateSchema).nullish().catch(null),
});

const readNames = z.array(z.string()).catch([]);
const times = {
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
};

/** A plan as read from a journal: what does not fit falls back, what is unknown is kept. */
export const planSchema = z.looseObject({
  id: z.string(),
  title: z.string().catch(''),
  description: z.string().nullable().catch(null),
  type: z.enum(planTypes).catch('custom'),
  focusAreas: readNames,
  techniques: readNames,
  pieceRefs: z.array(pieceRefSchema).catch([]),
  schedule: planScheduleSchema.catch({ kind: 'single' }),
  /** Null in the original's plans, whose occurrences alone have segments. */
  segments: z.array(segmentSchema).nullable().catch(null),
  reflectionPrompts: readNames,
  goalIds: readNames,
  visibility: z.enum(planVisibilities).catch('private'),
  status: z.enum(planStatuses).catch('active'),
  tags: readNames,
  templateVersion: z.number().nullable().catch(null),
  sourceTemplateId: z.string().nullable().catch(null),
  /** The plan that this one goes on from, and what that plan's rule was before it was parted. */
  partedFrom: z.object({ planId: z.string(), rule: z.string() }).nullable().catch(null),
  archivedAt: instantSchema.nullable().catch(null),
  ...times,
});

/**
 * What a person did with one occurrence, by the plan and the day that the rule gave it (`recurrenceKey`).
 * `date`, `timeOfDay`, `durationMinutes` and `title` are its own where they are not null.
 */
export const occurrenceSchema = z.looseObject({
  id: z.string(),
  planId: z.string().catch(''),
  recurrenceKey: z.string().nullable().catch(null),
  scheduledStart: z.string().nullable().catch(null),
  scheduledEnd: z.string().nullable().catch(null),
  flexWindow: z.string().nullable().catch(null),
  date: dateSchema.nullable().catch(null),
  timeOfDay: timeSchema.nullable().catch(null),
  durationMinutes: z.number().nullable().catch(null),
  title: z.string().nullable().catch(null),
  segments: z.array(segmentSchema).catch([]),
  reflectionPrompts: readNames,
  /** Segments and prompts are this occurrence's own. */
  isEdited: z.boolean().catch(false),
  status: z.enum(occurrenceStatuses).catch('scheduled'),
  logEntryId: z.string().nullable().catch(null),
  checkIn: z
    .looseObject({
      recordedAt: instantSchema,
      responses: z.record(z.string(), z.string()).catch({}),
    })
    .nullable()
    .catch(null),
  notes: z.string().nullable().catch(null),
  ...times,
});

/** A change of one occurrence. Null gives back what the plan says. */
export const occurrencePatchSchema = z
  .object({
    status: z.enum(['scheduled', 'skipped']),
    date: dateSchema.nullable(),
    timeOfDay: timeSchema.nullable(),
    durationMinutes: minutes.nullable(),
    title: title.nullable(),
    segments: segments.nullable(),
    reflectionPrompts: prompts.nullable(),
    notes: z.string().max(5000).nullable(),
  })
  .partial();

export const planTemplateSchema = z.looseObject({
  id: z.string(),
  authorId: z.string().nullable().catch(null),
  sourcePlanId: z.string().nullable().catch(null),
  title: z.string().catch(''),
  description: z.string().nullable().catch(null),
  type: z.enum(planTypes).catch('custom'),
  focusAreas: readNames,
  techniques: readNames,
  pieceRefs: z.array(pieceRefSchema).catch([]),
  schedule: planScheduleSchema.catch({ kind: 'single' }),
  segments: z.array(segmentSchema).nullable().catch(null),
  reflectionPrompts: readNames,
  tags: readNames,
  templateVersion: z.number().catch(1),
  visibility: z.enum(['public', 'private']).catch('private'),
  adoptionCount: z.number().catch(0),
  publishedAt: instantSchema.nullable().catch(null),
  ...times,
});

export type PieceRef = z.infer<typeof pieceRefSchema>;
export type Segment = z.infer<typeof segmentSchema>;
export type PlanInput = z.infer<typeof planInputSchema>;
export type PlanPatch = z.infer<typeof planPatchSchema>;
export type Plan = z.infer<typeof planSchema>;
export type Occurrence = z.infer<typeof occurrenceSchema>;
export type OccurrencePatch = z.infer<typeof occurrencePatchSchema>;
export type PlanTemplate = z.infer<typeof planTemplateSchema>;
