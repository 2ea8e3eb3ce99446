/** Search by meaning: the encoder and the embeddings of each language, made ready in the background when first asked for. */
import { join } from 'node:path';
import type { ExplanationLanguage, LookUp, MeaningHit } from '@mirubato/domain/dictionary';
import type { Log } from '../context.ts';
import { createEmbeddingIndex, type EmbeddingIndex } from './embedding-index.ts';
import { type Encoder, openEncoder } from './encoder.ts';

export interface Meanings {
  /** Starts making ready what `similar` needs; never throws and is not waited for. */
  prepare(language: ExplanationLanguage): void;
  /** Terms whose explanations mean nearly the same, best first; none as long as it is not ready, or cannot be. */
  similar(query: string, language: ExplanationLanguage, limit: number): Promise<readonly MeaningHit[]>;
  /** Waits for what `prepare` has started. */
  ready(language: ExplanationLanguage): Promise<void>;
  /** Stops what is being made ready and lets go of the model. */
  close(): Promise<void>;
}

export interface MeaningsOptions {
  /** The model. */
  readonly encoderFile: URL;
  /** Where embeddings are kept; undefined: in memory alone. */
  readonly cacheFolder?: string | undefined;
  readonly log?: Log;
}

/** Longer ones are no description. */
const MAX_QUERY = 200;

export function createMeanings(
  readLookUp: () => Promise<LookUp>,
  { encoderFile, cacheFolder, log }: MeaningsOptions,
): Meanings {
  let encoder: Promise<Encoder> | undefined;
  const making = new Map<ExplanationLanguage, Promise<void>>();
  const made = new Map<ExplanationLanguage, EmbeddingIndex>();
  const closing = new AbortController();
  /** One language after the other. */
  let queue = Promise.resolve();

  function prepare(language: ExplanationLanguage): void {
    if (making.has(language) || closing.signal.aborted) return;
    queue = queue.then(() => make(language));
    making.set(language, queue);
  }

  async function make(language: ExplanationLanguage): Promise<void> {
    try {
      closing.signal.throwIfAborted();
      encoder ??= openEncoder(encoderFile);
      const cacheFile = cacheFolder && join(cacheFolder, `embeddings-${language}.bin`);
      const [lookUp, opened] = await Promise.all([readLookUp(), encoder]);
      const options = { cacheFile, signal: closing.signal };
      made.set(language, await createEmbeddingIndex(lookUp.terms(), language, opened, options));
    } catch (error) {
      doWithout(error);
    }
  }

  /** Shared words answer alone. */
  function doWithout(error: unknown): void {
    if (!closing.signal.aborted) log?.warn({ err: error }, 'the dictionary is searched without its encoder');
  }

  return {
    prepare,
    async similar(query, language, limit) {
      prepare(language);
      try {
        return (await made.get(language)?.find(query.slice(0, MAX_QUERY), limit)) ?? [];
      } catch (error) {
        doWithout(error);
        return [];
      }
    },
    async ready(language) {
      prepare(language);
      await making.get(language);
    },
    async close() {
      closing.abort();
      await queue;
      made.clear();
      await encoder?.then(
        (each) => each.close(),
        // It was never open.
        () => undefined,
      );
    },
  };
}
