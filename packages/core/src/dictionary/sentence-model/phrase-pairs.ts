/** Pairs of our own phrases that mean the same, by which encoders are compared with one another. */
import type { Term } from '@mirubato/domain/dictionary';
import type { Encoder } from '../encoder.ts';

/** Two phrases of one term; those of two pairs mean something else. */
export interface PhrasePair {
  readonly query: string;
  readonly passage: string;
}

/** Of each query and each passage: row after row. Queries and passages of one pair lie on the diagonal. */
export interface Cosines {
  readonly values: Float32Array;
  readonly size: number;
  /** Of a vector. */
  readonly dimensions: number;
}

/** From all over the dictionary, the same for the same terms. */
export function phrasePairs(terms: readonly Term[], count: number): PhrasePair[] {
  const described = terms.flatMap(({ describedAs: [query, passage] }) =>
    query !== undefined && passage !== undefined ? [{ query, passage }] : [],
  );
  const step = Math.max(1, described.length / count);
  return Array.from(
    { length: Math.min(count, described.length) },
    (_, at) => described[Math.floor(at * step)] as PhrasePair,
  );
}

/** @throws when the signal aborts it */
export async function cosinesOf(
  pairs: readonly PhrasePair[],
  encoder: Encoder,
  signal?: AbortSignal,
): Promise<Cosines> {
  const queries: Float32Array[] = [];
  const passages: Float32Array[] = [];
  for (let from = 0; from < pairs.length; from += encoder.batch) {
    const some = pairs.slice(from, from + encoder.batch);
    signal?.throwIfAborted();
    queries.push(
      ...(await encoder.encode(
        some.map(({ query }) => query),
        'query',
      )),
    );
    signal?.throwIfAborted();
    passages.push(
      ...(await encoder.encode(
        some.map(({ passage }) => passage),
        'passage',
      )),
    );
  }
  const values = Float32Array.from({ length: pairs.length ** 2 }, (_, at) =>
    dot(queries[Math.floor(at / pairs.length)], passages[at % pairs.length]),
  );
  return { values, size: pairs.length, dimensions: queries[0]?.length ?? 0 };
}

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  let sum = 0;
  if (a && b) for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
