/** The musician's own language model: a program on this computer that is asked when they want it, and never else. */
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { CoreContext } from '../context.ts';
import { createLanguageModelFile, type StoredLanguageModel } from './language-model-file.ts';
import { parseLoopbackAddress } from './loopback-address.ts';
import { type ChatAnswer, type ChatRequest, createModelServer } from './model-server.ts';

/** The key is kept and never told. */
export interface LanguageModelSetting {
  readonly address: string;
  readonly model: string;
  readonly hasKey: boolean;
}

export interface LanguageModelInput {
  readonly address: string;
  readonly model: string;
  /** Left out, the present one stays as long as the address does; null takes it away. */
  readonly key?: string | null | undefined;
}

/** A model to put questions to. Problems are those of `ModelServer`. */
export interface Respondent {
  readonly model: string;
  ask(question: Omit<ChatRequest, 'model'>, signal: AbortSignal): Promise<Result<ChatAnswer>>;
}

export interface LanguageModel {
  /** Null when none is set up. */
  read(): Promise<LanguageModelSetting | null>;
  /** Problem `model-not-local`. */
  change(input: LanguageModelInput): Promise<Result<LanguageModelSetting>>;
  remove(): Promise<void>;
  /** What the server at this address has. Problems: `model-not-local`, `model-too-slow` and those of `ModelServer`. */
  models(input: Omit<LanguageModelInput, 'model'>, signal: AbortSignal): Promise<Result<string[]>>;
  /** The one that is set up; with `input` another, to be tried. Problems: `model-not-set`, `model-not-local`. */
  respondent(input?: LanguageModelInput): Promise<Result<Respondent>>;
}

/** Longer than a server takes to list its models while it answers another question. */
const LIST_WITHIN_MS = 10_000;

export function createLanguageModel({ directory }: CoreContext): LanguageModel {
  const file = createLanguageModelFile(directory.path);
  return {
    async read() {
      const stored = await file.read();
      return stored ? told(stored) : null;
    },
    async change(input) {
      const completed = await complete(input);
      if (!completed.ok) return completed;
      await file.write(completed.value);
      return ok(told(completed.value));
    },
    remove: () => file.remove(),
    async models(input, asked) {
      const completed = await complete({ ...input, model: '' });
      if (!completed.ok) return completed;
      const limit = AbortSignal.timeout(LIST_WITHIN_MS);
      const listed = await createModelServer(completed.value).models(AbortSignal.any([asked, limit]));
      return !listed.ok && limit.aborted
        ? fail('model-too-slow', 'The server does not answer in time.')
        : listed;
    },
    async respondent(input) {
      const found = input ? await complete(input) : await stored();
      if (!found.ok) return found;
      const { model } = found.value;
      const server = createModelServer(found.value);
      return ok({ model, ask: (question, signal) => server.chat({ ...question, model }, signal) });
    },
  };

  async function stored(): Promise<Result<StoredLanguageModel>> {
    const setting = await file.read();
    return setting
      ? ok(setting)
      : fail('model-not-set', 'Set up a language model in the settings before it can be asked.');
  }

  /** A key is never carried to another address. */
  async function complete({ address, model, key }: LanguageModelInput): Promise<Result<StoredLanguageModel>> {
    const parsed = parseLoopbackAddress(address);
    if (!parsed.ok) return parsed;
    const present = await file.read();
    const kept = present?.address === parsed.value ? present.key : null;
    return ok({ address: parsed.value, model, key: key === undefined ? kept : key });
  }
}

function told({ address, model, key }: StoredLanguageModel): LanguageModelSetting {
  return { address, model, hasKey: key !== null };
}
