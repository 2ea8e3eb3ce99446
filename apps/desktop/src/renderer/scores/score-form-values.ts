/** A score's card as the fields of a form, and what of it was changed. */
import { needsReview, type Score, type ScorePatch, scorePatchSchema } from '@mirubato/domain/scores';

export interface ScoreValues {
  title: string;
  composer: string;
  subtitle: string;
  opus: string;
  instrument: string;
  difficulty: NonNullable<Score['difficulty']> | null;
  difficultyLevel: number | '';
  stylePeriod: NonNullable<Score['stylePeriod']> | null;
  tags: string[];
  notes: string;
  isFavourite: boolean;
}

export function valuesOf(score: Score): ScoreValues {
  return {
    title: score.title,
    composer: score.composer ?? '',
    subtitle: score.subtitle ?? '',
    opus: score.opus ?? '',
    instrument: score.instrument ?? '',
    difficulty: score.difficulty,
    difficultyLevel: score.difficultyLevel ?? '',
    stylePeriod: score.stylePeriod,
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
  const whole = { ...values, difficultyLevel: values.difficultyLevel === '' ? null : values.difficultyLevel };
  const isChecked = needsReview(score);
  const changed = Object.entries(whole).filter(([field]) => {
    const name = field as keyof ScoreValues;
    const isAsked = isChecked && (name === 'title' || name === 'composer');
    return isAsked || JSON.stringify(values[name]) !== JSON.stringify(before[name]);
  });
  return scorePatchSchema.parse(
    Object.fromEntries(
      changed.map(([field, value]) => [field, isOptional(field) && value === '' ? null : value]),
    ),
  );
}

function isOptional(field: string): boolean {
  return ['composer', 'subtitle', 'opus', 'instrument'].includes(field);
}
