/** What a person adds to the dictionary: terms of their own, and notes on those that are in it. */
import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { instantSchema } from '../logbook/local-day.ts';
import { explanationLanguages, sourceLanguages, type Term, termTypes } from './term.ts';

/** With `termId` it is a note on that term, and `term` is only how it was called then. */
export const ownTermInputSchema = z.object({
  termId: z.string().min(1).max(200).nullish(),
  term: z.string().trim().min(1).max(100),
  meaning: z.string().trim().max(2000).default(''),
  sourceLanguage: z.enum(sourceLanguages).default('other'),
  type: z.enum(termTypes).default('general'),
  notes: z.string().max(5000).default(''),
});

export const ownTermPatchSchema = z
  .object({
    term: z.string().trim().min(1).max(100),
    meaning: z.string().trim().max(2000),
    sourceLanguage: z.enum(sourceLanguages),
    type: z.enum(termTypes),
    notes: z.string().max(5000),
  })
  .partial();

/** As read from a journal: what does not fit falls back to a harmless value, and what is unknown is kept. */
export const ownTermSchema = z.looseObject({
  id: recordIdSchema,
  termId: z.string().nullable().catch(null),
  term: z.string().catch(''),
  meaning: z.string().catch(''),
  sourceLanguage: z.enum(sourceLanguages).catch('other'),
  type: z.enum(termTypes).catch('general'),
  notes: z.string().catch(''),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

/** What somebody thinks of a term: `feedback` weighs it, a `report` says that something is wrong. */
export const feedbackTypes = ['accuracy', 'clarity', 'completeness', 'other'] as const;
export const issueTypes = ['incorrect', 'offensive', 'spam', 'copyright', 'other'] as const;

/** The original's shapes and limits. */
export const feedbackInputSchema = z
  .object({
    rating: z.int().min(1).max(5).optional(),
    helpful: z.boolean().optional(),
    feedback_text: z.string().trim().max(1000).optional(),
    feedback_type: z.enum(feedbackTypes).optional(),
  })
  .refine((given) => given.rating !== undefined || given.helpful !== undefined || given.feedback_text, {
    message: 'rating, helpful or feedback_text is needed',
  });

export const reportInputSchema = z.object({
  issue_type: z.enum(issueTypes),
  description: z.string().trim().min(10).max(500),
});

export type OwnTermInput = z.infer<typeof ownTermInputSchema>;
export type OwnTermPatch = z.infer<typeof ownTermPatchSchema>;
export type OwnTerm = z.infer<typeof ownTermSchema>;
export type FeedbackInput = z.infer<typeof feedbackInputSchema>;
export type ReportInput = z.infer<typeof reportInputSchema>;

/** A person's term as one of the dictionary, so that it is found in the same ways. It is explained in one language. */
export function ownTermToTerm({ id, term, meaning, notes, sourceLanguage, type }: OwnTerm): Term {
  const text = meaning || notes || term;
  const concise = Object.fromEntries(
    explanationLanguages.map((language) => [language, text]),
  ) as Term['senses'][number]['concise'];
  return {
    id,
    term,
    sourceLanguage,
    type,
    forms: [],
    abbreviations: [],
    translations: {},
    senses: [{ concise, detailed: { en: text } }],
    synonyms: [],
    opposites: [],
    related: [],
    describedAs: [],
    categories: [],
    level: 1,
  };
}
