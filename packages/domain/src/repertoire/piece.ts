import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { instantSchema } from '../logbook/local-day.ts';

/** In the order in which a piece ripens. */
export const pieceStatuses = [
  'planned',
  'learning',
  'working',
  'polished',
  'performance_ready',
  'dropped',
  'archived',
] as const;

/** A person's own piece. Tempos in beats per minute; `difficultyRating` 1 (easy) to 5. */
export const pieceInputSchema = z.object({
  title: z.string().trim().min(1).max(200),
  composer: z.string().trim().max(200).nullish(),
  status: z.enum(pieceStatuses).default('planned'),
  difficultyRating: z.int().min(1).max(5).nullish(),
  notes: z.string().max(20_000).default(''),
  referenceLinks: z.array(z.url()).max(50).default([]),
  tags: z.array(z.string().trim().min(1).max(50)).max(20).default([]),
  targetTempo: z.number().min(1).max(1000).nullish(),
  currentTempo: z.number().min(1).max(1000).nullish(),
  scoreIds: z.array(recordIdSchema).max(100).default([]),
});

export const piecePatchSchema = pieceInputSchema
  .extend({
    status: z.enum(pieceStatuses),
    notes: z.string().max(20_000),
    referenceLinks: z.array(z.url()).max(50),
    tags: z.array(z.string().trim().min(1).max(50)).max(20),
    scoreIds: z.array(recordIdSchema).max(100),
  })
  .partial();

export const statusChangeSchema = z.object({
  at: instantSchema,
  from: z.enum(pieceStatuses).nullable(),
  to: z.enum(pieceStatuses),
});

/** A piece as read from a journal; what does not fit falls back, what is unknown is kept. */
export const pieceSchema = z.looseObject({
  id: z.string(),
  title: z.string().catch(''),
  composer: z.string().nullable().catch(null),
  status: z.enum(pieceStatuses).catch('planned'),
  difficultyRating: z.number().nullable().catch(null),
  notes: z.string().catch(''),
  referenceLinks: z.array(z.string()).catch([]),
  tags: z.array(z.string()).catch([]),
  targetTempo: z.number().nullable().catch(null),
  currentTempo: z.number().nullable().catch(null),
  scoreIds: z.array(z.string()).catch([]),
  statusHistory: z.array(statusChangeSchema).catch([]),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

export type PieceStatus = (typeof pieceStatuses)[number];
export type PieceInput = z.infer<typeof pieceInputSchema>;
export type PiecePatch = z.infer<typeof piecePatchSchema>;
export type Piece = z.infer<typeof pieceSchema>;
