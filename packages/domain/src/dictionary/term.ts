/** A term of the dictionary as its data files have it; see `resources/dictionary/README.md`. */
import { z } from 'zod';

/** Of the explanations. */
export const explanationLanguages = ['en', 'es', 'fr', 'de', 'it', 'ja', 'zh-CN', 'zh-TW'] as const;

/** Of the terms themselves. */
export const sourceLanguages = [
  'it',
  'de',
  'fr',
  'en',
  'la',
  'es',
  'pt',
  'ru',
  'hu',
  'cs',
  'pl',
  'el',
  'ja',
  'zh',
  'other',
] as const;

/** The original system's kinds. */
export const termTypes = [
  'tempo',
  'dynamics',
  'articulation',
  'form',
  'genre',
  'instrument',
  'technique',
  'theory',
  'composer',
  'period',
  'notation',
  'general',
] as const;

const text = z.string().trim().min(1);

/** Letters and signs of the International Phonetic Alphabet, stress and syllable marks. */
export const IPA =
  /^(?:[a-zæðøçħŋœɐɑɒɓɔɕɖɗəɘɚɛɜɞɟɠɡɢɣɤɥɦɧɨɪɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʰʲʷˠˡˤⁿβθχˈˌːˑ.|‿ ʼ’()-]|[\u0300-\u036f])+$/u;

const everyLanguage = z.object(
  Object.fromEntries(explanationLanguages.map((language) => [language, text])) as Record<
    (typeof explanationLanguages)[number],
    typeof text
  >,
);

export const senseSchema = z.strictObject({
  /** One phrase or sentence. */
  concise: everyLanguage,
  /** Two to five sentences; English always, the other languages for the terms that are met most. */
  detailed: z.strictObject({
    en: text,
    ...(Object.fromEntries(
      explanationLanguages.slice(1).map((language) => [language, text.optional()]),
    ) as Record<Exclude<(typeof explanationLanguages)[number], 'en'>, z.ZodOptional<typeof text>>),
  }),
  /** Where it stands in the standard repertoire. English. */
  example: text.optional(),
  /** Where this sense holds, when there are several: "strings", "harpsichord", "jazz". English. */
  context: text.optional(),
});

export const termSchema = z.strictObject({
  /** The term in lower case without accents, hyphens for what parts its words; `-<language>` behind one of two alike. */
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  term: text,
  sourceLanguage: z.enum(sourceLanguages),
  type: z.enum(termTypes),
  ipa: z.string().regex(IPA).optional(),
  /** Parted by `·`. */
  syllables: text.optional(),
  /** English; one or two sentences. */
  etymology: text.optional(),
  /** Other forms and spellings: plural, feminine, older spelling. */
  forms: z.array(text).default([]),
  /** Abbreviations and signs that stand for it: "rit.", "m.d.", "𝄐". */
  abbreviations: z.array(text).default([]),
  /** What it is called elsewhere: `{ de: 'Vierteltriole' }`. */
  translations: z.partialRecord(z.enum(explanationLanguages), text).default({}),
  /** The one that is meant most comes first. */
  senses: z.array(senseSchema).min(1).max(8),
  /** Ids of other terms. */
  synonyms: z.array(z.string()).default([]),
  opposites: z.array(z.string()).default([]),
  related: z.array(z.string()).default([]),
  /** What somebody may type who does not know the term. English, lower case. */
  describedAs: z.array(text).default([]),
  /** Groups in which it is listed besides its type: "strings", "jazz", "early music". English. */
  categories: z.array(text).default([]),
  /** 1: every learner meets it; 2: an advanced player does; 3: rare. */
  level: z.int().min(1).max(3),
});

export type TermType = (typeof termTypes)[number];
export type Term = z.infer<typeof termSchema>;
export type Sense = z.infer<typeof senseSchema>;
export type ExplanationLanguage = (typeof explanationLanguages)[number];
