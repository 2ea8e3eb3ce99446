/** The fields that a machine may fill in, as text in a form; an empty text is none. */
import {
  type ReadField,
  readFields,
  type Score,
  type ScorePatch,
  scorePatchSchema,
} from '@mirubato/domain/scores';

export type ReadValues = Readonly<Record<ReadField, string>>;

export type ReadProblem = 'titleMissing' | 'timeSignature' | 'publishedYear' | 'tooLong';

export function readValuesOf(score: Pick<Score, ReadField>): ReadValues {
  return Object.fromEntries(readFields.map((field) => [field, String(score[field] ?? '')])) as ReadValues;
}

/** The value as it is saved. */
export function savedValueOf(field: ReadField, text: string): string | number | null {
  const trimmed = text.trim();
  if (trimmed === '' && field !== 'title') return null;
  if (field === 'timeSignature') return trimmed.replace(/\s+/g, '');
  return field === 'keyFifths' || field === 'publishedYear' ? Number(trimmed) : trimmed;
}

/** Why the value cannot be saved, or null. */
export function readProblem(field: ReadField, text: string): ReadProblem | null {
  if (scorePatchSchema.shape[field].safeParse(savedValueOf(field, text)).success) return null;
  if (field === 'title' && text.trim() === '') return 'titleMissing';
  return field === 'timeSignature' || field === 'publishedYear' ? field : 'tooLong';
}

/** The fields as they are saved; throws on those that `readProblem` complains of. */
export function readPatchOf(values: ReadValues, fields: readonly ReadField[]): ScorePatch {
  return scorePatchSchema.parse(
    Object.fromEntries(fields.map((field) => [field, savedValueOf(field, values[field])])),
  );
}
