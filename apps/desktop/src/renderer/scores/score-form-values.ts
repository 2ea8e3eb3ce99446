/** A score's card as the fields of a form, and what of it was changed. */
import {
  needsReview,
  type ReadField,
  readFields,
  type Score,
  type ScorePatch,
  scorePatchSchema,
} from '@mirubato/domain/scores';
import { type ReadValues, readPatchOf, readValuesOf } from './read-values.ts';

/** What a person alone says of a score. */
interface OwnValues {
  difficulty: NonNullable<Score['difficulty']> | null;
  difficultyLevel: number | '';
  tags: string[];
  notes: string;
  isFavourite: boolean;
}

export type ScoreValues = { -readonly [Field in ReadField]: ReadValues[Field] } & OwnValues;

export function valuesOf(score: Score): ScoreValues {
  return {
    ...readValuesOf(score),
    difficulty: score.difficulty,
    difficultyLevel: score.difficultyLevel ?? '',
    tags: score.tags,
    notes: score.notes,
    isFavourite: score.isFavourite,
  };
}

/**
 * The changed fields alone, so that another device's edits of the others stay. Where the machine was unsure,
 * saving says that a person has looked at title and composer: both are sent, changed or not.
 */
export function patchOf(score: Score, values: ScoreValues): ScorePatch {
  const before = valuesOf(score);
  const isChanged = (name: keyof ScoreValues) =>
    JSON.stringify(values[name]) !== JSON.stringify(before[name]);
  const isAsked = (field: ReadField) => needsReview(score) && (field === 'title' || field === 'composer');
  const { difficulty, difficultyLevel, tags, notes, isFavourite } = values;
  const own = {
    difficulty,
    difficultyLevel: difficultyLevel === '' ? null : difficultyLevel,
    tags,
    notes,
    isFavourite,
  };
  const changed = Object.entries(own).filter(([name]) => isChanged(name as keyof OwnValues));
  return {
    ...readPatchOf(
      values,
      readFields.filter((field) => isAsked(field) || isChanged(field)),
    ),
    ...scorePatchSchema.parse(Object.fromEntries(changed)),
  };
}
