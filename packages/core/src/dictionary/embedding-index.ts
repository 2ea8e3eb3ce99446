/** The passages of the dictionary as embeddings, compared with a query one by one: exact, and quick for some ten thousand. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import type { ExplanationLanguage, MeaningHit, Term } from '@mirubato/domain/dictionary';
import type { Encoder } from './encoder.ts';

export interface EmbeddingIndex {
  /** Terms by their passage that is most like the text, best first; likeness is the cosine, from -1 to 1. */
  find(query: string, limit: number): Promise<MeaningHit[]>;
}

interface Passage {
  readonly term: Term;
  readonly text: string;
}

/** One run of the model: a few milliseconds, then others have their turn. */
const BATCH = 32;

/** Components are kept as 8 bits: those of a vector of length 1, times this. */
const SCALE = 127;

/**
 * Takes some seconds of computing the first time and milliseconds when the file is there.
 * @param cacheFile where embeddings are kept; made anew when texts or model are others. Undefined keeps them in memory alone.
 */
export async function createEmbeddingIndex(
  terms: readonly Term[],
  language: ExplanationLanguage,
  encoder: Encoder,
  cacheFile?: string,
): Promise<EmbeddingIndex> {
  const passages = passagesOf(terms, language);
  const vectors = await vectorsOf(passages, encoder, cacheFile);
  const dimensions = vectors.length / passages.length;
  return {
    async find(query, limit) {
      const [vector] = await encoder.encode([query]);
      if (!vector || passages.length === 0 || vector.every((value) => value === 0)) return [];
      const best = new Map<Term, { likeness: number; at: number }>();
      for (let at = 0; at < passages.length; at += 1) {
        let dot = 0;
        const start = at * dimensions;
        for (let i = 0; i < dimensions; i += 1)
          dot += (vectors[start + i] as number) * (vector[i] as number);
        const { term } = passages[at] as Passage;
        const present = best.get(term);
        if (!present) best.set(term, { likeness: dot, at });
        else if (dot > present.likeness) {
          present.likeness = dot;
          present.at = at;
        }
      }
      return [...best]
        .map(([term, { likeness, at }]) => ({
          term,
          phrase: (passages[at] as Passage).text,
          likeness: likeness / SCALE,
        }))
        .sort((a, b) => b.likeness - a.likeness)
        .slice(0, limit);
    },
  };
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
  cacheFile: string | undefined,
): Promise<Int8Array> {
  const hash = createHash('sha256').update(encoder.fingerprint);
  for (const { text } of passages) hash.update(`${text}\n`);
  const key = hash.digest();
  const kept = cacheFile === undefined ? undefined : await readFile(cacheFile).catch(() => undefined);
  if (kept?.subarray(0, key.length).equals(key) && isWhole(kept.length - key.length, passages.length))
    return new Int8Array(kept.buffer, kept.byteOffset + key.length, kept.length - key.length);
  const vectors = await encoded(passages, encoder);
  if (cacheFile !== undefined) {
    // Without it the next start computes again.
    await keep(cacheFile, Buffer.concat([key, Buffer.from(vectors.buffer)])).catch(() => undefined);
  }
  return vectors;
}

function isWhole(sizeBytes: number, count: number): boolean {
  return sizeBytes > 0 && sizeBytes % count === 0;
}

async function encoded(passages: readonly Passage[], encoder: Encoder): Promise<Int8Array> {
  // Texts of like length in one run have little padding.
  const order = [...passages.keys()].sort(
    (a, b) => (passages[a] as Passage).text.length - (passages[b] as Passage).text.length,
  );
  let vectors: Int8Array | undefined;
  for (let from = 0; from < order.length; from += BATCH) {
    const ats = order.slice(from, from + BATCH);
    const made = await encoder.encode(ats.map((at) => (passages[at] as Passage).text));
    for (const [place, vector] of made.entries()) {
      vectors ??= new Int8Array(passages.length * vector.length);
      const start = (ats[place] as number) * vector.length;
      for (const [i, value] of vector.entries()) vectors[start + i] = Math.round(value * SCALE);
    }
    await pause();
  }
  return vectors ?? new Int8Array(0);
}

async function keep(file: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, file);
}
