/** What the original's dictionary service takes from those who keep the dictionary: its shapes and limits. */
import { z } from 'zod';
import { explanationLanguages, termTypes } from '../dictionary/term.ts';

const MAX_AT_ONCE = 100;
const MAX_SEEDED = 500;
const MAX_SEED_LETTERS = 50_000;

const difficulties = ['beginner', 'intermediate', 'advanced', 'professional'] as const;
const percent = z.number().min(0).max(100);
const ids = z.array(z.string().min(1).max(200)).max(MAX_AT_ONCE);
const priority = z.int().min(1).max(10);

/** The original's "professional" is no level of ours, which end with "advanced". */
const metadataSchema = z.object({
  related_terms: z.array(z.string().max(200)).max(50).optional(),
  categories: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
  difficulty_level: z.enum(difficulties).optional(),
});

const definitionSchema = z.object({
  concise: z.string().trim().min(10).max(2000).optional(),
  detailed: z.string().trim().min(50).max(2000).optional(),
  etymology: z.string().trim().max(1000).optional(),
  pronunciation: z.object({ ipa: z.string().trim().max(100).optional() }).optional(),
  usage_example: z.string().trim().max(500).optional(),
});

export const batchRefreshSchema = z.object({
  quality_threshold: percent.default(60),
  limit: z.int().min(1).max(MAX_AT_ONCE).default(20),
});

export const batchUpdateSchema = z.object({
  updates: z
    .array(
      z.object({
        id: z.string().min(1).max(200),
        quality_score: z.record(z.string(), z.unknown()).optional(),
        metadata: metadataSchema.optional(),
      }),
    )
    .min(1)
    .max(MAX_AT_ONCE),
});

export const enhanceSchema = z.discriminatedUnion('mode', [
  z.object({
    mode: z.literal('single'),
    term: z.string().trim().min(1).max(200),
    force: z.boolean().default(false),
  }),
  z.object({
    mode: z.literal('batch'),
    criteria: z
      .object({
        min_age_days: z.number().min(1).optional(),
        max_quality_score: percent.optional(),
        limit: z.int().min(1).max(MAX_AT_ONCE).default(50),
        types: z.array(z.string()).optional(),
      })
      .default({ limit: 50 }),
  }),
]);

export const entryUpdateSchema = z.object({
  definition: definitionSchema.optional(),
  metadata: metadataSchema.optional(),
  quality_score: z.object({ human_verified: z.boolean().optional() }).optional(),
});

export const bulkSchema = z.discriminatedUnion('operation', [
  z.object({
    operation: z.literal('import'),
    data: z
      .array(
        z.object({
          term: z.string().trim().min(1).max(100),
          type: z.string(),
          definition: z.object({
            concise: z.string().trim().min(1).max(2000),
            detailed: z.string().max(2000),
          }),
        }),
      )
      .max(MAX_AT_ONCE),
  }),
  z.object({
    operation: z.literal('delete'),
    data: z.object({
      ids: ids.default([]),
      terms: z.array(z.string().min(1).max(200)).max(MAX_AT_ONCE).default([]),
    }),
  }),
  z.object({
    operation: z.literal('update_type'),
    data: z.object({ from_type: z.enum(termTypes), to_type: z.enum(termTypes) }),
  }),
  z.object({ operation: z.literal('verify'), data: z.object({ ids }) }),
]);

export const seedInitializeSchema = z.object({
  priority_threshold: priority.default(8),
  clear_existing: z.boolean().default(false),
});

export const seedProcessSchema = z.object({
  batch_size: z.int().min(1).max(50).default(10),
  dry_run: z.boolean().default(false),
});

/** One word a line. */
export const seedImportSchema = z.object({
  terms: z
    .string()
    .max(MAX_SEED_LETTERS)
    .transform((text) => [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter(Boolean))
    .pipe(z.array(z.string()).min(1).max(MAX_SEEDED)),
  priority: priority.default(5),
  languages: z.array(z.enum(explanationLanguages)).min(1).default(['en']),
  type: z.enum(termTypes).optional(),
});

export const seedClearSchema = z.object({
  status: z.enum(['all', 'pending', 'failed', 'completed']).default('failed'),
});

export const seedRecoverSchema = z.object({ limit: z.int().min(1).max(MAX_AT_ONCE).default(50) });

export const deadRetrySchema = z.object({ dlq_ids: z.array(z.string().min(1).max(200)).min(1).max(50) });

export const reviewQueueSchema = z.object({
  status: z.enum(['pending', 'approved', 'rejected']).default('pending'),
});

export const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_AT_ONCE).default(20),
  offset: z.coerce.number().int().min(0).default(0),
});

export const reviewSchema = z.object({
  action: z.enum(['approve', 'reject']),
  notes: z.string().max(1000).optional(),
  modifications: z
    .object({
      term: z.string().trim().min(1).max(100).optional(),
      type: z.enum(termTypes).optional(),
      definition: definitionSchema.optional(),
    })
    .optional(),
});

export type OriginalDefinition = z.infer<typeof definitionSchema>;
export type OriginalMetadata = z.infer<typeof metadataSchema>;

/** The fields of a term of one's own that are given, and no others. */
export function definitionToFields(definition: OriginalDefinition = {}) {
  const { concise, detailed, etymology, pronunciation, usage_example } = definition;
  return {
    ...(concise === undefined ? {} : { meaning: concise }),
    ...(detailed === undefined ? {} : { detailed }),
    ...(etymology === undefined ? {} : { etymology }),
    ...(pronunciation?.ipa === undefined ? {} : { ipa: pronunciation.ipa }),
    ...(usage_example === undefined ? {} : { example: usage_example }),
  };
}

/** @param idsOf ids of the terms of the dictionary of these names */
export function metadataToFields(
  metadata: OriginalMetadata = {},
  idsOf: (names: readonly string[]) => string[],
) {
  const { related_terms, categories, difficulty_level } = metadata;
  return {
    ...(related_terms === undefined ? {} : { related: idsOf(related_terms) }),
    ...(categories === undefined ? {} : { categories }),
    ...(difficulty_level === undefined
      ? {}
      : { level: Math.min(difficulties.indexOf(difficulty_level) + 1, 3) }),
  };
}
