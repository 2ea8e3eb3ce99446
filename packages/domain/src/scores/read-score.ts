/** All that the words on a score's first pages, its properties and its file name say about it. */
import type { People, PersonMatch } from '../people/people.ts';
import { catalogueText, findCatalogueNumber } from './catalogue.ts';
import { creditsOf } from './credits.ts';
import {
  guessHeading,
  type HeadingPage,
  headingLines,
  isOtherThanTitle,
  knownPerson,
  parseComposer,
  type TextLine,
} from './heading.ts';
import { readImprint } from './imprint.ts';
import { findInstruments, instrumentsOfLine } from './instruments.ts';
import type { Box, Guess, ScoreReadings } from './reading.ts';
import { stylePeriodOf } from './style-period.ts';
import { titleParts } from './title-parts.ts';

/** How often a guess of this kind was right on engraved scores. */
const CONFIDENCE = {
  opusInHeading: 0.95,
  opusInFileName: 0.7,
  statedCredit: 0.94,
  knownLyricist: 0.92,
  poetBeside: 0.92,
  instrumentLine: 0.9,
  staffNames: 0.9,
  periodOfComposer: 0.9,
};

/** How far apart two lines are that are meant to stand side by side, in letter heights. */
const ACROSS_WITHIN = 0.6;

/** Before the first staff, as a part of the page's width: the names of the staves. */
const STAFF_NAMES_WITHIN = 0.25;

/** `pages` are the first pages up to the one where the music begins. */
export function readScore(
  pages: readonly HeadingPage[],
  metadata: { readonly title?: string; readonly author?: string },
  fileName: string,
  people: People,
): ScoreReadings {
  const { title, composer } = guessHeading(pages, metadata, fileName, people);
  const lines = headingLines(pages);
  const person = composer ? knownPerson(composer.value, people) : undefined;
  const zonePage = pages.find(({ number }) => number === title?.evidence?.page);
  return defined({
    ...(zonePage && titleParts(title, lines, zonePage, isOtherThanTitle)),
    ...readImprint(pages),
    title: title ?? undefined,
    composer: composer ? canonical(composer, person) : undefined,
    ...creditsIn(lines, composer, people),
    opus: opusIn(lines, metadata.title, fileName),
    instrument: instrumentOf(lines, pages),
    stylePeriod: periodOf(person),
  });
}

/** The one name under which a person is kept, however it is printed. */
function canonical(composer: Guess, match: PersonMatch | undefined): Guess {
  if (!match?.person.roles.includes('composer')) return composer;
  const lead = { name: 0.1, initials: 0.06, family: 0.03 }[match.kind];
  return { ...composer, value: match.person.name, confidence: Math.min(0.98, composer.confidence + lead) };
}

function creditsIn(
  lines: readonly TextLine[],
  composer: Guess | null,
  people: People,
): Pick<ScoreReadings, 'lyricist' | 'arranger' | 'editor'> {
  const found: Partial<Record<'lyricist' | 'arranger' | 'editor', Guess>> = {};
  for (const line of lines) {
    for (const { role, name } of creditsOf(line.text)) {
      const known = people.find(name)?.person.name;
      found[role] ??= guessOf(known ?? name, CONFIDENCE.statedCredit, line);
    }
  }
  // A poet's name stands on the left without a word.
  for (const line of lines) {
    if (found.lyricist) break;
    const match = people.find(line.text.replace(/ *\([^)]*\d[^)]*\)/g, ''));
    if (!match?.person.roles.includes('lyricist') || match.person.name === composer?.value) continue;
    if (match.person.roles.includes('composer') || match.kind === 'family') continue;
    found.lyricist = guessOf(match.person.name, CONFIDENCE.knownLyricist, line);
  }
  const poet = found.lyricist ?? poetBeside(lines, composer);
  return { ...found, ...(poet && { lyricist: poet }) };
}

/** Across from the composer, on the left, stands the poet. */
function poetBeside(lines: readonly TextLine[], composer: Guess | null): Guess | undefined {
  const at = composer?.evidence;
  if (!at) return undefined;
  const [x, y] = at.box;
  for (const line of lines) {
    const [left, top, width] = line.box;
    const isAcross = line.page === at.page && Math.abs(top - y) < line.fontSizePt * ACROSS_WITHIN;
    if (!isAcross || left + width > x || left > x / 3) continue;
    const name = parseComposer(line.text)?.name;
    if (name?.includes(' ')) return guessOf(name, CONFIDENCE.poetBeside, line);
  }
  return undefined;
}

/** "No. 3", "N°3" in a line of its own. */
const partAlone = /^\W*(?:no|nr|n[°ºo]|№|#)[. ]*(\d+[a-z]?)\W*$/iu;

function opusIn(lines: readonly TextLine[], metadataTitle: string | undefined, fileName: string) {
  const found = lines.flatMap((line) => {
    const number = findCatalogueNumber(line.text);
    return number ? [{ line, number }] : [];
  });
  const [first] = found;
  if (first) {
    const { catalogue, number } = first.number;
    const same = found.filter((each) => each.number.catalogue === catalogue && each.number.number === number);
    const whole = same.find((each) => each.number.part !== null) ?? first;
    const alone = lines.map(({ text }) => partAlone.exec(text)?.[1]).find((part) => part !== undefined);
    const part = whole.number.part ?? alone ?? null;
    return guessOf(catalogueText({ ...whole.number, part }), CONFIDENCE.opusInHeading, whole.line);
  }
  for (const [text, source] of [
    [metadataTitle ?? '', 'pdf-metadata'],
    [fileName.replace(/\.pdf$/i, '').replaceAll('_', ' '), 'file-name'],
  ] as const) {
    const number = findCatalogueNumber(text);
    if (number) {
      return { value: catalogueText(number), confidence: CONFIDENCE.opusInFileName, source, evidence: null };
    }
  }
  return undefined;
}

/** The names of the staves say it whole; a heading may name the voice alone, or none but the family. */
function instrumentOf(lines: readonly TextLine[], pages: readonly HeadingPage[]): Guess | undefined {
  const heading = instrumentIn(lines);
  const staves = staffNamesIn(pages);
  if (!heading || !staves) return heading ?? staves;
  const count = ({ value }: Guess) => value.split(', ').length;
  return count(staves) >= count(heading) ? staves : heading;
}

function instrumentIn(lines: readonly TextLine[]): Guess | undefined {
  for (const line of lines) {
    const names = instrumentsOfLine(line.text);
    if (names.length > 0) return guessOf(names.join(', '), CONFIDENCE.instrumentLine, line);
  }
  return undefined;
}

/** What stands before the staves, from top to bottom. */
function staffNamesIn(pages: readonly HeadingPage[]): Guess | undefined {
  const page = pages.find(({ staffTopPt }) => staffTopPt !== null);
  if (!page || page.staffTopPt === null) return undefined;
  const before = page.lines.filter(
    ({ box, fontSizePt, text }) =>
      box[1] + box[3] > (page.staffTopPt ?? 0) - fontSizePt &&
      box[0] + box[2] < page.widthPt * STAFF_NAMES_WITHIN &&
      namesStaff(text),
  );
  const names = [...new Set(before.flatMap(({ text }) => findInstruments(text).names))];
  const [first] = before;
  return first && names.length > 0 ? guessOf(names.join(', '), CONFIDENCE.staffNames, first) : undefined;
}

/** "Violin I", "Voice - verse 1": an instrument, and what tells it from others like it. */
function namesStaff(text: string): boolean {
  const [first = ''] = text.split(/ [-–—] | ?\(|\d/);
  return findInstruments(first).isAll;
}

function periodOf(match: PersonMatch | undefined): Guess | undefined {
  if (!match || match.kind === 'family' || match.person.born === null) return undefined;
  const period = stylePeriodOf(match.person);
  if (!period) return undefined;
  return { value: period, confidence: CONFIDENCE.periodOfComposer, source: 'work', evidence: null };
}

function guessOf(value: string, confidence: number, { page, box }: TextLine): Guess {
  return { value, confidence, source: 'page', evidence: { page, box: box.map(rounded) as unknown as Box } };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function defined<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
