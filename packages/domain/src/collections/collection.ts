/** Collections of scores that a person puts together, in their order. */
import { z } from 'zod';
import { instantSchema } from '../logbook/local-day.ts';
import { visibilities } from '../scores/score.ts';

export const collectionInputSchema = z.object({
  name: z.string().trim().min(1).max(200),
  description: z.string().trim().max(5000).nullish(),
  visibility: z.enum(visibilities).default('private'),
  tags: z.array(z.string().trim().min(1).max(50)).max(50).default([]),
});

export const collectionPatchSchema = collectionInputSchema
  .extend({
    visibility: z.enum(visibilities),
    tags: collectionInputSchema.shape.tags.unwrap(),
    displayOrder: z.int().min(0).max(1_000_000),
  })
  .partial();

/** A collection as read from a journal. */
export const collectionSchema = z.looseObject({
  id: z.string(),
  name: z.string().catch(''),
  description: z.string().nullable().catch(null),
  /** Names it in an address; one person's are all different. */
  slug: z.string().catch(''),
  visibility: z.enum(visibilities).catch('private'),
  tags: z.array(z.string()).catch([]),
  /** Scores in the trash keep their place. */
  scoreIds: z.array(z.string()).catch([]),
  isDefault: z.boolean().catch(false),
  displayOrder: z.number().catch(0),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

export type CollectionInput = z.infer<typeof collectionInputSchema>;
export type CollectionPatch = z.infer<typeof collectionPatchSchema>;
export type Collection = z.infer<typeof collectionSchema>;

/** The same on every device, so that two which make it at once have one. */
export const DEFAULT_COLLECTION_ID = 'general';

/** The original's first collection; it can be neither changed nor deleted. */
export const defaultCollection = {
  name: 'General',
  description: 'Your default collection',
  slug: 'general',
  visibility: 'private' as const,
  tags: [],
  scoreIds: [],
  isDefault: true,
  displayOrder: 0,
};
