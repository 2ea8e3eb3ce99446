/** Finds terms as one types: exact always first, then what it may have been meant to be. Pure; in memory. */
import { baseForms } from './base-forms.ts';
import { createComposer, type DerivedDirection } from './compose.ts';
import { compactText, editDistance, foldText } from './fold.ts';
import { fuseMeanings } from './fuse-meanings.ts';
import type { Grammar } from './grammar.ts';
import { LIKENESS, wordsToCosine } from './likeness.ts';
import { createMeaningIndex, type MeaningHit } from './meaning-index.ts';
import type { ExplanationLanguage, Term } from './term.ts';

/**
 * Best first. `exact`: the term itself, another spelling or form of it. `abbreviation`: a sign or short form.
 * `translation`: what it is called in another language. `prefix`: begins so. `inflection`: a form of it by the rules
 * of its language. `word`: one of its words begins so. `near`: mistyped. `meaning`: described so.
 */
export const hitKinds = [
  'exact',
  'abbreviation',
  'translation',
  'prefix',
  'inflection',
  'word',
  'near',
  'meaning',
] as const;
export type HitKind = (typeof hitKinds)[number];

export interface Hit {
  readonly term: Term;
  readonly kind: HitKind;
  /** What it was found by: "rit.", "Vierteltriole". */
  readonly matched: string;
}

export interface FindOptions {
  readonly limit: number;
  /** In which a meaning is described. */
  readonly language: ExplanationLanguage;
  /** What an encoder finds that means the same, best first; likeness as the cosine of the program's own encoder has it. */
  readonly similar?: readonly MeaningHit[];
}

export interface LookUp {
  /** Each term once, by its best kind. */
  find(query: string, options: FindOptions): Hit[];
  /** What is not in the dictionary and made of what is; undefined where a word is not known. */
  compose(query: string, language: ExplanationLanguage): DerivedDirection | undefined;
  /** Whose name, form or abbreviation it is; what is met most comes first. */
  exactly(text: string): Term[];
  /** Only by what they mean; `likeness` from 0 to 1, on the scale of the encoder's cosine, is the least that counts. */
  describe(query: string, options: FindOptions & { likeness: number }): MeaningHit[];
  term(id: string): Term | undefined;
  terms(): readonly Term[];
  /** Makes ready what the first question would wait for. */
  prepare(language: ExplanationLanguage): void;
  readonly size: number;
}

interface Key {
  readonly key: string;
  readonly kind: 'exact' | 'abbreviation' | 'translation';
  readonly text: string;
  readonly term: Term;
}

/** Longer queries are no term; the meaning index reads their beginning. */
const MAX_QUERY = 200;

/** All words of a description and none besides, but for rounding. */
const SAME_WORDS = 0.999;

/** So many by shared words are put into one order with those of an encoder. */
const FUSED_HITS = 100;

/** A part of shared groups of three letters from which on a word is compared letter by letter. */
const MIN_SHARED = 0.3;
const MAX_COMPARED = 80;

/** Without `grammar`, parts of a direction are named and nothing is said of the whole. */
export function createLookUp(terms: readonly Term[], grammar?: Grammar): LookUp {
  const termById = new Map(terms.map((term) => [term.id, term]));
  const keys = terms.flatMap(keysOf);
  const keysByText = Map.groupBy(keys, ({ key }) => key);
  /** As they are written: of many signs no letter is left to compare. */
  const termsBySign = new Map<string, Term[]>();
  for (const term of terms) {
    for (const sign of term.abbreviations.map((each) => each.normalize('NFC'))) {
      termsBySign.set(sign, [...(termsBySign.get(sign) ?? []), term]);
    }
  }
  const sorted = [...keys].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const words = keys
    .filter(({ kind }) => kind === 'exact')
    .flatMap((each) =>
      foldText(each.text)
        .split(' ')
        .slice(1)
        .map((word) => ({ ...each, key: word })),
    )
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const keysByTrigram = new Map<string, Key[]>();
  for (const each of keys) {
    if (each.kind === 'abbreviation') continue;
    for (const trigram of trigramsOf(each.key)) {
      const list = keysByTrigram.get(trigram);
      if (list) list.push(each);
      else keysByTrigram.set(trigram, [each]);
    }
  }
  const meanings = createMeaningIndex(terms);
  const composer = createComposer(grammar, exactly);

  return {
    size: terms.length,
    term: (id) => termById.get(id),
    terms: () => terms,
    exactly: (text) => exactly(text),
    describe(query, { limit, language, likeness, similar = [] }) {
      const fused = fuseMeanings(
        sharingWords(query, language, Math.max(limit, FUSED_HITS)),
        similar,
        FUSED_HITS,
      );
      return fused.filter((hit) => hit.likeness >= likeness).slice(0, limit);
    },
    prepare: (language) => void meanings.find('slow', { language, limit: 1, likeness: 1 }),
    compose(query, language) {
      const typed = query.slice(0, MAX_QUERY);
      return keysByText.has(compactText(typed)) ? undefined : composer.compose(typed, language);
    },
    find(query, { limit, language, similar = [] }) {
      const typed = query.slice(0, MAX_QUERY).trim().normalize('NFC');
      const key = compactText(typed);
      const found = new Map<string, Hit>();
      const add = (kind: HitKind, term: Term | undefined, matched: string) => {
        if (term && !found.has(term.id)) found.set(term.id, { term, kind, matched });
      };
      const signed = [...(termsBySign.get(typed) ?? [])].sort((a, b) => a.level - b.level);
      for (const term of signed) add('abbreviation', term, typed);
      if (key === '') return [...found.values()].slice(0, limit);
      for (const kind of ['exact', 'abbreviation', 'translation'] as const) {
        const same = (keysByText.get(key) ?? []).filter((each) => each.kind === kind);
        for (const each of byImportance(same)) add(kind, each.term, each.text);
      }
      for (const each of byImportance(startingWith(sorted, key))) add('prefix', each.term, each.text);
      for (const base of baseForms(key)) {
        for (const each of keysByText.get(base) ?? []) add('inflection', each.term, each.text);
      }
      for (const each of byImportance(startingWith(words, key))) add('word', each.term, each.text);
      const isKnown = [...found.values()].some(({ kind }) => kind === 'exact' || kind === 'abbreviation');
      const likeness = isKnown ? LIKENESS.ofKnown : LIKENESS.ofUnknown;
      const described = meant(typed, language, similar, likeness);
      // Who says it in several words of a description has not mistyped: "getting softer" is not "getting faster".
      const inItsWords = typed.includes(' ') ? described.filter((hit) => hit.likeness >= SAME_WORDS) : [];
      for (const { term, phrase } of inItsWords) add('meaning', term, phrase);
      for (const each of nearTo(key, isKnown ? 1 : 3)) add('near', each.term, each.text);
      for (const { term, phrase } of described) add('meaning', term, phrase);
      return [...found.values()].slice(0, limit);
    },
  };

  /** Those that are like enough by either; the order is made of all, so that what is a little like by both counts. */
  function meant(
    typed: string,
    language: ExplanationLanguage,
    similar: readonly MeaningHit[],
    least: number,
  ): MeaningHit[] {
    const byWords = sharingWords(typed, language, FUSED_HITS);
    const fused = fuseMeanings(byWords, similar, byWords.length + similar.length);
    return fused.filter(({ likeness }) => likeness >= least);
  }

  function sharingWords(text: string, language: ExplanationLanguage, limit: number): MeaningHit[] {
    return meanings
      .find(text, { language, limit, likeness: 0 })
      .map((hit) => ({ ...hit, likeness: wordsToCosine(hit.likeness) }));
  }

  function exactly(text: string, { withTranslations = false } = {}): Term[] {
    const keys = keysByText.get(compactText(text)) ?? [];
    const called = withTranslations ? keys : keys.filter(({ kind }) => kind !== 'translation');
    return byImportance(called).map(({ term }) => term);
  }

  function nearTo(key: string, limit: number): Key[] {
    const most = Math.min(limit, key.length < 4 ? 0 : key.length < 6 ? 1 : key.length < 10 ? 2 : 3);
    if (most === 0) return [];
    const trigrams = trigramsOf(key);
    const shared = new Map<Key, number>();
    for (const trigram of trigrams) {
      for (const each of keysByTrigram.get(trigram) ?? []) shared.set(each, (shared.get(each) ?? 0) + 1);
    }
    return [...shared]
      .filter(([each, count]) => count / Math.max(trigrams.length, each.key.length) >= MIN_SHARED)
      .sort((a, b) => b[1] - a[1])
      .slice(0, MAX_COMPARED)
      .map(([each]) => ({ each, distance: editDistance(key, each.key, most) }))
      .filter(({ distance }) => distance <= most)
      .sort((a, b) => a.distance - b.distance || a.each.term.level - b.each.term.level)
      .map(({ each }) => each);
  }
}

function keysOf(term: Term): Key[] {
  const of = (kind: Key['kind'], texts: readonly string[]) =>
    texts.map((text) => ({ key: compactText(text), kind, text, term })).filter(({ key }) => key !== '');
  return [
    ...of('exact', [term.term, ...term.forms]),
    ...of('abbreviation', term.abbreviations),
    ...of('translation', [...new Set(Object.values(term.translations))]),
  ];
}

function startingWith(sorted: readonly Key[], key: string): Key[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  const found: Key[] = [];
  for (let at = low; sorted[at]?.key.startsWith(key); at += 1) found.push(sorted[at] as Key);
  return found;
}

/** What is met more comes first, then what is shorter. */
function byImportance(keys: readonly Key[]): Key[] {
  return [...keys].sort(
    (a, b) => a.term.level - b.term.level || a.key.length - b.key.length || (a.key < b.key ? -1 : 1),
  );
}

function trigramsOf(key: string): string[] {
  const padded = `  ${key} `;
  return [...new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)))];
}
