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
  /** One language after the other. */
  let queue = Promise.resolve();

  function prepare(language: ExplanationLanguage): void {
    if (making.has(language)) return;
    queue = queue.then(() => make(language));
    making.set(language, queue);
  }

  async function make(language: ExplanationLanguage): Promise<void> {
    try {
      encoder ??= openEncoder(encoderFile);
      const file = cacheFolder && join(cacheFolder, `embeddings-${language}.bin`);
      const terms = (await readLookUp()).terms();
      made.set(language, await createEmbeddingIndex(terms, language, await encoder, file));
    } catch (error) {
      // The full text answers alone.
      log?.warn({ err: error }, 'the dictionary is searched without its encoder');
    }
  }

  return {
    prepare,
    async similar(query, language, limit) {
      prepare(language);
      return (await made.get(language)?.find(query.slice(0, MAX_QUERY), limit)) ?? [];
    },
    async ready(language) {
      prepare(language);
      await making.get(language);
    },
  };
}
