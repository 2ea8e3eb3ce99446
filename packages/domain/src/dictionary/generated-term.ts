/**
 * What a language model is asked for when a term is not known: the original's definition, by its limits, and the
 * original's measure of it.
 */
import { z } from 'zod';
import type { OwnTerm } from './own-term.ts';
import { type ExplanationLanguage, IPA, sourceLanguages, termTypes } from './term.ts';

const SHORTEST_DETAILED = 200;
const LONGEST = { concise: 200, detailed: 800, etymology: 500, ipa: 100, example: 300 };

/** Parts that may be left out: what does not fit is left out too, and does not count. */
const optionalText = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .transform((text) => text || undefined)
    .optional()
    .catch(undefined);

const ipa = optionalText(LONGEST.ipa).transform((text) => {
  const bare = text?.replace(/^[[/]|[\]/]$/g, '').trim();
  return bare && IPA.test(bare) ? bare : undefined;
});

const definitionSchema = z.object({
  concise: z.string().trim().min(1).max(LONGEST.concise),
  detailed: z.string().trim().min(SHORTEST_DETAILED).max(LONGEST.detailed),
  etymology: optionalText(LONGEST.etymology),
  pronunciation: z
    .object({ ipa, syllables: z.array(z.string().trim().min(1).max(40)).max(20).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  usage_example: optionalText(LONGEST.example),
});

/** A model's answer. It may say that this is no musical term. */
export const generatedAnswerSchema = z.discriminatedUnion('is_musical_term', [
  z.object({ is_musical_term: z.literal(false) }),
  z.object({
    is_musical_term: z.literal(true),
    type: z.enum(termTypes),
    source_language: z.enum(sourceLanguages),
    definition: definitionSchema,
  }),
]);

/** The shape that a server holds its model to, without lengths, which grammars count badly. */
export const generatedAnswerShape = z.object({
  is_musical_term: z.boolean(),
  type: z.enum(termTypes),
  source_language: z.enum(sourceLanguages),
  definition: z.object({
    concise: z.string(),
    detailed: z.string(),
    etymology: z.string(),
    pronunciation: z.object({ ipa: z.string(), syllables: z.array(z.string()) }),
    usage_example: z.string(),
  }),
});

export type GeneratedAnswer = z.infer<typeof generatedAnswerSchema>;
export type GeneratedDefinition = Extract<GeneratedAnswer, { is_musical_term: true }>;

type Explanation = Pick<OwnTerm, 'meaning' | 'detailed' | 'etymology' | 'ipa' | 'syllables' | 'example'>;

/** The fields of a term of one's own that a model has written. */
export type GeneratedFields = Explanation &
  Pick<OwnTerm, 'sourceLanguage' | 'type' | 'model' | 'quality' | 'origin'> & {
    readonly explainedIn: ExplanationLanguage;
  };

export function generatedFields(
  { type, source_language, definition }: GeneratedDefinition,
  { model, language }: { model: string; language: ExplanationLanguage },
): GeneratedFields {
  const explanation = {
    meaning: definition.concise,
    detailed: definition.detailed,
    etymology: definition.etymology ?? '',
    ipa: definition.pronunciation?.ipa ?? '',
    syllables: definition.pronunciation?.syllables?.join('·') ?? '',
    example: definition.usage_example ?? '',
  };
  return {
    ...explanation,
    type,
    sourceLanguage: source_language,
    explainedIn: language,
    origin: 'generated',
    model,
    quality: completenessOf(explanation),
  };
}

/** The original's completeness, 0 to 100. */
export function completenessOf({ meaning, detailed, etymology, ipa, example }: Explanation): number {
  return (
    (meaning ? 30 : 0) + (detailed ? 40 : 0) + (etymology ? 10 : 0) + (ipa ? 10 : 0) + (example ? 10 : 0)
  );
}
