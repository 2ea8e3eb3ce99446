/** A word that waits to be asked of the language model, and what became of it: a record of this computer alone. */
import { z } from 'zod';
import { instantSchema } from '../logbook/local-day.ts';
import { explanationLanguages, sourceLanguages, termTypes } from './term.ts';

/**
 * `review`: written, and not complete enough to be kept unseen. `rejected`: by a person, or no musical term. `dead`:
 * failed so often that nobody tries again unasked.
 */
export const seedStatuses = [
  'pending',
  'processing',
  'completed',
  'failed',
  'review',
  'rejected',
  'dead',
] as const;

/** What a model has written, until a person has looked at it. */
export const seedCandidateSchema = z.object({
  meaning: z.string(),
  detailed: z.string(),
  etymology: z.string(),
  ipa: z.string(),
  syllables: z.string(),
  example: z.string(),
  type: z.enum(termTypes),
  sourceLanguage: z.enum(sourceLanguages),
  explainedIn: z.enum(explanationLanguages),
  origin: z.literal('generated'),
  model: z.string(),
  quality: z.number(),
});

export const termSeedSchema = z.looseObject({
  id: z.string(),
  term: z.string().catch(''),
  /** Of the explanation. */
  language: z.enum(explanationLanguages).catch('en'),
  type: z.enum(termTypes).nullable().catch(null),
  /** 10 comes first. */
  priority: z.int().min(1).max(10).catch(5),
  status: z.enum(seedStatuses).catch('pending'),
  /** How often it has failed. */
  attempts: z.int().min(0).catch(0),
  /** Why it failed or was rejected. */
  reason: z.string().nullable().catch(null),
  candidate: seedCandidateSchema.nullable().catch(null),
  /** Spent on it on the day of `askedAt`. */
  tokens: z.number().min(0).catch(0),
  askedAt: instantSchema.nullable().catch(null),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

export type SeedStatus = (typeof seedStatuses)[number];
export type TermSeed = z.infer<typeof termSeedSchema>;
