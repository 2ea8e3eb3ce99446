/** Reads a direction of several words as its phrases, by the grammar of its language. */
import { COMMA, type HeadToken, type Phrase, phrasesOf, type Token } from './direction-phrases.ts';
import { foldText } from './fold.ts';
import type { DirectionLanguage, Grammar, WordFunction } from './grammar.ts';
import { inflectionsOf } from './inflections.ts';
import type { Term } from './term.ts';

/** A term that stands in the dictionary under these words, in this language. */
export type FindTerm = (words: string, language: DirectionLanguage, isLike: boolean) => Term | undefined;

export interface DirectionReader {
  /**
   * Undefined where a word is not known or says nothing where it stands.
   * @param words folded, with `COMMA` where one stood
   */
  read(words: readonly string[], language: DirectionLanguage): Phrase[] | undefined;
}

/** "à la manière de" has as many. */
const MAX_TOKEN_WORDS = 4;

/** The reading of least cost is taken: what the grammar has before what is only found, and few before many. */
const COST = { function: 1, head: 1.1, inflected: 1.2, term: 1, wordOfTerm: 1.5 };

export function createDirectionReader(grammar: Grammar, findTerm: FindTerm): DirectionReader {
  const tokensByLanguage = {
    it: tokensOf(grammar, 'it'),
    de: tokensOf(grammar, 'de'),
    fr: tokensOf(grammar, 'fr'),
  };
  return {
    read(words, language) {
      const tokens = cheapest(language === 'fr' ? withoutFort(words) : words, language);
      return tokens && phrasesOf(tokens, (text, isLike) => findTerm(text, language, isLike));
    },
  };

  /** "fort lent" is very slow; "fort et lent" is loud. */
  function withoutFort(words: readonly string[]): string[] {
    return words.map((word, index) => {
      const isFirst = [undefined, COMMA, 'et', 'mais'].includes(words[index - 1]);
      const next = words[index + 1] ?? '';
      return word === 'fort' && isFirst && tokenOf(next, 'fr')?.token.kind === 'head' ? 'tres' : word;
    });
  }

  function cheapest(words: readonly string[], language: DirectionLanguage): Token[] | undefined {
    /** To the beginning of each word: the tokens that lead there. */
    const best: ({ readonly cost: number; readonly tokens: Token[] } | undefined)[] = [
      { cost: 0, tokens: [] },
    ];
    for (let from = 0; from < words.length; from += 1) {
      const before = best[from];
      if (!before) continue;
      for (let to = from + 1; to <= Math.min(words.length, from + MAX_TOKEN_WORDS); to += 1) {
        const found = tokenOf(words.slice(from, to).join(' '), language);
        const cost = before.cost + (found?.cost ?? 0);
        if (found && cost < (best[to]?.cost ?? Number.POSITIVE_INFINITY))
          best[to] = { cost, tokens: [...before.tokens, found.token] };
      }
    }
    return best[words.length]?.tokens;
  }

  function tokenOf(text: string, language: DirectionLanguage): { token: Token; cost: number } | undefined {
    if (text === COMMA) return { token: { kind: 'comma' }, cost: 0 };
    if (text.includes(COMMA)) return undefined;
    const tokens = tokensByLanguage[language];
    const token = tokens.get(text);
    if (token) return { token, cost: COST[token.kind] };
    for (const { base, degree } of inflectionsOf(text, language)) {
      const inflected = tokens.get(base);
      if (inflected?.kind === 'head')
        return { token: inflectedHead(inflected, degree), cost: COST.inflected };
    }
    if (findTerm(text, language, false) || findTerm(text, language, true))
      return {
        token: { kind: 'term', words: text },
        cost: COST.term + COST.wordOfTerm * text.split(' ').length,
      };
    return undefined;
  }
}

/** "ernstem" is no form of the noun "Ernst". */
function inflectedHead({ noun: _, ...token }: HeadToken, degree: HeadToken['degree']): HeadToken {
  return { ...token, ...(degree && { degree }) };
}

type WordToken = Exclude<Token, { readonly kind: 'comma' }>;

function tokensOf({ phrases, meanings }: Grammar, language: DirectionLanguage): Map<string, WordToken> {
  const tokens = new Map<string, WordToken>();
  const add = (words: readonly string[] | undefined, token: WordToken) => {
    for (const word of words ?? []) tokens.set(foldText(word), token);
  };
  for (const { meaning, words } of meanings.directions)
    add(words[language], { kind: 'head', head: { kind: 'direction', meaning } });
  for (const { meaning, words, more } of meanings.qualities)
    add(words[language], { kind: 'head', head: { kind: 'quality', meaning, ...(more && { more }) } });
  for (const { meaning, words, adjectives } of meanings.nouns) {
    const head = { kind: 'noun', meaning } as const;
    add(adjectives?.[language], { kind: 'head', head, isAdjective: true });
    for (const word of (words[language] ?? []).map(foldText)) {
      const same = tokens.get(word);
      tokens.set(word, same?.kind === 'head' ? { ...same, noun: head } : { kind: 'head', head });
    }
  }
  for (const [value, words] of Object.entries(phrases.words[language]))
    add(words, { kind: 'function', value: value as WordFunction });
  return tokens;
}
