/** The original system's goals interface over the one goal model; times are Unix seconds. */
import { z } from 'zod';
import { type Goal, goalInputSchema, goalPatchSchema, goalStatuses, goalTypes } from '../goals/goal.ts';
import { dateSchema } from '../logbook/local-day.ts';
import { unixSeconds } from './repertoire.ts';

/** The original's clients send a date, an instant, or milliseconds in a string; a date is what is meant. */
const looseDateSchema = z.union([
  dateSchema,
  z.iso.datetime({ offset: true }).transform((instant) => instant.slice(0, 10)),
  z
    .union([z.string().regex(/^\d{12,14}$/), z.int().positive()])
    .transform((ms) => new Date(Number(ms)).toISOString().slice(0, 10)),
]);

export const goalRequestSchema = goalInputSchema.extend({ targetDate: looseDateSchema.nullish() });
export const goalPatchRequestSchema = goalPatchSchema.extend({ targetDate: looseDateSchema.nullish() });

export const goalProgressRequestSchema = z.object({
  value: z.number(),
  notes: z.string().max(5000).nullish(),
  sessionId: z.string().max(200).nullish(),
});

export const goalQuerySchema = z.object({
  status: z.enum(goalStatuses).optional(),
  type: z.enum(goalTypes).optional(),
  scoreId: z.string().max(200).optional(),
});

export function goalToOriginal(goal: Goal) {
  return {
    id: goal.id,
    title: goal.title,
    description: goal.description,
    type: goal.type,
    targetValue: goal.targetValue,
    currentValue: goal.currentValue,
    targetDate: goal.targetDate,
    status: goal.status,
    scoreId: goal.scoreId,
    measures: goal.measures,
    practicePlan: goal.practicePlan,
    milestones: goal.milestones,
    createdAt: unixSeconds(goal.createdAt),
    updatedAt: unixSeconds(goal.updatedAt),
  };
}
