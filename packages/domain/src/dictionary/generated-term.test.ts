import { describe, expect, it } from 'vitest';
import { generatedAnswerSchema, generatedFields } from './generated-term.ts';

const answer = {
  is_musical_term: true,
  type: 'technique',
  source_language: 'de',
  definition: {
    concise: 'As if through clouds',
    detailed: 'x'.repeat(200),
    etymology: '',
    pronunciation: { ipa: '[ˈvɔlkɪç]', syllables: ['wol', 'kig'] },
    usage_example: null,
  },
};

describe('44.2 an answer', () => {
  it('is taken by the limits of the original, and measured by its completeness', () => {
    const read = generatedAnswerSchema.parse(answer);
    if (!read.is_musical_term) throw new Error('it is a term');
    expect(generatedFields(read, { model: 'small', language: 'en' })).toEqual({
      meaning: 'As if through clouds',
      detailed: 'x'.repeat(200),
      etymology: '',
      ipa: 'ˈvɔlkɪç',
      syllables: 'wol·kig',
      example: '',
      type: 'technique',
      sourceLanguage: 'de',
      explainedIn: 'en',
      origin: 'generated',
      model: 'small',
      quality: 80,
    });
  });

  it.each([
    ['too short at length', { detailed: 'x'.repeat(199) }],
    ['too long at length', { detailed: 'x'.repeat(801) }],
    ['too long a phrase', { concise: 'x'.repeat(201) }],
    ['no phrase', { concise: ' ' }],
  ])('is refused: %s', (_name, fields) => {
    const wrong = { ...answer, definition: { ...answer.definition, ...fields } };
    expect(generatedAnswerSchema.safeParse(wrong).success).toBe(false);
  });

  it('is refused with a type or a language that there is not', () => {
    expect(generatedAnswerSchema.safeParse({ ...answer, type: 'mood' }).success).toBe(false);
    expect(generatedAnswerSchema.safeParse({ ...answer, source_language: 'xx' }).success).toBe(false);
  });

  it('may say that it is no musical term', () => {
    expect(generatedAnswerSchema.parse({ is_musical_term: false, type: '' })).toEqual({
      is_musical_term: false,
    });
  });
});
