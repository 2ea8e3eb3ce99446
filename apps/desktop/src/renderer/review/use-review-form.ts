/** The fields of the score that is looked at: what is typed, which one is looked at, what accepting sends. */
import type { ScoreItem } from '@mirubato/core/client';
import type { ReadField } from '@mirubato/domain/scores';
import { useState } from 'react';
import { weakestField } from '../scores/confidence.ts';
import { type ReadProblem, type ReadValues, readProblem, readValuesOf } from '../scores/read-values.ts';
import { fieldsAccepted, fieldsShown } from './review-fields-shown.ts';
import { setDraft, useReviewSession } from './review-session.ts';

export interface ReviewForm {
  readonly values: ReadValues;
  readonly fields: readonly ReadField[];
  readonly accepted: readonly ReadField[];
  readonly lookedAt: ReadField;
  readonly problem: (field: ReadField) => ReadProblem | null;
  readonly isChanged: (field: ReadField) => boolean;
  change(field: ReadField, value: string): void;
  lookAt(field: ReadField): void;
  /** Shows what cannot be saved as it stands. Answers the first such field. */
  check(): ReadField | undefined;
}

const nothingTyped = {};

export function useReviewForm(score: ScoreItem): ReviewForm {
  const { draftById, areAllFieldsShown } = useReviewSession();
  const draft = draftById[score.id] ?? nothingTyped;
  const read = readValuesOf(score);
  const values = { ...read, ...draft };
  const [looked, setLooked] = useState<{ scoreId: string; field: ReadField }>();
  const [checkedId, setCheckedId] = useState<string>();
  const lookedAt = looked?.scoreId === score.id ? looked.field : weakestField(score).field;
  const fields = fieldsShown(score, values, areAllFieldsShown);
  const accepted = fieldsAccepted(score, values, areAllFieldsShown);
  return {
    values,
    fields,
    accepted,
    lookedAt: fields.includes(lookedAt) ? lookedAt : 'title',
    problem: (field) => (checkedId === score.id ? readProblem(field, values[field]) : null),
    isChanged: (field) => values[field] !== read[field],
    change: (field, value) => setDraft(score.id, { ...draft, [field]: value }),
    lookAt: (field) => setLooked({ scoreId: score.id, field }),
    check() {
      const wrong = accepted.find((field) => readProblem(field, values[field]) !== null);
      setCheckedId(wrong && score.id);
      return wrong;
    },
  };
}
