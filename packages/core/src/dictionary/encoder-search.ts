/** One encoder and the embeddings of each language that it makes, in the background, when first asked for. */
import type { ExplanationLanguage, LookUp } from '@mirubato/domain/dictionary';
import { createEmbeddingIndex, type EmbeddingIndex } from './embedding-index.ts';
import type { Encoder } from './encoder.ts';

export interface EncoderSearch {
  /** Starts making ready what is not yet; settles when it is, or cannot be, and never rejects. */
  prepare(language: ExplanationLanguage): Promise<void>;
  /** Undefined until it is ready. */
  index(language: ExplanationLanguage): EmbeddingIndex | undefined;
  /** The opened encoder. Rejects where it cannot be opened. */
  encoder(): Promise<Encoder>;
  /** Those that were prepared. */
  languages(): ExplanationLanguage[];
  /** Passages that have their embedding, of those of the language being made, 0 until they are known; undefined while none is. */
  progress(): { readonly done: number; readonly total: number } | undefined;
  /** Stops what is being made ready and lets go of the encoder. A second call waits for the first. */
  close(): Promise<void>;
}

export interface EncoderSearchOptions {
  /** Called once, with the first language. */
  readonly open: (signal: AbortSignal) => Promise<Encoder>;
  readonly readLookUp: () => Promise<LookUp>;
  /** Where the embeddings of a language are kept; undefined: in memory alone. */
  readonly cacheFile?: ((language: ExplanationLanguage) => string) | undefined;
  /** Made once, when the encoder is open. */
  readonly scale?: (encoder: Encoder, signal: AbortSignal) => Promise<(cosine: number) => number>;
  /** Not called for what `close` cuts off. */
  readonly onFailure?: (error: unknown) => void;
}

export function createEncoderSearch(options: EncoderSearchOptions): EncoderSearch {
  const { readLookUp, cacheFile, onFailure } = options;
  let opening: Promise<Encoder> | undefined;
  let scaling: Promise<(cosine: number) => number> | undefined;
  const making = new Map<ExplanationLanguage, Promise<void>>();
  const made = new Map<ExplanationLanguage, EmbeddingIndex>();
  const closing = new AbortController();
  const { signal } = closing;
  let closed: Promise<void> | undefined;
  let pending = 0;
  let progress = { done: 0, total: 0 };
  /** One language after the other. */
  let queue = Promise.resolve();

  function encoder(): Promise<Encoder> {
    opening ??= options.open(signal);
    return opening;
  }

  async function make(language: ExplanationLanguage): Promise<void> {
    try {
      signal.throwIfAborted();
      const [lookUp, opened] = await Promise.all([readLookUp(), encoder()]);
      scaling ??= options.scale?.(opened, signal);
      const scale = await scaling;
      const index = await createEmbeddingIndex(lookUp.terms(), language, opened, {
        cacheFile: cacheFile?.(language),
        signal,
        onProgress(done, total) {
          progress = { done, total };
        },
        ...(scale && { scale }),
      });
      signal.throwIfAborted();
      made.set(language, index);
    } catch (error) {
      if (!signal.aborted) onFailure?.(error);
    } finally {
      pending -= 1;
      progress = { done: 0, total: 0 };
    }
  }

  return {
    prepare(language) {
      const present = making.get(language);
      if (present || signal.aborted) return present ?? Promise.resolve();
      pending += 1;
      queue = queue.then(() => make(language));
      making.set(language, queue);
      return queue;
    },
    index: (language) => made.get(language),
    encoder,
    languages: () => [...making.keys()],
    progress: () => (pending > 0 ? progress : undefined),
    close: () => (closed ??= close()),
  };

  async function close(): Promise<void> {
    closing.abort();
    made.clear();
    const ended = opening?.then(
      (each) => each.close(),
      // It was never open.
      () => undefined,
    );
    await queue;
    await ended;
  }
}
