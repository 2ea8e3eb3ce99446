/** Terms as the original system's dictionary service speaks of them: its columns, its scores, its limits. */
import { z } from 'zod';
import { completenessOf } from '../dictionary/generated-term.ts';
import type { OwnTerm } from '../dictionary/own-term.ts';
import { type ExplanationLanguage, explanationLanguages, type Term, termTypes } from '../dictionary/term.ts';

/** The original's: what is below is not shown. */
export const MIN_QUALITY = 60;
const MAX_RESULTS = 100;
const MAX_BATCH = 50;

/** `false` means false; the original took any text for true. */
const flag = z
  .enum(['true', 'false', '1', '0', ''])
  .transform((text) => text === 'true' || text === '1')
  .default(false);

/** `zh-cn`, `zh_CN`, `zh` and `zh-Hans` are `zh-CN`. Undefined for a language without explanations. */
export function languageOf(tag: string): ExplanationLanguage | undefined {
  const [primary = '', ...rest] = tag.trim().toLowerCase().replaceAll('_', '-').split('-');
  if (primary === 'zh') return rest.some((part) => /^(?:hant|tw|hk|mo)$/.test(part)) ? 'zh-TW' : 'zh-CN';
  return explanationLanguages.find((language) => language === primary);
}

/** The first that is explained here, by its weight; English for none. @param header `Accept-Language` */
export function languageFromHeader(header: string | undefined): ExplanationLanguage {
  const asked = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const weight = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean);
      return { language: languageOf(tag), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return asked[0]?.language ?? 'en';
}

const language = z
  .string()
  .max(35)
  .transform((tag, context) => {
    const known = languageOf(tag);
    if (known) return known;
    context.addIssue({ code: 'custom', message: `not one of ${explanationLanguages.join(', ')}` });
    return z.NEVER;
  });

const types = z
  .string()
  .transform((csv) => csv.split(',').map((type) => type.trim()))
  .pipe(z.array(z.enum(termTypes)).min(1));

export const dictionarySearchSchema = z.object({
  q: z.string().trim().max(200).default(''),
  lang: language.optional(),
  searchAllLanguages: flag,
  includeTranslations: flag,
  type: types.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_RESULTS).default(20),
  offset: z.coerce.number().int().min(0).default(0),
  sort_by: z.enum(['relevance', 'alphabetical', 'quality', 'popularity']).default('relevance'),
});

export const termQuerySchema = z.object({
  type: types.optional(),
  lang: language.optional(),
  searchAllLanguages: flag,
  generate_if_missing: flag,
  enhance: flag,
});

export const meaningSearchSchema = z.object({
  query: z.string().trim().min(3).max(500),
  lang: language.optional(),
  limit: z.int().min(1).max(50).default(10),
  threshold: z.number().min(0).max(1).default(0.7),
});

export const batchQuerySchema = z.object({
  terms: z.array(z.string().trim().min(1).max(200)).min(1).max(MAX_BATCH),
  lang: language.default('en'),
  type: z.enum(termTypes).optional(),
  generate_missing: z.boolean().default(false),
  include_related: z.boolean().default(false),
});

export const dictionaryExportSchema = z.object({
  format: z.enum(['json', 'csv', 'sqlite']).default('json'),
  lang: language.optional(),
  type: types.optional(),
});

export interface OriginalTerm {
  readonly id: string;
  readonly term: string;
  readonly normalized_term: string;
  readonly lang: ExplanationLanguage;
  readonly source_lang: string | null;
  readonly lang_confidence: number;
  readonly type: Term['type'];
  readonly definition: Readonly<Record<string, unknown>> & { concise: string; detailed: string };
  readonly references: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly quality_score: Readonly<Record<string, unknown>> & { overall: number };
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
}

/** The original's: without it, no language can be asked for that has the term. */
export function normalizedTerm(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

/**
 * A term with its explanation in one language, as one row of the original.
 * @param more.id a UUID, which the original's screens insist on
 * @param more.at ISO instant
 * @param more.own where it is a person's own
 */
export function termToOriginal(
  term: Term,
  lang: ExplanationLanguage,
  more: {
    id: string;
    at: string;
    lookedUp: number;
    terms: (ids: readonly string[]) => string[];
    own?: OwnTerm;
  },
): OriginalTerm {
  const { own } = more;
  // What comes with the program has these in English alone; one's own terms have all in one language.
  const hasAll = own !== undefined || lang === 'en';
  const example = term.senses.find((sense) => sense.example !== undefined)?.example;
  const quality = qualityOf(term, lang, own);
  return {
    id: more.id,
    term: term.term,
    normalized_term: normalizedTerm(term.term),
    lang,
    source_lang: term.sourceLanguage === 'other' ? null : term.sourceLanguage,
    lang_confidence: 1,
    type: term.type,
    definition: {
      concise: numbered(term.senses.map(({ concise }) => concise[lang])),
      detailed: numbered(term.senses.map(({ detailed, concise }) => detailed[lang] ?? concise[lang])),
      ...(term.etymology && hasAll ? { etymology: term.etymology } : {}),
      ...(term.ipa || term.syllables
        ? {
            pronunciation: {
              ...(term.ipa ? { ipa: term.ipa } : {}),
              ...(term.syllables ? { syllables: term.syllables.split('·') } : {}),
            },
          }
        : {}),
      ...(example && hasAll ? { usage_example: example } : {}),
      ...(Object.keys(term.translations).length > 0 ? { translations: term.translations } : {}),
    },
    references: {},
    metadata: {
      search_frequency: more.lookedUp,
      access_count: more.lookedUp,
      related_terms: more.terms(term.related),
      synonyms: more.terms(term.synonyms),
      antonyms: more.terms(term.opposites),
      categories: term.categories,
      difficulty_level: (['beginner', 'intermediate', 'advanced'] as const)[term.level - 1],
      ...(own ? { created_by: own.origin === 'generated' ? 'ai_generation' : 'user' } : {}),
      ...(own?.model ? { ai_model: own.model } : {}),
    },
    quality_score: {
      overall: quality.overall,
      definition_clarity: quality.completeness,
      reference_completeness: quality.links,
      accuracy_verification: quality.completeness,
      human_verified: own?.isVerified ?? false,
      confidence_level: quality.overall >= 85 ? 'high' : quality.overall >= 70 ? 'medium' : 'low',
    },
    created_at: own?.createdAt ?? more.at,
    updated_at: own?.updatedAt ?? more.at,
    version: own?.version ?? 1,
  };
}

/**
 * The original's completeness: concise 30, detailed 40, etymology, pronunciation and example 10 each. Its overall also
 * has two constants, which measure nothing, and references to the network, which there are none of here.
 */
function qualityOf(term: Term, lang: ExplanationLanguage, own: OwnTerm | undefined) {
  const completeness =
    30 +
    (term.senses.every((sense) => sense.detailed[lang] !== undefined) ? 40 : 30) +
    (term.etymology ? 10 : 0) +
    (term.ipa ? 10 : 0) +
    (term.senses.some(({ example }) => example !== undefined) ? 10 : 0);
  const links = Math.min(100, 20 * (term.related.length + term.synonyms.length + term.opposites.length));
  const overall = own ? completenessOf(own) : completeness;
  return { completeness: overall, links, overall };
}

/** Several senses in one text, as a dictionary on paper has them. */
function numbered(texts: readonly string[]): string {
  return texts.length === 1 ? (texts[0] ?? '') : texts.map((text, at) => `${at + 1}. ${text}`).join(' ');
}
