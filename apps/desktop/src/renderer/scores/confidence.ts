/** How sure the machine is, in words: nobody should have to read a percentage. */
import { type FieldEvidence, REVIEW_BELOW_CONFIDENCE, type Score } from '@mirubato/domain/scores';

export type ConfidenceWord = 'checked' | 'sure' | 'likely' | 'unsure' | 'missing';

/** From here on mistakes are rare enough to say so. */
const SURE_FROM = 0.9;

export function confidenceWord(
  evidence: Pick<FieldEvidence, 'confidence' | 'source'> | undefined,
): ConfidenceWord {
  if (!evidence) return 'missing';
  if (evidence.source === 'person') return 'checked';
  if (evidence.confidence >= SURE_FROM) return 'sure';
  return evidence.confidence >= REVIEW_BELOW_CONFIDENCE ? 'likely' : 'unsure';
}

export interface WeakestField {
  readonly field: 'title' | 'composer';
  readonly evidence: FieldEvidence | undefined;
}

/** Of title and composer, the one to doubt first. */
export function weakestField({ evidence }: Pick<Score, 'evidence'>): WeakestField {
  const confidenceOf = (field: WeakestField['field']) => evidence[field]?.confidence ?? 0;
  const field = confidenceOf('composer') < confidenceOf('title') ? 'composer' : 'title';
  return { field, evidence: evidence[field] };
}
