/** Reads a direction of several words as its phrases, by the grammar of its language. */
import { foldText } from './fold.ts';
import {
  type Aspect,
  aspects,
  type Degree,
  type DirectionLanguage,
  degrees,
  type Grammar,
  type LikenessOf,
  likenesses,
  type WordFunction,
} from './grammar.ts';
import { inflectionsOf } from './inflections.ts';
import type { ExplanationLanguage, Term } from './term.ts';

export interface Head {
  readonly kind: 'quality' | 'noun' | 'direction';
  readonly meaning: Readonly<Record<ExplanationLanguage, string>>;
  readonly more?: { readonly en?: string | undefined; readonly de?: string | undefined };
}

/** "e molto espressivo": joined by "and", of degree `very`, its head a quality. */
export interface Phrase {
  /** To what stands before it. */
  readonly join: 'and' | 'but' | 'beside';
  readonly head: Head | Term;
  readonly degree: Degree;
  readonly aspects: readonly Aspect[];
  /** Of the noun: "mit innigem Ausdruck". */
  readonly qualifiers: readonly Head[];
  readonly like?: LikenessOf;
  /** "ma non troppo" follows. */
  readonly isNotTooMuch?: true;
}

/** A term that stands in the dictionary under these words, in this language. */
export type FindTerm = (words: string, language: DirectionLanguage, isLike: boolean) => Term | undefined;

export interface DirectionReader {
  /** Undefined where a word is not known or says nothing where it stands. @param words folded */
  read(words: readonly string[], language: DirectionLanguage): Phrase[] | undefined;
}

type Token =
  | { readonly kind: 'function'; readonly value: WordFunction }
  | {
      readonly kind: 'head';
      readonly head: Head;
      /** The same word behind "with": "calme". */
      readonly noun?: Head;
      readonly degree?: 'very' | 'more';
      /** Says in one word what a noun says behind "with". */
      readonly isAdjective?: boolean;
    }
  | { readonly kind: 'term'; readonly words: string };

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
      const tokens = cheapest(words, language);
      return tokens && phrasesOf(tokens, (text, isLike) => findTerm(text, language, isLike));
    },
  };

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
    const tokens = tokensByLanguage[language];
    const token = tokens.get(text);
    if (token) return { token, cost: COST[token.kind] };
    for (const { base, degree } of inflectionsOf(text, language)) {
      const inflected = tokens.get(base);
      if (inflected?.kind === 'head')
        return { token: { ...inflected, ...(degree && { degree }) }, cost: COST.inflected };
    }
    if (findTerm(text, language, false) || findTerm(text, language, true))
      return {
        token: { kind: 'term', words: text },
        cost: COST.term + COST.wordOfTerm * text.split(' ').length,
      };
    return undefined;
  }
}

function tokensOf({ phrases, meanings }: Grammar, language: DirectionLanguage): Map<string, Token> {
  const tokens = new Map<string, Token>();
  const add = (words: readonly string[] | undefined, token: Token) => {
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

interface OpenPhrase {
  readonly join: Phrase['join'];
  relation?: Relation;
  /** Of the phrase before: "con espressione e passione". */
  readonly inherited?: Relation | undefined;
  like?: LikenessOf;
  head?: Head | Term;
  degrees: Degree[];
  aspects: Aspect[];
  readonly qualifiers: Head[];
  /** Said since the head: of the next one, or of this one if none comes. */
  pending: Pending;
}

type Relation = 'with' | 'without';

interface Pending {
  readonly degrees: Degree[];
  readonly aspects: Aspect[];
}

function phrasesOf(
  tokens: readonly Token[],
  findTerm: (words: string, isLike: boolean) => Term | undefined,
): Phrase[] | undefined {
  const phrases: Phrase[] = [];
  let open = begin('beside');
  for (const token of tokens) if (!take(token)) return undefined;
  return close() ? phrases : undefined;

  function begin(join: Phrase['join'], inherited?: Relation, pending: Pending = nothing()): OpenPhrase {
    return { join, inherited, degrees: [], aspects: [], qualifiers: [], pending };
  }

  function take(token: Token): boolean {
    if (token.kind === 'function') return takeFunction(token.value);
    if (token.kind === 'head') return takeHead(token);
    const term = findTerm(token.words, open.like !== undefined);
    return term !== undefined && !isBehindRelation() && set(term);
  }

  function takeFunction(value: WordFunction): boolean {
    if (value === 'nothing') return true;
    if (value === 'and' || value === 'but') {
      const inherited = relationOf(open);
      if (!close()) return false;
      open = begin(value, inherited);
      return true;
    }
    if (isOneOf(aspects, value)) open.pending.aspects.push(value);
    else if (isOneOf(degrees, value)) open.pending.degrees.push(value);
    else {
      if (!startAnew()) return false;
      if (isOneOf(likenesses, value)) open.like = value;
      else open.relation = value;
    }
    return true;
  }

  function takeHead({ head, noun, degree, isAdjective }: Token & { kind: 'head' }): boolean {
    if (isBehindRelation()) {
      const behind = noun ?? (isAdjective ? undefined : head);
      if (behind?.kind === 'noun') return set(behind);
      if (behind?.kind !== 'quality') return false;
      open.qualifiers.push(behind);
      return true;
    }
    if (head.kind !== 'noun' || isAdjective) return set(head, degree);
    // "più moto" has no "con".
    const relation = relationOf(open) ?? (open.pending.degrees.length > 0 ? 'with' : undefined);
    if (!relation || !startAnew()) return false;
    open.relation = relation;
    return set(head);
  }

  function isBehindRelation(): boolean {
    return open.relation !== undefined && open.head === undefined;
  }

  function set(head: Head | Term, degree?: 'very' | 'more'): boolean {
    if (!startAnew()) return false;
    open.head = head;
    open.degrees = [...open.pending.degrees, ...(degree ? [degree] : [])];
    open.aspects = open.pending.aspects;
    open.pending = nothing();
    return true;
  }

  /** What was said since the last head belongs to the next one. */
  function startAnew(): boolean {
    if (!open.head) return true;
    const [pending, inherited] = [open.pending, relationOf(open)];
    open.pending = nothing();
    if (!close()) return false;
    open = begin('beside', inherited, pending);
    return true;
  }

  function close(): boolean {
    const { join, head, relation, like, qualifiers, pending } = open;
    const all = [...open.degrees, ...pending.degrees];
    if (!head) {
      const last = phrases.at(-1);
      if (join !== 'but' || !last || all.join() !== 'notToo' || pending.aspects.length > 0) return false;
      phrases[phrases.length - 1] = { ...last, isNotTooMuch: true };
      return true;
    }
    const hasComparative = 'kind' in head && head.kind !== 'direction';
    const merged = mergeDegrees(all, [...open.aspects, ...pending.aspects], hasComparative);
    if (!merged || (relation === 'without' && merged.degree !== 'plain')) return false;
    const degree = relation === 'without' ? 'not' : merged.degree;
    phrases.push({ join, head, degree, aspects: merged.aspects, qualifiers, ...(like && { like }) });
    return true;
  }
}

function nothing(): Pending {
  return { degrees: [], aspects: [] };
}

/** Which "with" or "without" a noun that follows may share. */
function relationOf({ head, relation, inherited }: OpenPhrase): Relation | undefined {
  return head ? relation : (relation ?? inherited);
}

/** What several words make of one head; undefined where they do not go together. */
function mergeDegrees(
  all: readonly Degree[],
  every: readonly Aspect[],
  hasComparative: boolean,
): { degree: Degree; aspects: Aspect[] } | undefined {
  const has = (degree: Degree) => all.includes(degree);
  const without = (aspect: Aspect) => every.filter((each) => each !== aspect);
  if (all.length === 0) {
    const isBecoming = every.includes('gradually') && hasComparative;
    return { degree: isBecoming ? 'more' : 'plain', aspects: [...every] };
  }
  if (has('most')) return { degree: 'most', aspects: [...every] };
  if (has('more')) {
    if (every.includes('always')) return { degree: 'everMore', aspects: without('always') };
    if (every.includes('still')) return { degree: 'evenMore', aspects: without('still') };
    if (has('very')) return { degree: 'muchMore', aspects: [...every] };
    if (has('somewhat') || has('rather')) return { degree: 'somewhatMore', aspects: [...every] };
  }
  if (has('less')) {
    if (has('very')) return { degree: 'muchLess', aspects: [...every] };
    if (has('somewhat') || has('rather')) return { degree: 'somewhatLess', aspects: [...every] };
  }
  if (has('not') && has('very')) return { degree: 'notVery', aspects: [...every] };
  const [degree, ...others] = new Set(all);
  return degree && others.length === 0 ? { degree, aspects: [...every] } : undefined;
}

function isOneOf<Value extends string>(values: readonly Value[], value: string): value is Value {
  return (values as readonly string[]).includes(value);
}
