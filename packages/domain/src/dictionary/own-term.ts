/** What a person adds to the dictionary: terms of their own, and notes on those that are in it. */
import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { instantSchema } from '../logbook/local-day.ts';
import { explanationLanguages, sourceLanguages, type Term, termTypes } from './term.ts';

/** What a term is explained by beside its meaning, each empty where it is not known. */
const explanationFields = {
  detailed: z.string().trim().max(2000),
  etymology: z.string().trim().max(1000),
  ipa: z.string().trim().max(100),
  example: z.string().trim().max(500),
};

/** With `termId` it is a note on that term, and `term` is only how it was called then. */
export const ownTermInputSchema = z.object({
  termId: z.string().min(1).max(200).nullish(),
  term: z.string().trim().min(1).max(100),
  meaning: z.string().trim().max(2000).default(''),
  sourceLanguage: z.enum(sourceLanguages).default('other'),
  type: z.enum(termTypes).default('general'),
  notes: z.string().max(5000).default(''),
  ...z.object(explanationFields).partial().shape,
});

export const ownTermPatchSchema = z
  .object({
    term: z.string().trim().min(1).max(100),
    meaning: z.string().trim().max(2000),
    sourceLanguage: z.enum(sourceLanguages),
    type: z.enum(termTypes),
    notes: z.string().max(5000),
    ...explanationFields,
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
  detailed: z.string().catch(''),
  etymology: z.string().catch(''),
  ipa: z.string().catch(''),
  /** Parted by `·`. */
  syllables: z.string().catch(''),
  example: z.string().catch(''),
  /** Of the explanation; null where nobody has said. */
  explainedIn: z.enum(explanationLanguages).nullable().catch(null),
  /** `generated` until a person edits it; `model` and `quality` stay. */
  origin: z.enum(['own', 'generated']).catch('own'),
  /** The language model that wrote it first; null where none did. */
  model: z.string().nullable().catch(null),
  /** The original's completeness, 0 to 100, of what the model wrote; null where none did. */
  quality: z.number().min(0).max(100).nullable().catch(null),
  /** Ids of terms of the dictionary. */
  related: z.array(z.string()).catch([]),
  categories: z.array(z.string()).catch([]),
  /** As the dictionary's. */
  level: z.int().min(1).max(3).catch(1),
  /** A person has said that it is right. */
  isVerified: z.boolean().catch(false),
  /** Counts what the model or an administrator wrote anew. */
  version: z.int().min(1).catch(1),
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
export function ownTermToTerm(own: OwnTerm): Term {
  const { id, term, meaning, notes, sourceLanguage, type } = own;
  const text = meaning || notes || term;
  return {
    id,
    term,
    sourceLanguage,
    type,
    forms: [],
    abbreviations: [],
    translations: {},
    ...(own.ipa ? { ipa: own.ipa } : {}),
    ...(own.syllables ? { syllables: own.syllables } : {}),
    ...(own.etymology ? { etymology: own.etymology } : {}),
    senses: [
      {
        concise: inEveryLanguage(text),
        detailed: own.detailed ? inEveryLanguage(own.detailed) : { en: text },
        ...(own.example ? { example: own.example } : {}),
      },
    ],
    synonyms: [],
    opposites: [],
    related: own.related,
    describedAs: [],
    categories: own.categories,
    level: own.level,
  };
}

function inEveryLanguage(text: string): Term['senses'][number]['concise'] {
  return Object.fromEntries(
    explanationLanguages.map((language) => [language, text]),
  ) as Term['senses'][number]['concise'];
}
