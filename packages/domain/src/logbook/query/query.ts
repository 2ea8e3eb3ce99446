/** The language of the logbook's search line, as a tree. What is typed becomes one in `parse-query.ts`. */
import type { EntryType, Mood } from '../entry.ts';

/** Fields whose value is looked for among a person's own words. */
export const nameFields = ['piece', 'composer', 'instrument', 'tag', 'technique', 'goal'] as const;

export const queryFields = [...nameFields, 'type', 'mood', 'duration', 'date', 'has', 'source'] as const;

/** What an entry may have or not. */
export const possessions = ['notes', 'score', 'mood'] as const;

/** Days that move with the calendar; week, month and year are the present ones. */
export const periods = ['today', 'yesterday', 'week', 'month', 'year'] as const;

export type NameField = (typeof nameFields)[number];
export type QueryField = (typeof queryFields)[number];
export type Possession = (typeof possessions)[number];
export type Period = (typeof periods)[number];

/**
 * A condition on one entry. Words: each begins a word of the entry; a phrase: its words stand there whole and in this
 * order. `from` and `to` are both included, null where open: minutes, or a date of which month and day may be missing.
 */
export type QueryCondition =
  | { readonly kind: 'text'; readonly text: string; readonly isPhrase: boolean }
  | { readonly kind: 'name'; readonly field: NameField; readonly text: string; readonly isPhrase: boolean }
  | { readonly kind: 'type'; readonly type: EntryType }
  | { readonly kind: 'mood'; readonly mood: Mood }
  | { readonly kind: 'duration'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'date'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'has'; readonly what: Possession }
  | { readonly kind: 'source'; readonly source: string };

/** `all` and `any` have two parts at least, and none of their own kind. */
export type Query =
  | QueryCondition
  | { readonly kind: 'not'; readonly part: Query }
  | { readonly kind: 'all'; readonly parts: readonly Query[] }
  | { readonly kind: 'any'; readonly parts: readonly Query[] };

/** Why a part of what was typed is passed over or was mended. */
export type QueryMistakeReason =
  | 'unknown-field'
  | 'value-missing'
  | 'unknown-value'
  | 'not-minutes'
  | 'not-a-date'
  | 'backwards'
  | 'no-letters'
  | 'quote-open'
  | 'bracket-open'
  | 'bracket-unopened'
  | 'or-alone'
  | 'minus-alone'
  | 'too-many';

/** From `start` up to `end`, in UTF-16 units of what was typed. */
export interface QueryMistake {
  readonly reason: QueryMistakeReason;
  readonly start: number;
  readonly end: number;
  /** One sentence in English; the screens have their own words for each reason. */
  readonly detail: string;
}

/** Of all the parts of a query: more would cost time and mean nothing to a person. */
export const MAX_CONDITIONS = 40;

/** How long the line may be. */
export const MAX_QUERY_LENGTH = 1000;

/** The tree of the parts: one alone is itself, and parts of the same kind are taken in. */
export function joined(kind: 'all' | 'any', parts: readonly Query[]): Query | null {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [first, second] = flat;
  if (first === undefined) return null;
  return second === undefined ? first : { kind, parts: flat };
}
