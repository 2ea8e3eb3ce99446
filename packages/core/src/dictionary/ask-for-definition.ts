/** Asks a language model what a term means, and again with the reason when its answer does not fit. */
import {
  type ExplanationLanguage,
  type GeneratedAnswer,
  generatedAnswerSchema,
  generatedAnswerShape,
  sourceLanguages,
  termTypes,
} from '@mirubato/domain/dictionary';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { z } from 'zod';
import type { Respondent } from '../language-model/language-model.ts';
import type { ChatMessage } from '../language-model/model-server.ts';

export interface DefinitionQuestion {
  readonly term: string;
  /** Of the explanation. */
  readonly language: ExplanationLanguage;
  /** What is known already and is to be made better. */
  readonly present?: string;
}

/** The original's: one try, and two more. */
const TRIES = 3;

const shape = z.toJSONSchema(generatedAnswerShape);

const languageNames: Readonly<Record<ExplanationLanguage, string>> = {
  en: 'English',
  es: 'Spanish',
  fr: 'French',
  de: 'German',
  it: 'Italian',
  ja: 'Japanese',
  'zh-CN': 'Chinese in simplified characters',
  'zh-TW': 'Chinese in traditional characters',
};

/**
 * @param onAsked called for each try, with the tokens that the server has counted
 * Problems: `model-unusable` when no try fits, and those of `ModelServer`.
 */
export async function askForDefinition(
  respondent: Respondent,
  question: DefinitionQuestion,
  signal: AbortSignal,
  onAsked: (tokens: number | null) => void = () => undefined,
): Promise<Result<GeneratedAnswer>> {
  const messages = firstMessages(question);
  let reason = '';
  for (let tried = 0; tried < TRIES; tried += 1) {
    const answered = await respondent.ask({ messages, shape }, signal);
    if (!answered.ok) return answered;
    const { text, tokens } = answered.value;
    onAsked(tokens);
    const read = readAnswer(text);
    if (read.ok) return read;
    reason = read.problem.detail;
    messages.push(
      { role: 'assistant', content: text },
      {
        role: 'user',
        content: `This cannot be used: ${reason} Answer once more, with the JSON object alone.`,
      },
    );
  }
  return fail(
    'model-unusable',
    `${respondent.model} gave no answer that can be used, in ${TRIES} tries. The last: ${reason}`,
  );
}

function firstMessages({ term, language, present }: DefinitionQuestion): ChatMessage[] {
  const name = languageNames[language];
  const system = `You write the entries of a dictionary of musical terms for players and singers.
Answer with one JSON object and nothing else:
{
  "is_musical_term": true or false,
  "type": one of ${termTypes.join(', ')},
  "source_language": the language that the term itself is from, one of ${sourceLanguages.join(', ')},
  "definition": {
    "concise": one phrase or sentence, at most 200 characters,
    "detailed": two to five sentences, 200 to 800 characters,
    "etymology": where the word comes from, or "",
    "pronunciation": { "ipa": in the International Phonetic Alphabet, or "", "syllables": a list of the syllables },
    "usage_example": where it stands in well-known music, or ""
  }
}
Write all explanations in ${name}. Write only what you are sure of: leave a text empty rather than guess.
If what is asked for is no term of music, answer {"is_musical_term": false} with the other texts empty.`;
  const user = `The term: ${JSON.stringify(term)}${
    present ? `\nSo far its entry reads: ${JSON.stringify(present)}\nMake it better and more complete.` : ''
  }`;
  return [
    { role: 'system', content: system },
    { role: 'user', content: user },
  ];
}

/** Models think aloud before the object, or put it into a fence. */
function readAnswer(text: string): Result<GeneratedAnswer> {
  const said = text.replace(/<think>[\s\S]*?<\/think>/g, '');
  const object = said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1);
  let value: unknown;
  try {
    value = JSON.parse(object);
  } catch {
    return fail('model-unusable', 'it is no JSON object.');
  }
  const read = generatedAnswerSchema.safeParse(value);
  if (read.success) return ok(read.data);
  const reasons = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return fail('model-unusable', `${reasons.join('; ')}.`);
}
