/** How directions of several words are put together; see `resources/dictionary/grammar`. */
import { z } from 'zod';
import { explanationLanguages } from './term.ts';

/** Whose directions are put together. */
export const directionLanguages = ['it', 'de', 'fr'] as const;
export type DirectionLanguage = (typeof directionLanguages)[number];

/** Of what follows: "molto", "più", and what two of them make, as "poco più". `plain` is none. */
export const degrees = [
  'plain',
  'very',
  'rather',
  'somewhat',
  'notVery',
  'more',
  'somewhatMore',
  'muchMore',
  'evenMore',
  'everMore',
  'less',
  'somewhatLess',
  'muchLess',
  'notToo',
  'not',
  'most',
  'almost',
] as const;
export type Degree = (typeof degrees)[number];

/** How it goes on: "poco a poco", "sempre". */
export const aspects = ['gradually', 'always', 'suddenly', 'again', 'still'] as const;
export type Aspect = (typeof aspects)[number];

/** `beside`: nothing stands between. `butNotToo`: "ma non troppo", of all before it. */
export const joins = ['and', 'but', 'then', 'beside', 'butNotToo'] as const;
export type Join = (typeof joins)[number];

/** "tempo di", "alla". */
export const likenesses = ['tempo', 'style'] as const;
export type LikenessOf = (typeof likenesses)[number];

/** `nothing`: articles and the like. */
const functions = [
  ...degrees.slice(1),
  ...aspects,
  'and',
  'but',
  'then',
  'with',
  'without',
  ...likenesses,
  'nothing',
];
export type WordFunction =
  | Exclude<Degree, 'plain'>
  | Aspect
  | 'and'
  | 'but'
  | 'then'
  | 'with'
  | 'without'
  | LikenessOf
  | 'nothing';

const text = z.string().trim().min(1);
const words = z.partialRecord(z.enum(directionLanguages), z.array(text).min(1));
const everyLanguage = z.record(z.enum(explanationLanguages), text);

/** `{x}`: what it means. `{more}`: its comparative. `{of}`: French "de" or "d’". */
const patternsBy = <const Names extends readonly string[]>(names: Names) =>
  z.record(z.enum(names), everyLanguage);

export const phrasesSchema = z.strictObject({
  words: z.record(
    z.enum(directionLanguages),
    z.partialRecord(z.enum(functions as [WordFunction, ...WordFunction[]]), z.array(text).min(1)),
  ),
  quality: patternsBy(degrees),
  noun: patternsBy(degrees),
  direction: patternsBy(degrees),
  aspect: patternsBy(aspects),
  join: patternsBy(joins),
  like: patternsBy(likenesses),
});

const meaning = { meaning: everyLanguage, words };

export const meaningsSchema = z.strictObject({
  /** What can be more and less so: "lento". `more`: the comparative, where it is not made by "more" or "-er". */
  qualities: z.array(
    z.strictObject({
      ...meaning,
      more: z.strictObject({ en: text.optional(), de: text.optional() }).optional(),
    }),
  ),
  /** What stands behind "con"; `adjectives` say the same in one word: "mosso" is "con moto". */
  nouns: z.array(z.strictObject({ ...meaning, adjectives: words.optional() })),
  /** Whole in themselves. */
  directions: z.array(z.strictObject(meaning)),
});

export interface Grammar {
  readonly phrases: z.infer<typeof phrasesSchema>;
  readonly meanings: z.infer<typeof meaningsSchema>;
}
