/** One goal model for what the original kept as two (logbook goals in percent, repertoire goals in SQL). */
import { z } from 'zod';
import { dateSchema, instantSchema } from '../logbook/local-day.ts';

export const goalTypes = ['practice_time', 'accuracy', 'repertoire', 'custom'] as const;
export const goalStatuses = ['active', 'completed', 'paused', 'abandoned'] as const;

export const milestoneSchema = z.object({
  id: z.string().min(1).max(100),
  title: z.string().trim().min(1).max(200),
  targetDate: dateSchema.nullish(),
  completed: z.boolean().default(false),
  completedAt: instantSchema.nullish(),
});

export const goalPlanSchema = z.object({
  dailyMinutes: z.number().min(0).max(1440).nullish(),
  focusAreas: z.array(z.string().max(100)).max(50).default([]),
  techniques: z.array(z.string().max(100)).max(50).default([]),
});

/** `targetValue` is in minutes for practice time, percent for accuracy, pieces for repertoire. */
export const goalInputSchema = z.object({
  title: z.string().trim().min(1).max(200),
  description: z.string().max(5000).nullish(),
  type: z.enum(goalTypes),
  targetValue: z.number().min(0).nullish(),
  targetDate: dateSchema.nullish(),
  scoreId: z.string().min(1).max(200).nullish(),
  /** The piece that it is about; the original knows it by `scoreId`. */
  pieceId: z.string().min(1).max(200).nullish(),
  /** Practice from this day on counts; without it, from the day that the goal was made. */
  startDate: dateSchema.nullish(),
  measures: z.array(z.string().max(100)).max(100).nullish(),
  practicePlan: goalPlanSchema.nullish(),
  milestones: z.array(milestoneSchema).max(100).nullish(),
});

export const goalPatchSchema = goalInputSchema
  .extend({
    status: z.enum(goalStatuses),
    currentValue: z.number().min(0),
    archivedAt: instantSchema.nullable(),
  })
  .partial();

/** One step of progress, kept for its date. */
export const goalProgressSchema = z.object({
  id: z.string(),
  value: z.number(),
  notes: z.string().nullable(),
  entryId: z.string().nullable(),
  recordedAt: instantSchema,
});

export const goalSchema = z.looseObject({
  id: z.string(),
  title: z.string().catch(''),
  description: z.string().nullable().catch(null),
  type: z.enum(goalTypes).catch('custom'),
  targetValue: z.number().nullable().catch(null),
  currentValue: z.number().catch(0),
  targetDate: dateSchema.nullable().catch(null),
  status: z.enum(goalStatuses).catch('active'),
  scoreId: z.string().nullable().catch(null),
  pieceId: z.string().nullable().catch(null),
  startDate: dateSchema.nullable().catch(null),
  measures: z.array(z.string()).nullable().catch(null),
  practicePlan: goalPlanSchema.nullable().catch(null),
  milestones: z.array(milestoneSchema).nullable().catch(null),
  progress: z.array(goalProgressSchema).catch([]),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  completedAt: instantSchema.nullable().catch(null),
  archivedAt: instantSchema.nullable().catch(null),
  deletedAt: instantSchema.nullable().catch(null),
});

export type GoalInput = z.infer<typeof goalInputSchema>;
export type GoalPatch = z.infer<typeof goalPatchSchema>;
export type Goal = z.infer<typeof goalSchema>;
