import { z } from 'zod';
import { instantSchema } from './local-day.ts';
import { MAX_QUERY_LENGTH } from './query/query.ts';

/** A query of the logbook under a name. */
export const savedFilterInputSchema = z.object({
  name: z.string().trim().min(1).max(100),
  query: z.string().trim().min(1).max(MAX_QUERY_LENGTH),
});

export const savedFilterPatchSchema = savedFilterInputSchema.partial();

/** A saved filter as read from a journal. */
export const savedFilterSchema = z.looseObject({
  id: z.string(),
  name: z.string().catch(''),
  query: z.string().catch(''),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

export type SavedFilterInput = z.infer<typeof savedFilterInputSchema>;
export type SavedFilterPatch = z.infer<typeof savedFilterPatchSchema>;
export type SavedFilter = z.infer<typeof savedFilterSchema>;
