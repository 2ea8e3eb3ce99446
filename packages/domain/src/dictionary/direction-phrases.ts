/** Makes phrases of the tokens of a direction: what belongs to what. */
import {
  type Aspect,
  aspects,
  type Degree,
  degrees,
  type LikenessOf,
  likenesses,
  type WordFunction,
} from './grammar.ts';
import type { ExplanationLanguage, Term } from './term.ts';

export interface Head {
  readonly kind: 'quality' | 'noun' | 'direction';
  readonly meaning: Readonly<Record<ExplanationLanguage, string>>;
  readonly more?: { readonly en?: string | undefined; readonly de?: string | undefined };
}

/** "e molto espressivo": joined by "and", of degree `very`, its head a quality. */
export interface Phrase {
  /** To what stands before it. */
  readonly join: 'and' | 'but' | 'then' | 'beside';
  readonly head: Head | Term;
  readonly degree: Degree;
  readonly aspects: readonly Aspect[];
  /** Of the noun: "mit innigem Ausdruck"; of the likeness: "im Tempo eines gemächlichen Ländlers". */
  readonly qualifiers: readonly Qualifier[];
  readonly like?: LikenessOf;
  /** "ma non troppo" follows. */
  readonly isNotTooMuch?: true;
}

export interface Qualifier {
  readonly head: Head;
  readonly degree: Degree;
}

export const COMMA = ',';

export type Token =
  | { readonly kind: 'comma' }
  | { readonly kind: 'function'; readonly value: WordFunction }
  | HeadToken
  | { readonly kind: 'term'; readonly words: string };

export interface HeadToken {
  readonly kind: 'head';
  readonly head: Head;
  /** The same word behind "with": "calme". */
  readonly noun?: Head;
  readonly degree?: 'very' | 'more';
  /** Says in one word what a noun says behind "with". */
  readonly isAdjective?: boolean;
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
  readonly qualifiers: Qualifier[];
  isBehindComma?: boolean;
  /** Said since the head: of the next one, or of this one if none comes. */
  pending: Pending;
}

type Relation = 'with' | 'without';

interface Pending {
  readonly degrees: Degree[];
  readonly aspects: Aspect[];
}

/** In "lento assai con dolore" it is very slow: nobody writes "assai con". */
const NEVER_BEFORE_WITH: ReadonlySet<Degree> = new Set(['very', 'rather', 'notToo']);

export function phrasesOf(
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
    if (token.kind === 'comma') {
      if (!settle()) return false;
      open.isBehindComma = open.head !== undefined;
      return true;
    }
    if (token.kind === 'function') return takeFunction(token.value);
    if (token.kind === 'head') return takeHead(token);
    const term = findTerm(token.words, open.like !== undefined);
    return term !== undefined && (open.relation === undefined || open.head !== undefined) && set(term);
  }

  function takeFunction(value: WordFunction): boolean {
    if (value === 'nothing') return true;
    if (value === 'and' && isBehind() && open.qualifiers.length > 0) return true;
    if (value === 'and' || value === 'but' || value === 'then') {
      if (hasJustLimited()) {
        open = begin(value);
        return true;
      }
      const inherited = relationOf(open);
      if (!close()) return false;
      open = begin(value, inherited);
      return true;
    }
    if (isOneOf(aspects, value)) open.pending.aspects.push(value);
    else if (isOneOf(degrees, value)) open.pending.degrees.push(value);
    else return takeRelation(value);
    return true;
  }

  function takeRelation(value: Relation | LikenessOf): boolean {
    const { degrees, aspects } = open.pending;
    if (aspects.length === 0 && degrees.every((each) => NEVER_BEFORE_WITH.has(each)) && !settle())
      return false;
    if (isBehind() || !startAnew()) return false;
    if (isOneOf(likenesses, value)) open.like = value;
    else open.relation = value;
    open.degrees = open.pending.degrees;
    open.pending = { degrees: [], aspects: open.pending.aspects };
    return true;
  }

  /** What was said since the head belongs to it: it is not said of what follows. */
  function settle(): boolean {
    if (!open.head) {
      if (!isLimit(open)) return true;
      if (!close()) return false;
      open = begin('beside');
      return true;
    }
    open.degrees.push(...open.pending.degrees);
    open.aspects.push(...open.pending.aspects);
    open.pending = nothing();
    return true;
  }

  function hasJustLimited(): boolean {
    const isEmpty =
      !open.head && !isBehind() && [...open.pending.degrees, ...open.pending.aspects].length === 0;
    return isEmpty && open.join === 'beside' && phrases.length > 0;
  }

  function takeHead({ head, noun, degree, isAdjective }: HeadToken): boolean {
    if (isBehind()) {
      const behind = noun ?? (isAdjective ? undefined : head);
      if (behind?.kind === 'noun') return open.relation !== undefined && set(behind);
      return behind?.kind === 'quality' && qualify(behind, degree);
    }
    if (head.kind !== 'noun' || isAdjective) return set(head, degree);
    // "più moto" has no "con"; "quasi una fantasia" has none to leave out.
    const hasAmount = open.pending.degrees.some((degree) => degree !== 'almost');
    const relation = relationOf(open) ?? (hasAmount ? 'with' : undefined);
    if (!relation || !startAnew()) return false;
    open.relation = relation;
    return set(head);
  }

  function isBehind(): boolean {
    return (open.relation ?? open.like) !== undefined && open.head === undefined;
  }

  /** @param degree of its ending; "inniger Ausdruck" is no comparative */
  function qualify(head: Head, degree: 'very' | 'more' | undefined): boolean {
    const all = [...open.pending.degrees, ...(degree === 'very' ? [degree] : [])];
    const merged = mergeDegrees(all, [], true);
    if (!merged) return false;
    open.qualifiers.push({ head, degree: merged.degree });
    open.pending = { degrees: [], aspects: open.pending.aspects };
    return true;
  }

  function set(head: Head | Term, degree?: 'very' | 'more'): boolean {
    if (!startAnew()) return false;
    open.head = head;
    open.degrees = [...open.degrees, ...open.pending.degrees, ...(degree ? [degree] : [])];
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
    if (!head && relation === 'with' && qualifiers.length > 0) return all.length === 0 && closeWithoutNoun();
    if (!head) {
      const last = phrases.at(-1);
      if (!last || !isLimit(open)) return false;
      phrases[phrases.length - 1] = { ...last, isNotTooMuch: true };
      return true;
    }
    // "sehr mäßig, immer im Tempo"
    if (open.isBehindComma && pending.aspects.some((aspect) => aspect !== 'gradually')) return false;
    const hasComparative = 'kind' in head && head.kind !== 'direction';
    const merged = mergeDegrees(all, [...open.aspects, ...pending.aspects], hasComparative);
    if (!merged || ((relation === 'without' || like) && merged.degree !== 'plain')) return false;
    if (merged.degree === 'almost' && phrases.some((each) => each.head === head)) return false;
    const degree = relation === 'without' ? 'not' : isStillGrowing(open, merged) ? 'everMore' : merged.degree;
    phrases.push({ join, head, degree, aspects: merged.aspects, qualifiers, ...(like && { like }) });
    return true;
  }

  /** "in ruhigem Zeitmaß" is calm. */
  function closeWithoutNoun(): boolean {
    const { join, qualifiers, pending } = open;
    // Of which of them?
    if (qualifiers.length > 1 && pending.aspects.length > 0) return false;
    const [first, ...others] = qualifiers.map((each) => ({ ...each, aspects: [], qualifiers: [] }));
    if (first) phrases.push({ ...first, join, aspects: [...open.aspects, ...pending.aspects] });
    for (const other of others) phrases.push({ ...other, join: 'and' });
    return true;
  }

  /** "de plus en plus lent et doux": of both. */
  function isStillGrowing({ join, head }: OpenPhrase, { degree, aspects }: Merged): boolean {
    const isPlain = degree === 'plain' && aspects.length === 0;
    const isQuality = head !== undefined && 'kind' in head && head.kind === 'quality';
    return isPlain && isQuality && join === 'and' && phrases.at(-1)?.degree === 'everMore';
  }
}

function nothing(): Pending {
  return { degrees: [], aspects: [] };
}

/** "ma non troppo" */
function isLimit({ join, head, pending }: OpenPhrase): boolean {
  const isAlone = join === 'but' && !head && pending.aspects.length === 0;
  return isAlone && pending.degrees.join() === 'notToo';
}

/** Which "with" or "without" a noun that follows may share. */
function relationOf({ head, relation, inherited }: OpenPhrase): Relation | undefined {
  return head ? relation : (relation ?? inherited);
}

interface Merged {
  readonly degree: Degree;
  readonly aspects: readonly Aspect[];
}

/** What several words make of one head; undefined where they do not go together. */
function mergeDegrees(
  all: readonly Degree[],
  every: readonly Aspect[],
  hasComparative: boolean,
): Merged | undefined {
  const has = (degree: Degree) => all.includes(degree);
  const without = (...aspects: Aspect[]) => every.filter((each) => !aspects.includes(each));
  if (all.length === 0) {
    const isBecoming = every.includes('gradually') && hasComparative;
    // "immer noch"
    const aspects = every.includes('still') ? without('always') : [...every];
    return { degree: isBecoming ? 'more' : 'plain', aspects };
  }
  if (has('most')) return { degree: 'most', aspects: [...every] };
  if (has('more')) {
    if (every.includes('always')) return { degree: 'everMore', aspects: without('always', 'still') };
    if (has('somewhat') || has('rather')) return { degree: 'somewhatMore', aspects: without('still') };
    if (every.includes('still')) return { degree: 'evenMore', aspects: without('still') };
    if (has('very')) return { degree: 'muchMore', aspects: [...every] };
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
