/** Search by meaning: by the encoder that comes with the program, or by a model of the person's own. */
import { join } from 'node:path';
import type { ExplanationLanguage, LookUp, MeaningHit } from '@mirubato/domain/dictionary';
import type { Log } from '../context.ts';
import { openEncoder } from './encoder.ts';
import { createEncoderSearch } from './encoder-search.ts';
import { createMeaningModel, type MeaningModel, type MeaningModelOptions } from './meaning-model.ts';

export interface Meanings {
  /** Starts making ready what `similar` needs; never throws and is not waited for. */
  prepare(language: ExplanationLanguage): void;
  /** Terms whose explanations mean nearly the same, best first; none as long as it is not ready, or cannot be. */
  similar(query: string, language: ExplanationLanguage, limit: number): Promise<readonly MeaningHit[]>;
  /** Waits for what `prepare` has started. */
  ready(language: ExplanationLanguage): Promise<void>;
  readonly model: Pick<MeaningModel, 'state' | 'choose' | 'goBack'>;
  /** Stops what is being made ready and lets go of the models. */
  close(): Promise<void>;
}

export interface MeaningsOptions
  extends Pick<MeaningModelOptions, 'file' | 'limits' | 'processUrl' | 'onChange'> {
  /** The model that comes with the program. */
  readonly encoderFile: URL;
  /** Where embeddings are kept; undefined: in memory alone. */
  readonly cacheFolder?: string | undefined;
  readonly log?: Log;
  /** How long a question waits for a model of the person's own before the built-in one answers it. */
  readonly patienceMs?: number;
}

/** A slow model takes a tenth of it; longer, and the names that were found would be held up. */
const PATIENCE_MS = 1000;

/** Longer ones are no description. */
const MAX_QUERY = 200;

export function createMeanings(
  readLookUp: () => Promise<LookUp>,
  { encoderFile, cacheFolder, log, patienceMs = PATIENCE_MS, ...modelOptions }: MeaningsOptions,
): Meanings {
  const builtIn = createEncoderSearch({
    open: () => openEncoder(encoderFile),
    readLookUp,
    cacheFile: cacheFolder ? (language) => join(cacheFolder, `embeddings-${language}.bin`) : undefined,
    // Shared words answer alone.
    onFailure: (err) => log?.warn({ err }, 'the dictionary is searched without its encoder'),
  });
  const model = createMeaningModel({
    ...modelOptions,
    readLookUp,
    cacheFolder,
    reference: builtIn.encoder,
    onFailure: (problem) => log?.warn({ problem }, 'the dictionary is searched without the chosen model'),
  });
  let isClosed = false;

  /** The built-in one always, for it answers until the model can, and again when that fails. */
  async function ready(language: ExplanationLanguage): Promise<void> {
    await Promise.all([builtIn.prepare(language), model.prepare(language)]);
  }

  return {
    prepare: (language) => void ready(language),
    async similar(query, language, limit) {
      if (isClosed) return [];
      void ready(language);
      for (const search of [...model.searches(language), builtIn]) {
        try {
          const finding = search.index(language)?.find(query.slice(0, MAX_QUERY), limit);
          const found = search === builtIn ? await finding : await within(patienceMs, finding);
          if (found) return found;
        } catch (error) {
          if (search === builtIn)
            log?.warn({ err: error }, 'the dictionary was searched without its encoder');
          else model.noteFailure(search, error);
        }
      }
      return [];
    },
    ready,
    model,
    async close() {
      isClosed = true;
      await model.close();
      await builtIn.close();
    },
  };
}

/** Undefined when it takes longer. */
async function within<T>(timeoutMs: number, promise: Promise<T> | undefined): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(late.resolve, timeoutMs, undefined);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
