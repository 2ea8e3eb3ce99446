/** Practice plans, their occurrences and templates: the original's shapes with dates as dates. */
import { z } from 'zod';
import { dateSchema, instantSchema } from '../logbook/local-day.ts';

export const planTypes = ['bootcamp', 'course', 'custom'] as const;
export const planStatuses = ['draft', 'active', 'completed', 'archived'] as const;
export const planVisibilities = ['private', 'shared', 'template'] as const;
export const occurrenceStatuses = ['scheduled', 'completed', 'skipped', 'expired'] as const;
export const flexibilities = ['fixed', 'same-day', 'anytime'] as const;

const names = z.array(z.string().max(200)).max(100);

export const pieceRefSchema = z.object({
  scoreId: z.string().max(200).nullish(),
  title: z.string().max(200).nullish(),
  composer: z.string().max(200).nullish(),
});

/** `rule` is an RFC 5545 RRULE without DTSTART; `timeOfDay` is `HH:MM`, local. */
export const planScheduleSchema = z.object({
  kind: z.enum(['single', 'recurring']),
  rule: z.string().max(500).nullish(),
  durationMinutes: z.int().min(0).max(1440).nullish(),
  timeOfDay: z.iso.time({ precision: -1 }).nullish(),
  flexibility: z.enum(flexibilities).nullish(),
  startDate: dateSchema.nullish(),
  endDate: dateSchema.nullish(),
});

export const planSchema = z.looseObject({
  id: z.string(),
  title: z.string().min(1).max(200),
  description: z.string().nullish(),
  type: z.enum(planTypes),
  focusAreas: names.default([]),
  techniques: names.default([]),
  pieceRefs: z.array(pieceRefSchema).default([]),
  schedule: planScheduleSchema,
  visibility: z.enum(planVisibilities).default('private'),
  status: z.enum(planStatuses).default('active'),
  tags: names.default([]),
  templateVersion: z.int().nullish(),
  sourceTemplateId: z.string().nullish(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  archivedAt: instantSchema.nullish(),
  deletedAt: instantSchema.nullish(),
});

export const segmentSchema = z.object({
  id: z.string().nullish(),
  label: z.string().min(1).max(200),
  durationMinutes: z.int().min(0).max(1440).nullish(),
  pieceRefs: z.array(pieceRefSchema).default([]),
  techniques: names.default([]),
  instructions: z.string().max(5000).nullish(),
  tempoTargets: z.record(z.string(), z.union([z.number(), z.string(), z.null()])).nullish(),
});

export const occurrenceSchema = z.looseObject({
  id: z.string(),
  planId: z.string(),
  scheduledStart: instantSchema.nullish(),
  scheduledEnd: instantSchema.nullish(),
  flexWindow: z.string().nullish(),
  recurrenceKey: z.string().nullish(),
  segments: z.array(segmentSchema).default([]),
  reflectionPrompts: z.array(z.string().max(500)).max(10).default([]),
  status: z.enum(occurrenceStatuses).default('scheduled'),
  logEntryId: z.string().nullish(),
  checkIn: z.object({ recordedAt: instantSchema, responses: z.record(z.string(), z.string()) }).nullish(),
  notes: z.string().nullish(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  deletedAt: instantSchema.nullish(),
});

export const planTemplateSchema = z.looseObject({
  id: z.string(),
  authorId: z.string(),
  sourcePlanId: z.string().nullish(),
  title: z.string().min(1).max(200),
  description: z.string().nullish(),
  type: z.enum(planTypes),
  focusAreas: names.default([]),
  techniques: names.default([]),
  pieceRefs: z.array(pieceRefSchema).default([]),
  schedule: planScheduleSchema,
  tags: names.default([]),
  templateVersion: z.int().default(1),
  visibility: z.enum(['public', 'private']).default('private'),
  adoptionCount: z.int().min(0).default(0),
  publishedAt: instantSchema.nullish(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  deletedAt: instantSchema.nullish(),
});

export type Plan = z.infer<typeof planSchema>;
export type Occurrence = z.infer<typeof occurrenceSchema>;
export type PlanTemplate = z.infer<typeof planTemplateSchema>;
