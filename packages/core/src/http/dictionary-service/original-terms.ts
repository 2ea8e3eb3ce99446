/** The dictionary's terms as the original's rows: one for each term and language. */
import {
  type ExplanationLanguage,
  explanationLanguages,
  type HitKind,
  type Term,
} from '@mirubato/domain/dictionary';
import { type OriginalTerm, termToOriginal } from '@mirubato/domain/protocol';
import { v5 as uuidOf } from 'uuid';
import type { Dictionary } from '../../dictionary/dictionary.ts';

/** Of the names `<language>:<id of the term>`. Fixed for good: clients keep these ids. */
const NAMESPACE = 'a3a0f7f4-5b0e-4c39-9d4c-2f5a8f0f6c11';

/** So many terms are written alike at most. */
const MAX_EXACT = 20;
const exactKinds = new Set<HitKind>(['exact', 'abbreviation', 'translation']);

export interface OriginalTerms {
  row(term: Term, language: ExplanationLanguage): Promise<OriginalTerm>;
  rows(terms: readonly Term[], language: ExplanationLanguage): Promise<OriginalTerm[]>;
  /** The term itself, a form, a sign or what it is called elsewhere; never what is only like it. */
  exactly(text: string, types?: readonly string[]): Promise<Term | undefined>;
  related(term: Term, limit: number, language: ExplanationLanguage): Promise<OriginalTerm[]>;
  /** By the id of a row, or of a term of ours, which is then explained in `language`. */
  byId(
    id: string,
    language: ExplanationLanguage,
  ): Promise<{ term: Term; language: ExplanationLanguage } | undefined>;
}

export function createOriginalTerms(dictionary: Dictionary): OriginalTerms {
  /** Twenty thousand of them, made when the first is asked for. */
  let named: Map<string, { term: Term; language: ExplanationLanguage }> | undefined;

  return {
    row: async (term, language) => (await rowsOf([term], language))[0] as OriginalTerm,
    rows: rowsOf,
    async exactly(text, types) {
      const hits = (await dictionary.lookUp()).find(text, { limit: MAX_EXACT, language: 'en' });
      return hits.find(
        ({ kind, term }) => exactKinds.has(kind) && (types === undefined || types.includes(term.type)),
      )?.term;
    },
    async related({ related }, limit, language) {
      const lookUp = await dictionary.lookUp();
      return rowsOf(related.flatMap((id) => lookUp.term(id) ?? []).slice(0, limit), language);
    },
    async byId(id, language) {
      const lookUp = await dictionary.lookUp();
      const ours = lookUp.term(id);
      if (ours) return { term: ours, language };
      named ??= new Map(
        lookUp
          .terms()
          .flatMap((term) =>
            explanationLanguages.map((each) => [idOf(term, each), { term, language: each }] as const),
          ),
      );
      return named.get(id);
    },
  };

  async function rowsOf(terms: readonly Term[], language: ExplanationLanguage): Promise<OriginalTerm[]> {
    const lookUp = await dictionary.lookUp();
    const [at, counts] = [await dictionary.writtenAt(), await dictionary.looks.counts()];
    const namesOf = (ids: readonly string[]) => ids.flatMap((id) => lookUp.term(id)?.term ?? []);
    return terms.map((term) =>
      termToOriginal(term, language, {
        id: idOf(term, language),
        at,
        lookedUp: counts.get(term.id) ?? 0,
        terms: namesOf,
      }),
    );
  }
}

function idOf(term: Term, language: ExplanationLanguage): string {
  return uuidOf(`${language}:${term.id}`, NAMESPACE);
}
