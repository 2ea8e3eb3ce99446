/** The passages of the dictionary as embeddings, compared with a query one by one: exact, and quick for some ten thousand. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setImmediate as pause } from 'node:timers/promises';
import type { ExplanationLanguage, MeaningHit, Term } from '@mirubato/domain/dictionary';
import type { Encoder } from './encoder.ts';
import { keep } from './keep-file.ts';

export interface EmbeddingIndex {
  /** Terms by their passage that is most like the text, best first; likeness from -1 to 1, on the index's scale. */
  find(query: string, limit: number): Promise<MeaningHit[]>;
}

export interface EmbeddingIndexOptions {
  readonly cacheFile?: string | undefined;
  /** The likeness that a cosine stands for, never falling; the cosine itself where it is left out. */
  readonly scale?: (cosine: number) => number;
  /** How many passages have their embedding, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

interface Passage {
  readonly term: Term;
  readonly text: string;
}

/** Components are kept as 8 bits: those of a vector of length 1, times this. */
const SCALE = 127;

/** Of a query's components; their products' sums stay within 32 bits. */
const QUERY_SCALE = 4096;

/**
 * Takes some seconds of computing the first time and milliseconds when the file is there.
 * @param options.cacheFile where embeddings are kept; made anew when texts or model are others. Without it they are in memory alone.
 * @throws when the signal aborts it
 */
export async function createEmbeddingIndex(
  terms: readonly Term[],
  language: ExplanationLanguage,
  encoder: Encoder,
  options: EmbeddingIndexOptions = {},
): Promise<EmbeddingIndex> {
  const passages = passagesOf(terms, language);
  const { scale = (cosine) => cosine } = options;
  const vectors = await vectorsOf(passages, encoder, options);
  const dimensions = vectors.length / passages.length;
  /** By passage: the place of its term among `terms`. */
  const placeOf = new Map(terms.map((term, place) => [term, place]));
  const termOf = Int32Array.from(passages, ({ term }) => placeOf.get(term) ?? 0);
  return {
    async find(query, limit) {
      const [vector] = await encoder.encode([query], 'query');
      if (!vector || passages.length === 0 || vector.every((value) => value === 0)) return [];
      const dots = dotsWith(Int32Array.from(vector, (value) => Math.round(value * QUERY_SCALE)));
      const best = new Int32Array(terms.length).fill(-1);
      for (let at = 0; at < dots.length; at += 1) {
        const term = termOf[at] as number;
        const present = best[term] as number;
        if (present < 0 || (dots[at] as number) > (dots[present] as number)) best[term] = at;
      }
      const found = best.filter((at) => at >= 0);
      // To sort numbers alone and then the few that count takes a tenth of the time of sorting all by a comparison.
      const ranked = found.map((at) => dots[at] as number).sort();
      const least = ranked[Math.max(0, ranked.length - limit)] ?? 0;
      const order = found
        .filter((at) => (dots[at] as number) >= least)
        .sort((a, b) => (dots[b] as number) - (dots[a] as number))
        .subarray(0, limit);
      return Array.from(order, (at) => {
        const { term, text } = passages[at] as Passage;
        return { term, phrase: text, likeness: scale((dots[at] as number) / (SCALE * QUERY_SCALE)) };
      });
    },
  };

  /** With every passage, in whole numbers and four sums at a time, which is quicker than with fractions. */
  function dotsWith(vector: Int32Array): Int32Array {
    const dots = new Int32Array(passages.length);
    for (let at = 0, start = 0; at < dots.length; at += 1, start += dimensions) {
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let i = 0; i < dimensions; i += 4) {
        a = (a + Math.imul(vectors[start + i] as number, vector[i] as number)) | 0;
        b = (b + Math.imul(vectors[start + i + 1] as number, vector[i + 1] as number)) | 0;
        c = (c + Math.imul(vectors[start + i + 2] as number, vector[i + 2] as number)) | 0;
        d = (d + Math.imul(vectors[start + i + 3] as number, vector[i + 3] as number)) | 0;
      }
      dots[at] = a + b + c + d;
    }
    return dots;
  }
}

/** English for every language, whose phrases it alone has; then the language's own. */
function passagesOf(terms: readonly Term[], language: ExplanationLanguage): Passage[] {
  const languages: ExplanationLanguage[] = language === 'en' ? ['en'] : ['en', language];
  return terms.flatMap((term) => [
    ...term.describedAs.map((text) => ({ term, text })),
    ...languages.flatMap((each) => term.senses.map(({ concise }) => ({ term, text: concise[each] }))),
  ]);
}

async function vectorsOf(
  passages: readonly Passage[],
  encoder: Encoder,
  { cacheFile, signal, onProgress }: EmbeddingIndexOptions,
): Promise<Int8Array> {
  const hash = createHash('sha256').update(encoder.fingerprint);
  for (const { text } of passages) hash.update(`${text}\n`);
  const key = hash.digest();
  const kept = cacheFile === undefined ? undefined : await readFile(cacheFile).catch(() => undefined);
  if (kept?.subarray(0, key.length).equals(key) && isWhole(kept.length - key.length, passages.length))
    return new Int8Array(kept.buffer, kept.byteOffset + key.length, kept.length - key.length);
  const vectors = await encoded(passages, encoder, signal, onProgress);
  if (cacheFile !== undefined) await keep(cacheFile, Buffer.concat([key, Buffer.from(vectors.buffer)]));
  return vectors;
}

function isWhole(sizeBytes: number, count: number): boolean {
  return sizeBytes > 0 && sizeBytes % count === 0;
}

async function encoded(
  passages: readonly Passage[],
  encoder: Encoder,
  signal: AbortSignal | undefined,
  onProgress: EmbeddingIndexOptions['onProgress'],
): Promise<Int8Array> {
  // Texts of like length in one run have little padding.
  const order = [...passages.keys()].sort(
    (a, b) => (passages[a] as Passage).text.length - (passages[b] as Passage).text.length,
  );
  let vectors: Int8Array | undefined;
  for (let from = 0; from < order.length; from += encoder.batch) {
    signal?.throwIfAborted();
    onProgress?.(from, order.length);
    const ats = order.slice(from, from + encoder.batch);
    const made = await encoder.encode(
      ats.map((at) => (passages[at] as Passage).text),
      'passage',
    );
    for (const [place, vector] of made.entries()) {
      vectors ??= new Int8Array(passages.length * vector.length);
      const start = (ats[place] as number) * vector.length;
      for (const [i, value] of vector.entries()) vectors[start + i] = Math.round(value * SCALE);
    }
    await pause();
  }
  return vectors ?? new Int8Array(0);
}
