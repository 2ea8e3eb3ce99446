/** Terms that the musician's own language model has written: kept as terms of their own, marked. */
import {
  completenessOf,
  type ExplanationLanguage,
  foldText,
  type GeneratedAnswer,
  type GeneratedFields,
  generatedFields,
  type OwnTerm,
} from '@mirubato/domain/dictionary';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { CoreContext } from '../context.ts';
import type { LanguageModel, LanguageModelInput, Respondent } from '../language-model/language-model.ts';
import { askForDefinition, type DefinitionQuestion } from './ask-for-definition.ts';
import type { Dictionary } from './dictionary.ts';

export interface GenerationOptions {
  readonly signal?: AbortSignal;
  /** Called for each question, with the tokens that the server has counted. */
  readonly onAsked?: (tokens: number | null) => void;
}

export interface Improvement {
  readonly term: OwnTerm;
  readonly before: number;
  readonly after: number;
  /** The parts that it had not. */
  readonly gained: readonly string[];
}

/**
 * One question after another, whoever asks. Problems of all: `model-not-set`, `model-too-slow`, `model-unusable` and
 * those of `ModelServer`; then nothing is kept.
 */
export interface GeneratedTerms {
  /**
   * Keeps what the model writes. A word that one's own terms have is not asked for again. `term` is null when the model
   * says that this is no musical term. Problems also `conflict` (the dictionary has it), `invalid-input` (no word).
   */
  generate(
    text: string,
    language: ExplanationLanguage,
    options?: GenerationOptions,
  ): Promise<Result<{ term: OwnTerm | null; isNew: boolean }>>;
  /** What the model would write; nothing is kept. Null for no musical term. */
  write(
    text: string,
    language: ExplanationLanguage,
    options?: GenerationOptions,
  ): Promise<Result<GeneratedFields | null>>;
  /** Keeps what was written before. Problem `conflict`: the word is known by now. */
  keep(term: string, fields: GeneratedFields): Promise<Result<OwnTerm>>;
  /** Whether the dictionary or one's own terms have it. */
  isKnown(term: string): Promise<boolean>;
  /** Asks another model for a term that everybody knows, and keeps nothing. */
  test(
    input: LanguageModelInput,
    language: ExplanationLanguage,
    signal: AbortSignal,
  ): Promise<Result<GeneratedFields>>;
  /**
   * Asks anew; kept when it says more than before. What a person has written stays as it is, only what is empty is
   * filled. Problem `not-found`.
   */
  improve(id: string, options?: GenerationOptions): Promise<Result<Improvement>>;
  /** Whether a model is set up. */
  isSetUp(): Promise<boolean>;
  /** Problem `model-not-set`. */
  ready(): Promise<Result<void>>;
  /** Gives up what is being asked. */
  close(): Promise<void>;
}

/** A large model on a slow processor, loaded first, with all tries. */
const ANSWER_WITHIN_MS = 180_000;

const MAX_TERM = 100;
const TEST_TERM = 'ritardando';

const explained = ['meaning', 'detailed', 'etymology', 'ipa', 'syllables', 'example'] as const;

export function createGeneratedTerms(
  context: CoreContext,
  { own, lookUp }: Dictionary,
  model: LanguageModel,
  { timeoutMs = ANSWER_WITHIN_MS }: { timeoutMs?: number } = {},
): GeneratedTerms {
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  /** What a model has said to be no musical term, until the next start. */
  const unknownTo = new Set<string>();

  return {
    async generate(text, language, options) {
      const term = text.trim().replace(/\s+/g, ' ');
      if (foldText(term) === '' || term.length > MAX_TERM)
        return fail('invalid-input', `A term has letters, and ${MAX_TERM} of them at the most.`);
      if ((await lookUp()).exactly(term).length > 0)
        return fail('conflict', `“${term}” is in the dictionary already.`);
      return inTurn<{ term: OwnTerm | null; isNew: boolean }>(async () => {
        const present = await ownNamed(term);
        if (present) return ok({ term: present, isNew: false });
        const written = await writeInTurn(term, language, options);
        if (!written.ok) return written;
        if (!written.value) return ok({ term: null, isNew: false });
        const created = await own.create(context.newId(), { term, ...written.value });
        return created.ok ? ok({ term: created.value, isNew: true }) : created;
      });
    },
    write: (text, language, options) => inTurn(() => writeInTurn(text, language, options)),
    keep: (term, fields) =>
      inTurn(async () =>
        (await isKnown(term))
          ? fail('conflict', `“${term}” is known already.`)
          : own.create(context.newId(), { term, ...fields }),
      ),
    isKnown,
    test: (input, language, signal) =>
      inTurn(async () => {
        const respondent = await model.respondent(input);
        if (!respondent.ok) return respondent;
        const answered = await ask(respondent.value, { term: TEST_TERM, language }, { signal });
        if (!answered.ok) return answered;
        return answered.value.is_musical_term
          ? ok(generatedFields(answered.value, { model: input.model, language }))
          : fail('model-unusable', `${input.model} does not know “${TEST_TERM}”, which every musician does.`);
      }),
    improve: (id, options) => inTurn(() => improve(id, options)),
    isSetUp: async () => (await model.read()) !== null,
    async ready() {
      const respondent = await model.respondent();
      return respondent.ok ? ok(undefined) : respondent;
    },
    async close() {
      closing.abort();
      await last;
    },
  };

  function inTurn<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const next = last.then(() =>
      closing.signal.aborted ? fail('shutting-down', 'Mirubato is closing.') : work(),
    );
    last = next.catch(() => undefined);
    return next;
  }

  async function isKnown(term: string): Promise<boolean> {
    return (await lookUp()).exactly(term).length > 0 || (await ownNamed(term)) !== undefined;
  }

  async function writeInTurn(
    term: string,
    language: ExplanationLanguage,
    options: GenerationOptions = {},
  ): Promise<Result<GeneratedFields | null>> {
    const respondent = await model.respondent();
    if (!respondent.ok) return respondent;
    const { model: name } = respondent.value;
    const asked = `${name} ${foldText(term)}`;
    if (unknownTo.has(asked)) return ok(null);
    const answered = await ask(respondent.value, { term, language }, options);
    if (!answered.ok) return answered;
    if (answered.value.is_musical_term) return ok(generatedFields(answered.value, { model: name, language }));
    unknownTo.add(asked);
    return ok(null);
  }

  async function improve(id: string, options: GenerationOptions = {}): Promise<Result<Improvement>> {
    const found = await own.own(id);
    if (!found.ok) return found;
    const present = found.value;
    const before = completenessOf(present);
    const unchanged = { term: present, before, after: before, gained: [] };
    const respondent = await model.respondent();
    if (!respondent.ok) return respondent;
    const language = present.explainedIn ?? 'en';
    const question = { term: present.term, language, present: present.detailed || present.meaning };
    const answered = await ask(respondent.value, question, options);
    if (!answered.ok) return answered;
    if (!answered.value.is_musical_term) return ok(unchanged);
    const written = generatedFields(answered.value, { model: respondent.value.model, language });
    const gained = explained.filter((part) => !present[part] && written[part]);
    if (gained.length === 0) return ok(unchanged);
    const taken = present.origin === 'own' ? gained : explained.filter((part) => written[part]);
    const parts = Object.fromEntries(taken.map((part) => [part, written[part]]));
    const after = completenessOf({ ...present, ...parts });
    const kept = await own.write(id, {
      ...parts,
      model: written.model,
      quality: after,
      explainedIn: language,
      version: present.version + 1,
    });
    return kept.ok ? ok({ term: kept.value, before, after, gained }) : kept;
  }

  async function ask(
    respondent: Respondent,
    question: DefinitionQuestion,
    { signal, onAsked }: GenerationOptions,
  ): Promise<Result<GeneratedAnswer>> {
    const limit = AbortSignal.timeout(timeoutMs);
    const signals = [limit, closing.signal, ...(signal ? [signal] : [])];
    const answered = await askForDefinition(respondent, question, AbortSignal.any(signals), onAsked);
    if (!answered.ok && limit.aborted)
      return fail('model-too-slow', `${respondent.model} has not answered within the time for it.`);
    return answered;
  }

  async function ownNamed(term: string): Promise<OwnTerm | undefined> {
    const [found] = (await own.lookUp()).exactly(term);
    if (!found) return undefined;
    const read = await own.own(found.id);
    return read.ok ? read.value : undefined;
  }
}
