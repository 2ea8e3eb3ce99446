/** Puts what was found by shared words and what was found by the encoder into one order. */
import type { MeaningHit } from './meaning-index.ts';

/** Of a likeness by shared words, beside the cosine of the encoder; tuned with `training/dictionary/evaluate.ts`. */
export const WORDS_WEIGHT = 0.05;

/** What every learner meets is meant more often: so much of a cosine for each level it is nearer to the beginner. */
export const LEVEL_WEIGHT = 0.12;

/**
 * Each term once, best first; likeness is the higher of the two. Without an encoder's the order of the words stays.
 * @param byWords best first; likeness from 0 to 1, on the scale of the cosine (`likeness.ts`)
 * @param byEmbedding likeness from -1 to 1; who is not there is taken for as likely as the last
 */
export function fuseMeanings(
  byWords: readonly MeaningHit[],
  byEmbedding: readonly MeaningHit[],
  limit: number,
  { wordsWeight = WORDS_WEIGHT, levelWeight = LEVEL_WEIGHT } = {},
): MeaningHit[] {
  if (byEmbedding.length === 0) return byWords.slice(0, limit);
  const wordsOf = new Map(byWords.map((hit) => [hit.term.id, hit]));
  const embeddingOf = new Map(byEmbedding.map((hit) => [hit.term.id, hit]));
  const last = byEmbedding.at(-1)?.likeness ?? 0;
  const score = (id: string) => {
    const [words, embedding] = [wordsOf.get(id), embeddingOf.get(id)];
    const level = (words ?? embedding)?.term.level ?? 3;
    return wordsWeight * (words?.likeness ?? 0) + (embedding?.likeness ?? last) + levelWeight * (3 - level);
  };
  return [...new Set([...wordsOf.keys(), ...embeddingOf.keys()])]
    .map((id) => ({ id, score: score(id) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .flatMap(({ id }) => {
      const [words, embedding] = [wordsOf.get(id), embeddingOf.get(id)];
      const better = words && embedding && embedding.likeness > words.likeness ? embedding : words;
      const hit = better ?? embedding;
      return hit ? [hit] : [];
    });
}
