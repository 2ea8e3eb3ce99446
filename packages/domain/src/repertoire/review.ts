/** How a piece, or a passage of it, went: a fact of one day. When it is due again is computed from such facts, never stored. */
import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { dateSchema, instantSchema, zoneSchema } from '../logbook/local-day.ts';

/** From worst to best; the words of the model that computes with them. */
export const grades = ['again', 'hard', 'good', 'easy'] as const;

/** `passage`: measures or a label; null for the whole piece. */
export const reviewInputSchema = z.object({
  pieceId: recordIdSchema,
  passage: z.string().trim().max(100).nullish(),
  grade: z.enum(grades),
  at: instantSchema,
  zone: zoneSchema,
});

/** A review as read from a journal; one whose grade is unknown is none. */
export const reviewSchema = z.looseObject({
  id: z.string(),
  pieceId: z.string().catch(''),
  passage: z.string().nullable().catch(null),
  grade: z.enum(grades).nullable().catch(null),
  at: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  zone: z.string().catch('UTC'),
  localDate: dateSchema.catch('1970-01-01'),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

export type ReviewGrade = (typeof grades)[number];
export type ReviewInput = z.infer<typeof reviewInputSchema>;
export type Review = z.infer<typeof reviewSchema>;
