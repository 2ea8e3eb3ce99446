/** What a file of notation says, as guesses of a score's fields. */
import type { People } from '../people/people.ts';
import { knownPerson, parseComposer } from '../scores/heading.ts';
import { findInstruments } from '../scores/instruments.ts';
import type { Guess, ScoreReadings } from '../scores/reading.ts';
import { stylePeriodOf } from '../scores/style-period.ts';

/** What a person has typed into a notation program is seldom wrong; a name that nobody knows may be a program's. */
const CONFIDENCE = { knownComposer: 0.97, person: 0.9, year: 0.75 };

export function noted<Field extends string>(
  field: Field,
  value: string | undefined,
  confidence: number,
): { readonly [Name in Field]?: Guess } {
  if (value === undefined) return {};
  return { [field]: notationGuess(value, confidence) } as { readonly [Name in Field]?: Guess };
}

export function notationGuess<T>(value: T, confidence: number): Guess<T> {
  return { value, confidence, source: 'notation', evidence: null };
}

/** The composer by the name that the table of people has, and the period of the work. */
export function notedComposer(
  written: string | undefined,
  people: People,
): Pick<ScoreReadings, 'composer' | 'stylePeriod'> {
  if (written === undefined) return {};
  const name = parseComposer(written)?.name ?? written;
  const match = knownPerson(name, people);
  if (!match?.person.roles.includes('composer')) return noted('composer', name, CONFIDENCE.person);
  const period = match.kind === 'family' ? undefined : stylePeriodOf(match.person);
  return {
    ...noted('composer', match.person.name, CONFIDENCE.knownComposer),
    ...(period && {
      stylePeriod: { value: period, confidence: CONFIDENCE.person, source: 'work', evidence: null },
    }),
  };
}

/** Longer than this is an orchestra, and a list of no use. */
const MAX_INSTRUMENT_CHARACTERS = 100;

/** The instruments that names of parts say, each once. */
export function notedInstruments(
  names: readonly string[],
  confidence: number,
): Pick<ScoreReadings, 'instrument'> {
  const listed = [...new Set(names.flatMap((name) => findInstruments(name).names))].join(', ');
  return noted(
    'instrument',
    listed.length <= MAX_INSTRUMENT_CHARACTERS ? said(listed) : undefined,
    confidence,
  );
}

/** "© 1998 Somebody": the year of the edition. When the file was encoded is no year of the score. */
export function notedYear(rights: readonly string[]): Pick<ScoreReadings, 'publishedYear'> {
  const year = rights.map((text) => /(?:©|\(c\)|copyright)[^\d]{0,12}((?:1[5-9]|20)\d\d)\b/i.exec(text)?.[1]);
  const found = year.find(Boolean);
  return found ? { publishedYear: notationGuess(Number(found), CONFIDENCE.year) } : {};
}

/** What programs write where nothing was typed. */
const placeholder =
  /^(?:title|untitled(?: score)?|subtitle|composer(?: ?\/ ?arranger)?|arranger|lyricist|titel|komponist|unbenannt(?:e partitur)?|music21(?: fragment)?)$/i;

/** Undefined for nothing and for what a program has put there itself. */
export function said(text: string): string | undefined {
  const plain = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return plain === '' || placeholder.test(plain) ? undefined : plain;
}
