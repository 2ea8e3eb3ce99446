/** The dictionary of musical terms: the files that come with the program, and what a person adds to them. */
import { join } from 'node:path';
import {
  type DerivedDirection,
  type ExplanationLanguage,
  type Hit,
  type HitKind,
  hitKinds,
  type LookUp,
  type MeaningHit,
  type OwnTerm,
  type Term,
  type TermType,
} from '@mirubato/domain/dictionary';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { CoreContext } from '../context.ts';
import { createMeaningModelFile } from './meaning-model-file.ts';
import { createMeanings, type Meanings, type MeaningsOptions } from './meanings.ts';
import { createOwnTerms, type OwnTerms } from './own-terms.ts';
import { createTermFeedback, type TermFeedback } from './term-feedback.ts';
import { createTermLooks, type TermLook, type TermLooks } from './term-looks.ts';
import { type TermOccurrence, termOccurrences } from './term-occurrences.ts';

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
  /** A person's own. */
  readonly isOwn: boolean;
  /** As a language model has written it. */
  readonly isGenerated: boolean;
}

export interface LinkedTerm {
  readonly id: string;
  readonly term: string;
}

export type TermPage = Omit<Term, 'synonyms' | 'opposites' | 'related'> & {
  readonly synonyms: readonly LinkedTerm[];
  readonly opposites: readonly LinkedTerm[];
  readonly related: readonly LinkedTerm[];
  readonly isOwn: boolean;
  /** What a language model has had to do with it; null where none had. */
  readonly generated: GeneratedMark | null;
  /** Of one's own terms, where it is known: they are explained in one language. */
  readonly explainedIn: ExplanationLanguage | null;
  /** A person's, latest first. */
  readonly notes: readonly OwnTerm[];
};

export interface GeneratedMark {
  readonly model: string;
  /** The original's completeness, 0 to 100. */
  readonly quality: number;
  /** A person has changed it since. */
  readonly isEdited: boolean;
}

/** What is not in the dictionary and put together from what is: see `DerivedDirection`. */
export interface DerivedTerm extends Omit<DerivedDirection, 'parts'> {
  readonly parts: readonly Omit<FoundTerm, 'kind' | 'matched' | 'isOwn' | 'isGenerated'>[];
}

/** A term that was looked up before. */
export interface LookedUpTerm extends LinkedTerm {
  readonly count: number;
  readonly lookedAt: string;
}

export interface Dictionary {
  find(
    query: string,
    options: { limit: number; language: ExplanationLanguage },
  ): Promise<{ terms: FoundTerm[]; derived: DerivedTerm | null }>;
  /** Of the dictionary or a person's own. Problem `not-found`. */
  term(id: string): Promise<Result<TermPage>>;
  /** Where it stands in the scores. Problem `not-found`. */
  occurrences(id: string): Promise<Result<TermOccurrence[]>>;
  /** Counts that somebody looked at it. Problem `not-found`. */
  noteLook(id: string): Promise<Result<void>>;
  looked(order: 'recent' | 'popular', limit: number): Promise<LookedUpTerm[]>;
  readonly own: OwnTerms;
  readonly feedback: TermFeedback;
  readonly looks: TermLooks;
  /** Only by what they mean, of what comes with the program; `likeness` as in `LookUp.describe`. */
  describe(
    query: string,
    options: { limit: number; language: ExplanationLanguage; likeness: number },
  ): Promise<MeaningHit[]>;
  /** Only what comes with the program. */
  lookUp(): Promise<LookUp>;
  /** ISO instant: when the files that come with the program were written. */
  writtenAt(): Promise<string>;
  /** How many there are. */
  size(): Promise<number>;
  /** A model of the person's own for the search by meaning. */
  readonly meaningModel: Meanings['model'];
  /** Stops what it makes ready in the background. */
  close(): Promise<void>;
}

/** So many of the encoder's are put into one order with those found by shared words. */
const SIMILAR = 100;

export interface DictionaryFiles extends Pick<Dictionary, 'writtenAt'> {
  /** Called with each question; it keeps what it has read. */
  readonly readLookUp: Dictionary['lookUp'];
  readonly encoderFile: URL;
  /** Of a model of the person's own, and where the module of its process lies when the core is bundled. */
  readonly model?: Pick<MeaningsOptions, 'limits' | 'processUrl'>;
}

export function createDictionary(
  context: CoreContext,
  { readLookUp, writtenAt, encoderFile, model }: DictionaryFiles,
): Dictionary {
  const meanings = createMeanings(readLookUp, {
    ...model,
    encoderFile,
    file: createMeaningModelFile(context.directory.path),
    cacheFolder: join(context.directory.derived, 'dictionary'),
    onChange: () => context.events.publish({ type: 'changed', collections: ['meaningModel'], ids: {} }),
    log: context.log,
  });
  const own = createOwnTerms(context);
  const looks = createTermLooks(context);

  return {
    own,
    looks,
    feedback: createTermFeedback(context),
    lookUp: readLookUp,
    writtenAt,
    async find(query, options) {
      const [lookUp, ownLookUp, similar] = await Promise.all([
        readLookUp(),
        own.lookUp(),
        meanings.similar(query, options.language, SIMILAR),
      ]);
      // Who opens the dictionary is about to ask.
      if (query.trim() === '') lookUp.prepare(options.language);
      const line = (term: Term) => ({
        id: term.id,
        term: term.term,
        sourceLanguage: term.sourceLanguage,
        type: term.type,
        concise: term.senses.map(({ concise }) => concise[options.language]),
      });
      const isOwn = (term: Term) => ownLookUp.term(term.id) === term;
      const hits = merged(ownLookUp.find(query, options), lookUp.find(query, { ...options, similar }));
      const shown = hits.slice(0, options.limit);
      const derived = lookUp.compose(query, options.language);
      const generatedIds = shown.some(({ term }) => isOwn(term)) ? await own.generatedIds() : new Set();
      return {
        terms: shown.map(({ term, kind, matched }) => ({
          ...line(term),
          kind,
          matched,
          isOwn: isOwn(term),
          isGenerated: isOwn(term) && generatedIds.has(term.id),
        })),
        derived: derived ? { ...derived, parts: derived.parts.map(line) } : null,
      };
    },
    async term(id) {
      const [lookUp, found] = [await readLookUp(), await termOf(id)];
      if (!found.ok) return found;
      const linked = (ids: readonly string[]) =>
        ids.flatMap((each) => {
          const term = lookUp.term(each);
          return term ? [{ id: each, term: term.term }] : [];
        });
      const { synonyms, opposites, related } = found.value;
      const isOwn = lookUp.term(id) === undefined;
      const ownTerm = isOwn ? await own.own(id) : undefined;
      return ok({
        ...found.value,
        synonyms: linked(synonyms),
        opposites: linked(opposites),
        related: linked(related),
        isOwn,
        generated: ownTerm?.ok ? generatedMark(ownTerm.value) : null,
        explainedIn: ownTerm?.ok ? ownTerm.value.explainedIn : null,
        notes: await own.notesOn(id),
      });
    },
    async occurrences(id) {
      const found = await termOf(id);
      return found.ok ? ok(await termOccurrences(context, found.value)) : found;
    },
    async noteLook(id) {
      const found = await termOf(id);
      if (!found.ok) return found;
      await looks.note(found.value.term, id);
      return ok(undefined);
    },
    async looked(order, limit) {
      const listed: LookedUpTerm[] = [];
      for (const { termId, count, lookedAt } of await looks[order](limit)) {
        const found = await termOf(termId ?? '');
        if (found.ok) listed.push({ id: found.value.id, term: found.value.term, count, lookedAt });
      }
      return listed;
    },
    async describe(query, options) {
      const [lookUp, similar] = await Promise.all([
        readLookUp(),
        meanings.similar(query, options.language, SIMILAR),
      ]);
      return lookUp.describe(query, { ...options, similar });
    },
    meaningModel: meanings.model,
    size: async () => (await readLookUp()).size,
    close: () => meanings.close(),
  };

  async function termOf(id: string): Promise<Result<Term>> {
    const term = (await readLookUp()).term(id) ?? (await own.lookUp()).term(id);
    return term ? ok(term) : fail('not-found', `There is no term ${id}.`);
  }
}

function generatedMark({ model, quality, origin }: OwnTerm): GeneratedMark | null {
  return model === null ? null : { model, quality: quality ?? 0, isEdited: origin === 'own' };
}

/** A person's own stand before what was found no better; the others keep their order. */
function merged(own: readonly Hit[], others: readonly Hit[]): Hit[] {
  const all = [...others];
  for (const hit of own.toReversed()) {
    const at = all.findIndex(({ kind }) => hitKinds.indexOf(kind) >= hitKinds.indexOf(hit.kind));
    all.splice(at < 0 ? all.length : at, 0, hit);
  }
  return all;
}

export type { TermLook, TermOccurrence };
