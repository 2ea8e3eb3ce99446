/**
 * The dictionary's terms as the original's rows: one for each term and language. A person's own are one row each, in
 * the language that they are explained in, whichever is asked for.
 */
import {
  type ExplanationLanguage,
  explanationLanguages,
  type HitKind,
  type OwnTerm,
  ownTermToTerm,
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
  /** The term itself, a form, a sign or what it is called elsewhere, then a person's own; never what is only like it. */
  exactly(text: string, types?: readonly string[]): Promise<Term | undefined>;
  related(term: Term, limit: number, language: ExplanationLanguage): Promise<OriginalTerm[]>;
  /** By the id of a row, or of a term of ours, which is then explained in `language`. */
  byId(
    id: string,
    language: ExplanationLanguage,
  ): Promise<{ term: Term; language: ExplanationLanguage } | undefined>;
  /** A person's own. */
  ownRow(own: OwnTerm): Promise<OriginalTerm>;
  /** Undefined for a term that comes with the program. */
  own(term: Term): Promise<OwnTerm | undefined>;
}

export function createOriginalTerms(dictionary: Dictionary): OriginalTerms {
  /** Twenty thousand of them, made when the first is asked for. */
  let named: Map<string, { term: Term; language: ExplanationLanguage }> | undefined;

  return {
    row: async (term, language) => (await rowsOf([term], language))[0] as OriginalTerm,
    rows: rowsOf,
    async exactly(text, types) {
      const hits = (await dictionary.lookUp()).find(text, { limit: MAX_EXACT, language: 'en' });
      const ownTerms = (await dictionary.own.lookUp()).exactly(text);
      return [...hits.filter(({ kind }) => exactKinds.has(kind)).map(({ term }) => term), ...ownTerms].find(
        (term) => types === undefined || types.includes(term.type),
      );
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
      return named.get(id) ?? (await ownById(id));
    },
    ownRow: async (own) => (await rowsOf([ownTermToTerm(own)], languageOfOwn(own)))[0] as OriginalTerm,
    own: async ({ id }) => (await ownTerms()).get(id),
  };

  async function ownTerms(): Promise<Map<string, OwnTerm>> {
    return new Map((await dictionary.own.list()).map((own) => [own.id, own]));
  }

  async function ownById(id: string) {
    const found = (await dictionary.own.list()).find(
      (own) => own.id === id || idOf(own, languageOfOwn(own)) === id,
    );
    return found && { term: ownTermToTerm(found), language: languageOfOwn(found) };
  }

  async function rowsOf(terms: readonly Term[], language: ExplanationLanguage): Promise<OriginalTerm[]> {
    const lookUp = await dictionary.lookUp();
    const [at, counts] = [await dictionary.writtenAt(), await dictionary.looks.counts()];
    const isOurs = (term: Term) => lookUp.term(term.id) !== undefined;
    const ownById = terms.every(isOurs) ? new Map<string, OwnTerm>() : await ownTerms();
    const namesOf = (ids: readonly string[]) => ids.flatMap((id) => lookUp.term(id)?.term ?? []);
    return terms.map((term) => {
      const own = ownById.get(term.id);
      const lang = own ? languageOfOwn(own) : language;
      return termToOriginal(term, lang, {
        id: idOf(term, lang),
        at,
        lookedUp: counts.get(term.id) ?? 0,
        terms: namesOf,
        ...(own && { own }),
      });
    });
  }
}

/** Where nobody has said, the original's default. */
function languageOfOwn({ explainedIn }: OwnTerm): ExplanationLanguage {
  return explainedIn ?? 'en';
}

function idOf(term: Pick<Term, 'id'>, language: ExplanationLanguage): string {
  return uuidOf(`${language}:${term.id}`, NAMESPACE);
}
