/** A model of the person's own for the search by meaning: chosen by its folder, checked, made ready in the background. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExplanationLanguage, LookUp } from '@mirubato/domain/dictionary';
import { ok, type Problem, ProblemError, type Result, unwrap } from '@mirubato/domain/problem';
import type { Encoder } from './encoder.ts';
import { createEncoderSearch, type EncoderSearch } from './encoder-search.ts';
import type { MeaningModelFile } from './meaning-model-file.ts';
import { calibrate } from './sentence-model/calibrate.ts';
import { checkEncoder } from './sentence-model/check-encoder.ts';
import { type ModelLimits, openModelEncoder } from './sentence-model/model-encoder.ts';
import { inspectModelFolder } from './sentence-model/model-folder.ts';

/**
 * `built-in`: none was chosen. `waiting`: it is opened when the dictionary is next asked. `opening`: it is opened and
 * checked. `indexing`: `done` of `total` texts have their embedding, both 0 while it is being measured. `in-use`: it
 * answers. `failed`: the encoder that comes with the program answers, and why.
 */
export type MeaningModelState =
  | { readonly state: 'built-in' }
  | { readonly state: 'waiting' | 'opening' | 'in-use'; readonly folder: string }
  | { readonly state: 'indexing'; readonly folder: string; readonly done: number; readonly total: number }
  | { readonly state: 'failed'; readonly folder: string; readonly problem: Pick<Problem, 'code' | 'detail'> };

export interface MeaningModel {
  state(): Promise<MeaningModelState>;
  /**
   * Takes the model in the folder when it passes; its embeddings are made after the answer, those of `language` first.
   * What is in use goes on answering until then. Problems, with nothing changed: those of `inspectModelFolder`,
   * `openModelEncoder` and `checkEncoder`. A later call, or `goBack`, cuts it off, and the state is answered.
   */
  choose(folder: string, language: ExplanationLanguage): Promise<Result<MeaningModelState>>;
  /** Back to the encoder that comes with the program. */
  goBack(): Promise<MeaningModelState>;
  prepare(language: ExplanationLanguage): Promise<void>;
  /** Those to ask, the best first; empty as long as none is ready. */
  searches(language: ExplanationLanguage): EncoderSearch[];
  /** One of `searches` did not answer. */
  noteFailure(search: EncoderSearch, error: unknown): void;
  close(): Promise<void>;
}

export interface MeaningModelOptions {
  readonly readLookUp: () => Promise<LookUp>;
  /** On whose scale likeness is. */
  readonly reference: () => Promise<Encoder>;
  /** Where the choice is kept; undefined: in memory alone. */
  readonly file?: MeaningModelFile | undefined;
  /** Where embeddings are kept; undefined: in memory alone. */
  readonly cacheFolder?: string | undefined;
  readonly limits?: ModelLimits | undefined;
  readonly processUrl?: URL | undefined;
  readonly onChange?: (() => void) | undefined;
  /** What had been chosen is done without. */
  readonly onFailure?: ((problem: Problem) => void) | undefined;
}

interface Chosen {
  readonly folder: string;
  readonly search: EncoderSearch;
  isOpen: boolean;
  problem?: Problem;
}

export function createMeaningModel(options: MeaningModelOptions): MeaningModel {
  const { readLookUp, reference, file, cacheFolder } = options;
  let present: Chosen | undefined;
  /** Answers until `present` can. */
  let former: Chosen | undefined;
  let choosing = new AbortController();
  let restoring: Promise<void> | undefined;
  let isClosed = false;
  /** Processes that are coming to their end. */
  const ending = new Set<Promise<void>>();

  return {
    async state() {
      await restore();
      return stateNow();
    },
    async choose(folder, language) {
      await restore();
      choosing.abort();
      choosing = new AbortController();
      const { signal } = choosing;
      if (isClosed) choosing.abort();
      let chosen: Chosen | undefined;
      try {
        const opened = await open(folder, signal, () => chosen);
        if (!opened.ok) return opened;
        chosen = withSearch(folder, async () => opened.value);
        // With this the encoder belongs to the search, which closes it.
        await chosen.search.encoder();
        chosen.isOpen = true;
        if (signal.aborted) end(chosen);
        signal.throwIfAborted();
      } catch (error) {
        if (signal.aborted) return ok(stateNow());
        throw error;
      }
      if (former) end(former);
      former = present?.problem ? undefined : present;
      present = chosen;
      void makeReady(chosen, language);
      options.onChange?.();
      await file?.write(folder);
      return ok(stateNow());
    },
    async goBack() {
      await restore();
      choosing.abort();
      for (const each of [present, former]) if (each) end(each);
      present = undefined;
      former = undefined;
      await file?.write(undefined);
      await Promise.all(ending);
      if (cacheFolder !== undefined && !present)
        await rm(join(cacheFolder, 'own-model'), { recursive: true, force: true });
      options.onChange?.();
      return stateNow();
    },
    async prepare(language) {
      await restore();
      if (present && !present.problem) await makeReady(present, language);
    },
    searches: (language) =>
      [present, former].flatMap((each) =>
        each && !each.problem && each.search.index(language) ? [each.search] : [],
      ),
    noteFailure(search, error) {
      const chosen = [present, former].find((each) => each?.search === search);
      if (chosen) fails(chosen, error);
    },
    async close() {
      isClosed = true;
      choosing.abort();
      await restoring;
      for (const each of [present, former]) if (each) end(each);
      await Promise.all(ending);
    },
  };

  function stateNow(): MeaningModelState {
    if (!present) return { state: 'built-in' };
    const { folder, search, problem, isOpen } = present;
    if (problem) return { state: 'failed', folder, problem: { code: problem.code, detail: problem.detail } };
    const progress = search.progress();
    if (isOpen && progress) return { state: 'indexing', folder, ...progress };
    if (isOpen) return { state: 'in-use', folder };
    return { state: search.languages().length > 0 ? 'opening' : 'waiting', folder };
  }

  /** What was chosen before this start; its folder may have gone. */
  function restore(): Promise<void> {
    restoring ??= (async () => {
      const folder = await file?.read();
      if (folder === undefined) return;
      const chosen = withSearch(folder, async (signal) => {
        const encoder = unwrap(await open(folder, signal, () => chosen));
        chosen.isOpen = true;
        options.onChange?.();
        return encoder;
      });
      present = chosen;
      const inspected = await inspectModelFolder(folder);
      if (!inspected.ok) fails(chosen, new ProblemError(inspected.problem));
    })();
    return restoring;
  }

  /** Opened and found fit. */
  async function open(
    folder: string,
    signal: AbortSignal,
    whose: () => Chosen | undefined,
  ): Promise<Result<Encoder>> {
    const inspected = await inspectModelFolder(folder);
    if (!inspected.ok) return inspected;
    const opened = await openModelEncoder(inspected.value, {
      ...options.limits,
      processUrl: options.processUrl,
      signal,
      onEnd(problem) {
        const chosen = whose();
        if (chosen) fails(chosen, new ProblemError(problem));
      },
    });
    if (!opened.ok) return opened;
    try {
      const checked = await checkEncoder(opened.value, (await readLookUp()).terms(), signal);
      if (checked.ok) return opened;
      await opened.value.close();
      return checked;
    } catch (error) {
      await opened.value.close();
      throw error;
    }
  }

  function withSearch(folder: string, openEncoder: (signal: AbortSignal) => Promise<Encoder>): Chosen {
    const cached = (name: string) => cacheFolder && join(cacheFolder, 'own-model', name);
    const chosen: Chosen = {
      folder,
      isOpen: false,
      search: createEncoderSearch({
        open: openEncoder,
        readLookUp,
        cacheFile: cacheFolder ? (language) => cached(`embeddings-${language}.bin`) as string : undefined,
        scale: async (encoder, signal) =>
          calibrate(encoder, {
            terms: (await readLookUp()).terms(),
            reference: await reference(),
            cacheFile: cached('scale.json'),
            signal,
          }),
        onFailure: (error) => fails(chosen, error),
      }),
    };
    return chosen;
  }

  async function makeReady(chosen: Chosen, language: ExplanationLanguage): Promise<void> {
    const isNew = !chosen.search.languages().includes(language);
    await chosen.search.prepare(language);
    if (chosen === present && former) {
      end(former);
      former = undefined;
    }
    if (isNew) options.onChange?.();
  }

  function fails(chosen: Chosen, error: unknown): void {
    if (isClosed || chosen.problem || ![present, former].includes(chosen)) return;
    chosen.problem =
      error instanceof ProblemError
        ? error.problem
        : { code: 'model-failed', detail: 'The model could not be used.', cause: error };
    end(chosen);
    options.onFailure?.(chosen.problem);
    options.onChange?.();
  }

  function end({ search }: Chosen): void {
    const closed = search.close().finally(() => ending.delete(closed));
    ending.add(closed);
  }
}
