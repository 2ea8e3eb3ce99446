/** What `labels.json` says of each file, and when a reading agrees with it. */
import { wordsOf } from '../../packages/domain/src/people/people.ts';
import { catalogueText, findCatalogueNumber } from '../../packages/domain/src/scores/catalogue.ts';
import { findInstruments } from '../../packages/domain/src/scores/instruments.ts';
import type { ReadField } from '../../packages/domain/src/scores/reading.ts';

export interface Label {
  /** From the folder; its first folder names the set. */
  readonly file: string;
  readonly title?: string | null;
  readonly subtitle?: string | null;
  readonly composer?: string | null;
  /** As the collection that it comes from names the composer. */
  readonly composerKey?: string | null;
  /** "Collection: composer/piece/…". */
  readonly origin?: string | null;
  readonly lyricist?: string | null;
  readonly opus?: string | null;
  /** As a catalogue says it. */
  readonly instrument?: string | null;
  /** Staff by staff. */
  readonly instruments?: readonly string[] | null;
  readonly fifths?: number | null;
  readonly time?: string | null;
  readonly tempo?: string | null;
  /** All that stands on the pages, where their PDF is a picture of them. */
  readonly pageText?: string;
  /** Texts as printed, by text style. */
  readonly printed?: Readonly<Record<string, readonly string[]>>;
}

export interface Question {
  /** For the list of errors. */
  readonly wanted: string;
  isRight(value: string | number): boolean;
}

/** What can be asked of a file: labels that do not stand on its pages are left out where that can be known. */
export function questionsOf(label: Label, pageText: string): Partial<Record<ReadField, Question>> {
  const text = folded(pageText);
  const isPrinted = (value: string) => text === '' || text.includes(folded(value));
  // A heading that its source has is not always printed; one whose letters are garbled still has a word or two.
  const isHinted = (value: string) =>
    text === '' || (value.match(/\p{L}{3,}/gu) ?? [value]).some((word) => text.includes(folded(word)));
  return defined({
    title: question(
      titlesOf(label).filter(isHinted),
      (value, wanted) => folded(withoutNumber(value)) === folded(withoutNumber(wanted)),
    ),
    subtitle: question(
      [label.subtitle ?? undefined].filter((each) => each && isPrinted(each)),
      (value, wanted) => folded(wanted).includes(folded(value)),
    ),
    composer: question(composersOf(label).filter(isHinted), sharesFamilyName),
    lyricist: question(printedOf(label, 'Lyricist', label.lyricist), sharesFamilyName),
    opus: question(
      [label.opus].flatMap(opusOf).filter((wanted) => pageText === '' || isOpusPrinted(wanted, pageText)),
      (value, wanted) => value === wanted,
    ),
    instrument: instrumentQuestion(label, text),
    keyFifths: question([label.fifths ?? undefined], (value, wanted) => value === wanted),
    timeSignature: question([label.time ?? undefined], (value, wanted) => value === wanted),
    tempo: question(
      (label.tempo ?? '').split('\n').filter((line) => folded(line).length > 1 && isPrinted(line)),
      (value, wanted) => withoutMark(value) === withoutMark(wanted),
    ),
  });
}

function question(
  accepted: readonly (string | number | undefined)[],
  agrees: (value: string, wanted: string) => boolean,
): Question | undefined {
  const wanted = [...new Set(accepted)].flatMap((each) => (each === undefined ? [] : [String(each)]));
  if (wanted.length === 0) return undefined;
  return {
    wanted: wanted.join(' | '),
    isRight: (value) => wanted.some((each) => agrees(String(value), each)),
  };
}

/** The label's title, and the printed line that holds it. */
function titlesOf({ title, printed }: Label): string[] {
  if (!title) return [];
  const lines = ['Title', 'User-1', 'User-2', 'User-3'].flatMap((style) => printed?.[style] ?? []);
  const holding = lines
    .flatMap((text) => [text, text.split('\n')[0] ?? ''])
    .filter((text) => folded(text).includes(folded(title)));
  // A title in two languages, or with what stands below it in brackets, is right without the other part.
  return [title, ...holding].flatMap((text) => [
    text,
    text.replace(/ *\([^)]*\)$/, ''),
    ...text.split(' / '),
  ]);
}

function composersOf(label: Label): string[] {
  return label.printed ? printedOf(label, 'Composer', label.composer) : [label.composer ?? []].flat();
}

function printedOf({ printed }: Label, style: string, name: string | null | undefined): string[] {
  const lines = printed?.[style] ?? [];
  return name && lines.length > 0 ? [name, ...lines] : [];
}

function opusOf(opus: string | null | undefined): string[] {
  const number = findCatalogueNumber(opus ?? '');
  return number ? [catalogueText(number)] : [];
}

/**
 * Its number stands behind what begins as the catalogue does, with marks and a word or Roman number between: the number of
 * a measure or a page is none. Wider than what the product reads, so that it is asked for what it does not.
 */
function isOpusPrinted(wanted: string, pageText: string): boolean {
  const { catalogue = '', number = '' } = findCatalogueNumber(wanted) ?? {};
  const beginning = catalogue.startsWith('Op')
    ? 'op|oeuv|œuv|соч|ор'
    : (/^\p{L}+/u.exec(catalogue)?.[0] ?? '');
  const digits = /\d+/.exec(number)?.[0] ?? '';
  const between = String.raw`\p{L}{0,8}[^\p{L}\d]{0,4}(?:\p{L}{1,8}[^\p{L}\d]{0,4})?`;
  return new RegExp(String.raw`(?<!\p{L})(?:${beginning})${between}${digits}(?!\d)`, 'iu').test(pageText);
}

/** Asked where every instrument of the label is named on the page. */
function instrumentQuestion({ instrument, instruments }: Label, text: string): Question | undefined {
  const printed = (instruments ?? [instrument ?? '']).filter((name) => text.includes(folded(name)));
  const wanted = [...new Set(printed.flatMap((name) => findInstruments(name).names))].sort();
  if (wanted.length === 0 || text === '') return undefined;
  return {
    wanted: wanted.join(', '),
    isRight: (value) => [...findInstruments(String(value)).names].sort().join() === wanted.join(),
  };
}

/** The last word of the name that was read stands in the label, or the other way round. */
function sharesFamilyName(value: string, wanted: string): boolean {
  const family = wordsOf(value).at(-1) ?? '';
  const labelled = wordsOf(wanted.split(/[(;]|, *\d/)[0] ?? '');
  return labelled.includes(family) || wordsOf(value).includes(labelled.at(-1) ?? ' ');
}

function withoutNumber(title: string): string {
  return title
    .replace(/&(?:apos|#39);/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/,? *(?:op|hob|h|bwv|kv?)\.? *[xivlabc]*:?\d.*$/i, '')
    .replace(/^\s*(?:no\.? *)?(?:\d+[a-z]?|[ivxl]+) ?[.)]\s*/i, '');
}

/** Labels have the metronome's number or not, whatever is printed. */
function withoutMark(tempo: string): string {
  const words = folded(tempo.replace(/\(?[^\p{L}]*=.*$/u, ''));
  return words === '' ? folded(tempo) : words;
}

/** Marks, case, spaces and what stands for a note do not count. */
export function folded(value: string | number): string {
  // A degree sign for a raised o is seen by nobody: "N° 5".
  return String(value)
    .replaceAll('°', 'º')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/+-]/gu, '');
}

function defined<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
