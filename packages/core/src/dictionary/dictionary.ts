/** The dictionary of musical terms, out of the files that come with the program. */
import type { ExplanationLanguage, HitKind, LookUp, Term, TermType } from '@mirubato/domain/dictionary';
import { fail, ok, type Result } from '@mirubato/domain/problem';

/** A line of what was found. */
export interface FoundTerm {
  readonly id: string;
  readonly term: string;
  readonly sourceLanguage: string;
  readonly type: TermType;
  /** Of each sense, in the language asked for. */
  readonly concise: readonly string[];
  readonly kind: HitKind;
  /** What it was found by. */
  readonly matched: string;
}

export interface LinkedTerm {
  readonly id: string;
  readonly term: string;
}

export type TermPage = Omit<Term, 'synonyms' | 'opposites' | 'related'> & {
  readonly synonyms: readonly LinkedTerm[];
  readonly opposites: readonly LinkedTerm[];
  readonly related: readonly LinkedTerm[];
};

/** Of a term that is not in the dictionary: its parts, each with what it means. */
export type DerivedTerm = readonly Omit<FoundTerm, 'kind' | 'matched'>[];

export interface Dictionary {
  find(
    query: string,
    options: { limit: number; language: ExplanationLanguage },
  ): Promise<{ terms: FoundTerm[]; derived: DerivedTerm | null }>;
  term(id: string): Promise<Result<TermPage>>;
  /** How many there are. */
  size(): Promise<number>;
}

/** @param readLookUp called with each question; it keeps what it has read */
export function createDictionary(readLookUp: () => Promise<LookUp>): Dictionary {
  return {
    async find(query, options) {
      const lookUp = await readLookUp();
      // Who opens the dictionary is about to ask.
      if (query.trim() === '') lookUp.prepare(options.language);
      const line = (term: Term) => ({
        id: term.id,
        term: term.term,
        sourceLanguage: term.sourceLanguage,
        type: term.type,
        concise: term.senses.map(({ concise }) => concise[options.language]),
      });
      return {
        terms: lookUp
          .find(query, options)
          .map(({ term, kind, matched }) => ({ ...line(term), kind, matched })),
        derived: lookUp.compose(query)?.map(line) ?? null,
      };
    },
    async term(id) {
      const lookUp = await readLookUp();
      const found = lookUp.term(id);
      if (!found) return fail('not-found', `There is no term ${id}.`);
      const linked = (ids: readonly string[]) =>
        ids.flatMap((each) => {
          const term = lookUp.term(each);
          return term ? [{ id: each, term: term.term }] : [];
        });
      const { synonyms, opposites, related } = found;
      return ok({
        ...found,
        synonyms: linked(synonyms),
        opposites: linked(opposites),
        related: linked(related),
      });
    },
    size: async () => (await readLookUp()).size,
  };
}
