/**
 * Reads what a file in ABC says about its tune: the information fields before the music. Standard 2.1
 * (abcnotation.com/wiki/abc:standard:v2.1), section 3.
 */
import type { People } from '../people/people.ts';
import { fail, ok, type Result } from '../problem.ts';
import { catalogueText, findCatalogueNumber } from '../scores/catalogue.ts';
import type { ScoreReadings } from '../scores/reading.ts';
import { notationGuess, noted, notedComposer, said } from './noted.ts';

const CONFIDENCE = { title: 0.92, subtitle: 0.85, opus: 0.9, notes: 0.97 };

/** A field, without a comment behind it. */
const FIELD = /^([A-Za-z]):[ \t]*(.*?)(?:[ \t]*(?<!\\)%.*)?$/;

/**
 * Problem `notation-damaged`: no tune begins in it. Of a book of tunes nothing is taken: it says of none that it is the
 * score's.
 */
export function parseAbc(text: string, people: People): Result<ScoreReadings> {
  const lines = text.split(/\r\n|\r|\n/);
  const tunes = lines.filter((line) => /^X:/.test(line)).length;
  if (tunes > 1) return ok({});
  const key = lines.findIndex((line) => /^K:/.test(line));
  // The key is the last field before the music, and none may lack it.
  if (key < 0) return fail('notation-damaged', 'The file has no tune in ABC.');
  const valuesByField = Map.groupBy(
    lines.slice(0, key + 1).flatMap((line) => {
      const [, field, value] = FIELD.exec(line.trim()) ?? [];
      return field && value ? [{ field, value }] : [];
    }),
    ({ field }) => field,
  );
  const values = (field: string) => (valuesByField.get(field) ?? []).map(({ value }) => value);
  const value = (field: string) => values(field)[0] ?? '';
  const [title, ...others] = values('T').flatMap((each) => said(each) ?? []);
  const number = findCatalogueNumber(title ?? '');
  const fifths = fifthsOf(value('K'));
  return ok({
    ...noted('title', title && withoutMovedArticle(title), CONFIDENCE.title),
    ...noted('subtitle', others[0], CONFIDENCE.subtitle),
    ...composerOf(values('C'), people),
    ...noted('opus', number && catalogueText(number), CONFIDENCE.opus),
    ...(fifths !== undefined && { keyFifths: notationGuess(fifths, CONFIDENCE.notes) }),
    ...noted('timeSignature', meterOf(value('M')), CONFIDENCE.notes),
    ...noted('tempo', tempoOf(value('Q')), CONFIDENCE.notes),
  });
}

/** "Kesh Jig, The" stands so to be sorted. */
function withoutMovedArticle(title: string): string {
  return title.replace(/^(.+), (The|A|An|Der|Die|Das|Le|La|Les|Il|Lo)$/, '$2 $1');
}

function composerOf(
  names: readonly string[],
  people: People,
): Pick<ScoreReadings, 'composer' | 'stylePeriod'> {
  const written = names.flatMap((name) => said(name) ?? []).find((name) => !/^(?:trad|anon)/i.test(name));
  return notedComposer(written, people);
}

function meterOf(meter: string): string | undefined {
  if (meter === 'C') return '4/4';
  if (meter === 'C|') return '2/2';
  const [, beats, unit] = /^\(?(\d{1,2}(?:\+\d{1,2})*)\)?\/(\d{1,2})$/.exec(meter.replace(/\s+/g, '')) ?? [];
  return beats && unit ? `${beats}/${unit}` : undefined;
}

/** Of the major key on each letter. */
const fifthsByLetter: Readonly<Record<string, number>> = { F: -1, C: 0, G: 1, D: 2, A: 3, E: 4, B: 5 };

/** What a mode has less than the major key on its tone, by its first three letters. */
const fifthsByMode: Readonly<Record<string, number>> = {
  ion: 0,
  maj: 0,
  lyd: 1,
  mix: -1,
  dor: -2,
  min: -3,
  m: -3,
  aeo: -3,
  phr: -4,
  loc: -5,
};

/** Undefined for no key, for the pipes' own, and where signs are listed one by one. */
function fifthsOf(key: string): number | undefined {
  const [, letter = '', sign = '', mode = ''] =
    /^([A-G])([#b♯♭]?)\s*(maj|min|mix|dor|phr|lyd|loc|ion|aeo|m(?![a-z]))?/i.exec(key.trim()) ?? [];
  const major = fifthsByLetter[letter];
  if (major === undefined || /\bexp\b|\s[\^_=]/.test(key)) return undefined;
  const altered = sign === '' ? 0 : /[#♯]/.test(sign) ? 7 : -7;
  const fifths = major + altered + (fifthsByMode[mode.toLowerCase()] ?? 0);
  return Math.abs(fifths) <= 7 ? fifths : undefined;
}

const characterByUnit: Readonly<Record<string, string>> = {
  '1/2': '𝅗𝅥',
  '3/4': '𝅗𝅥.',
  '1/4': '♩',
  '3/8': '♩.',
  '1/8': '♪',
};

/** `"Allegro" 1/4=120`: "Allegro (♩ = 120)". */
function tempoOf(tempo: string): string | undefined {
  const words = said(/"([^"]*)"/.exec(tempo)?.[1] ?? '');
  const [, unit = '', perMinute] = /(\d\/\d{1,2})\s*=\s*(\d{1,3})/.exec(tempo) ?? [];
  const character = characterByUnit[unit];
  const mark = character && perMinute ? `${character} = ${perMinute}` : undefined;
  return words && mark ? `${words} (${mark})` : (words ?? mark);
}
