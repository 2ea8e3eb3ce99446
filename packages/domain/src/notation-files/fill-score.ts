/** What a file of notation says of a score, beside what is known of it already. */
import { foldText } from '../exchange/table-matches.ts';
import { type ReadField, readFields, type ScoreReadings } from '../scores/reading.ts';
import type { FieldEvidence, Score } from '../scores/score.ts';

/** What a file says less surely is not better for being told: a MIDI file's C major is often nobody's. */
const SURE = 0.9;

/**
 * The fields that the file fills in: those that no person has accepted, and that were not read more surely than an
 * unsure file says. Where it says what was read already, that keeps its place on the page and is as sure as the surer
 * of the two.
 * @returns undefined where it has nothing new to say
 */
export function fillFromNotation(
  score: Score,
  readings: ScoreReadings,
  fileName: string,
): Readonly<Record<string, unknown>> | undefined {
  const values: Partial<Record<ReadField, unknown>> = {};
  const evidence: Record<string, FieldEvidence> = {};
  for (const field of readFields) {
    const guess = readings[field];
    const present = score.evidence[field];
    if (!guess || present?.source === 'person') continue;
    const isLess = guess.confidence < Math.min(SURE, present?.confidence ?? 0);
    const isSame = present !== undefined && isSameValue(score[field], guess.value);
    if (isLess && !isSame) continue;
    const told: FieldEvidence = {
      confidence: guess.confidence,
      source: guess.source,
      page: null,
      box: null,
      // What is only known of its composer is not in the file.
      ...(guess.source === 'work' ? {} : { fileName }),
    };
    const confidence = Math.max(guess.confidence, present?.confidence ?? 0);
    const next = isSame ? { ...present, confidence } : told;
    if (isSame && next.confidence === present.confidence) continue;
    evidence[field] = next;
    if (!isSame) values[field] = guess.value;
  }
  if (Object.keys(evidence).length === 0) return undefined;
  return { ...values, evidence: { ...score.evidence, ...evidence } };
}

function isSameValue(present: unknown, told: string | number): boolean {
  if (typeof present === 'string' && typeof told === 'string') return foldText(present) === foldText(told);
  return present === told;
}
