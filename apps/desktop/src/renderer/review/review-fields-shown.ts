/** Which fields of a score are shown for review, and which of them accepting sends. Pure. */
import { type ReadField, readFields, type Score } from '@mirubato/domain/scores';
import type { ReadValues } from '../scores/read-values.ts';

const first: readonly ReadField[] = ['title', 'composer'];

const inOrder: readonly ReadField[] = [...first, ...readFields.filter((field) => !first.includes(field))];

/** Title and composer always; the others where something was read or typed, or where all are asked for. */
export function fieldsShown(score: Score, values: ReadValues, areAllShown: boolean): ReadField[] {
  return inOrder.filter(
    (field) => areAllShown || first.includes(field) || values[field] !== '' || isRead(score, field),
  );
}

/** What is said to be right: every field shown with a value, those emptied, and title and composer. */
export function fieldsAccepted(score: Score, values: ReadValues, areAllShown: boolean): ReadField[] {
  return fieldsShown(score, values, areAllShown).filter(
    (field) => first.includes(field) || values[field].trim() !== '' || isRead(score, field),
  );
}

function isRead(score: Score, field: ReadField): boolean {
  return (score[field] ?? '') !== '';
}
