import type { Person } from '../people/people.ts';
import type { Score } from './score.ts';

/** The middle of what a person wrote is taken to lie at this age. */
const MIDDLE_AGE = 40;

/**
 * The period in which most of a composer's work falls, by the year of the middle of a working life. Music before
 * the baroque has no period among the original's five: undefined.
 */
export function stylePeriodOf({
  born,
  died,
}: Pick<Person, 'born' | 'died'>): Score['stylePeriod'] | undefined {
  if (born === null) return undefined;
  const year = died === null ? born + MIDDLE_AGE : Math.min(born + MIDDLE_AGE, (born + 15 + died) / 2);
  if (year < 1595) return undefined;
  if (year < 1750) return 'baroque';
  if (year < 1825) return 'classical';
  if (year < 1910) return 'romantic';
  return year < 1965 ? 'modern' : 'contemporary';
}
