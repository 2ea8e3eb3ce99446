/** Whether an encoder is fit to search by: what it makes of some of our own phrases. */
import type { Term } from '@mirubato/domain/dictionary';
import { fail, ok, ProblemError, type Result } from '@mirubato/domain/problem';
import type { Encoder } from '../encoder.ts';
import { type Cosines, cosinesOf, phrasePairs } from './phrase-pairs.ts';

/** Eight like pairs and 56 unlike ones: a second of a slow model. */
const PAIRS = 8;

/** Those of known models lie between 32 and 4,096. */
const DIMENSIONS = { least: 8, most: 4096 };

/** More than numbers of 32 bits are off by; real models part like from unlike by a tenth at least. */
const LEAST_DIFFERENCE = 0.01;

/**
 * Gives the dimensions of its vectors. Problems: `model-unfit`, and those of `encode`. Rejects with the signal's reason.
 */
export async function checkEncoder(
  encoder: Encoder,
  terms: readonly Term[],
  signal?: AbortSignal,
): Promise<Result<number>> {
  try {
    return fitness(await cosinesOf(phrasePairs(terms, PAIRS), encoder, signal));
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}

function fitness({ values, size, dimensions }: Cosines): Result<number> {
  if (dimensions < DIMENSIONS.least || dimensions > DIMENSIONS.most) {
    const detail = `The model gives ${dimensions} numbers for a text; ${DIMENSIONS.least} to ${DIMENSIONS.most} are usual.`;
    return fail('model-unfit', detail);
  }
  if (!values.every(Number.isFinite))
    return fail('model-unfit', 'The model gives something else than numbers for a text.');
  const [like, unlike] = [
    mean(values.filter((_, at) => at % (size + 1) === 0)),
    mean(values.filter((_, at) => at % (size + 1) !== 0)),
  ];
  if (like - unlike >= LEAST_DIFFERENCE) return ok(dimensions);
  return fail(
    'model-unfit',
    'The model finds phrases that mean the same no more alike than phrases that do not.',
  );
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
