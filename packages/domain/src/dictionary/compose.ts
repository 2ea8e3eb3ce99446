/** Puts together what is not in the dictionary and made of what is, as "poco a poco più mosso". */
import { baseForms } from './base-forms.ts';
import { COMMA, type Phrase } from './direction-phrases.ts';
import { foldText } from './fold.ts';
import { type DirectionLanguage, directionLanguages, type Grammar } from './grammar.ts';
import { createDirectionReader } from './read-direction.ts';
import { sayDirection } from './say-direction.ts';
import type { ExplanationLanguage, Term, TermType } from './term.ts';

export interface DerivedDirection {
  /** The terms that it is made of, in their order; not each of its words need be one. */
  readonly parts: readonly Term[];
  /** What it means; null where only its parts are known, or where it would say the same again. */
  readonly text: string | null;
  /** Null where only its parts are known. */
  readonly sourceLanguage: DirectionLanguage | null;
  /** 0 to 1, below that of any term of the dictionary. */
  readonly confidence: number;
}

/** Terms of that name, what is met most first. */
type FindTerms = (text: string, options?: { readonly withTranslations: boolean }) => readonly Term[];

export interface Composer {
  /** Undefined where a word is not known. */
  compose(query: string, language: ExplanationLanguage): DerivedDirection | undefined;
}

/** "con molta espressione e con brio" has six words; more are a sentence. */
const MAX_WORDS = 12;
const MAX_PART_WORDS = 4;

/** Stand between the parts of a direction and are none. */
const between = new Set(
  'e ed et und y and con mit avec with ma mais aber doch d de di l la le un une'.split(' '),
);

/** Each term whose meaning is cut out of its explanation makes what is said less sure. */
const CONFIDENCE = { read: 0.8, lessForTerm: 0.1, leastRead: 0.5, parts: 0.4 };

/** What nobody is told to play in the way of. */
const NO_DIRECTION: ReadonlySet<TermType> = new Set([
  'instrument',
  'theory',
  'composer',
  'period',
  'form',
  'genre',
]);

export function createComposer(grammar: Grammar | undefined, findTerms: FindTerms): Composer {
  const reader =
    grammar &&
    createDirectionReader(grammar, (text, language, isLike) =>
      isLike
        ? [text, ...baseForms(text)]
            .flatMap((each) => findTerms(each, { withTranslations: true }))
            .find(({ type }) => type === 'form' || type === 'genre')
        : findTerms(text).find((term) => term.sourceLanguage === language && !NO_DIRECTION.has(term.type)),
    );

  return {
    compose(query, language) {
      const words = foldText(query).split(' ').filter(Boolean);
      if (words.length < 2 || words.length > MAX_WORDS) return undefined;
      const all = partsOf(words, false);
      const parts = all ?? partsOf(words, true) ?? [];
      for (const sourceLanguage of reader ? directionLanguages : []) {
        const phrases = reader?.read(wordsWithCommas(query), sourceLanguage);
        if (!grammar || !phrases) continue;
        const said = sayDirection(phrases, language, grammar);
        const text = foldText(said) === words.join(' ') ? null : said;
        if (text === null && parts.length < 2) return undefined;
        return { parts, text, sourceLanguage, confidence: confidenceOf(phrases) };
      }
      if (!all || all.length < 2) return undefined;
      return { parts: all, text: null, sourceLanguage: null, confidence: CONFIDENCE.parts };
    },
  };

  function partsOf(words: readonly string[], mayLeaveOut: boolean): Term[] | undefined {
    const [first] = words;
    if (first === undefined) return [];
    if (between.has(first) && words.length > 1) return partsOf(words.slice(1), mayLeaveOut);
    for (let length = Math.min(words.length, MAX_PART_WORDS); length > 0; length -= 1) {
      const key = words.slice(0, length).join('');
      const bases = length === 1 ? [key, ...baseForms(key)] : [key];
      const [part] = bases.flatMap((base) => findTerms(base));
      const rest = part && partsOf(words.slice(length), mayLeaveOut);
      if (part && rest) return [part, ...rest];
    }
    return mayLeaveOut ? partsOf(words.slice(1), true) : undefined;
  }
}

function wordsWithCommas(query: string): string[] {
  const clauses = query.split(/[,;]/).map(foldText).filter(Boolean);
  return clauses.join(` ${COMMA} `).split(' ');
}

function confidenceOf(phrases: readonly Phrase[]): number {
  const terms = phrases.filter(({ head }) => !('kind' in head)).length;
  return Math.max(
    CONFIDENCE.leastRead,
    Math.round((CONFIDENCE.read - terms * CONFIDENCE.lessForTerm) * 10) / 10,
  );
}
