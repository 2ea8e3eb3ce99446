/**
 * Puts the cosines of a model on the scale of the encoder that comes with the program, on which the program's
 * thresholds were tuned: 0.8 is nearly the same to one model and nothing at all to another.
 *
 * Method: equipercentile equating (Kolen and Brennan, Test Equating, Scaling, and Linking). Both encoders are given the
 * same pairs of our own phrases, one like pair to some 255 unlike ones, about as in a search; the k-th largest cosine of
 * the one stands for the k-th largest of the other. So a threshold lets as many pairs pass as it did, like and unlike
 * taken together, whatever the shape of the two distributions; a better model has more like ones among them. Mean and
 * deviation of unlike pairs alone would not do: what is shown is decided in their tail, where models differ in shape.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { interpolate, type Term } from '@mirubato/domain/dictionary';
import { z } from 'zod';
import type { Encoder } from '../encoder.ts';
import { keep } from '../keep-file.ts';
import { cosinesOf, phrasePairs } from './phrase-pairs.ts';

/** The likeness that a cosine stands for; never falling, 1 for 1. */
export type Scale = (cosine: number) => number;

/** 65,536 cosines of 512 texts: seconds of a slow model. */
const PAIRS = 256;

const knotsSchema = z.object({
  key: z.string(),
  from: z.array(z.number()).min(2),
  to: z.array(z.number()).min(2),
});

export interface CalibrateOptions {
  readonly terms: readonly Term[];
  /** On whose scale the likeness is to be. */
  readonly reference: Encoder;
  /** Where the scale is kept; made anew for another model, another reference and other phrases. */
  readonly cacheFile?: string | undefined;
  readonly signal?: AbortSignal;
}

/** @throws when the signal aborts it, and as `encode` does */
export async function calibrate(encoder: Encoder, options: CalibrateOptions): Promise<Scale> {
  const { terms, reference, cacheFile, signal } = options;
  const pairs = phrasePairs(terms, PAIRS);
  const key = createHash('sha256')
    .update(`${encoder.fingerprint} ${reference.fingerprint} ${JSON.stringify(pairs)}`)
    .digest('hex');
  const kept = cacheFile === undefined ? undefined : await readKnots(cacheFile);
  if (kept?.key === key) return (cosine) => interpolate(kept.from, kept.to, cosine);
  const model = await cosinesOf(pairs, encoder, signal);
  const ours = await cosinesOf(pairs, reference, signal);
  const { from, to } = equate(model.values, ours.values);
  if (cacheFile !== undefined) await keep(cacheFile, Buffer.from(JSON.stringify({ key, from, to })));
  return (cosine) => interpolate(from, to, cosine);
}

/**
 * Knots of the line, at the 1st, 2nd, 4th, 8th … largest and the smallest: close together where the thresholds lie. Its
 * ends are the cosines that all models share: 1 is the same, -1 the contrary.
 * @param model as many as `ours`, of the same pairs
 */
export function equate(model: Float32Array, ours: Float32Array): { from: number[]; to: number[] } {
  const [a, b] = [model.toSorted(), ours.toSorted()];
  const from = [-1];
  const to = [-1];
  const places = [0];
  for (let rank = 2 ** Math.floor(Math.log2(a.length)); rank >= 1; rank /= 2) places.push(a.length - rank);
  for (const place of places) {
    const [x, y] = [a[place] ?? 0, b[place] ?? 0];
    if (x <= (from.at(-1) ?? 0) || x >= 1) continue;
    from.push(x);
    to.push(Math.min(1, Math.max(y, to.at(-1) ?? 0)));
  }
  return { from: [...from, 1], to: [...to, 1] };
}

async function readKnots(file: string): Promise<z.infer<typeof knotsSchema> | undefined> {
  try {
    return knotsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // It is computed again.
    return undefined;
  }
}
