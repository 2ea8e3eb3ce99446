/** Numbers of catalogues in a title or an opus field, as far as they tell works apart. */
import { findCatalogueNumbers, type PrintedCatalogueNumber } from '../scores/catalogue.ts';

export interface WorkNumber {
  /** "Op. 27", "BWV 988", "Hob. XVI:52": also of a set. */
  readonly base: string;
  /** Of a piece in a set. */
  readonly part: string | null;
}

/** "Op. 27 No. 2". */
export function workNumberText({ base, part }: WorkNumber): string {
  return part === null ? base : `${base} No. ${part}`;
}

/** Catalogues of one composer (as sorted in the list of people): the number alone says whose work it is. */
const ownerByCatalogue: Readonly<Record<string, string>> = {
  BWV: 'Bach, Johann Sebastian',
  'BWV Anh.': 'Bach, Johann Sebastian',
  BuxWV: 'Buxtehude, Dieterich',
  'Hob.': 'Haydn, Joseph',
  RV: 'Vivaldi, Antonio',
  HWV: 'Handel, George Frideric',
  TWV: 'Telemann, Georg Philipp',
  SWV: 'Schütz, Heinrich',
  WAB: 'Bruckner, Anton',
  ZWV: 'Zelenka, Jan Dismas',
};

/** Letters that are a catalogue beside the names of these composers alone, there also without a dot: "D 960". */
const composersByLetter: Readonly<Record<string, readonly string[]>> = {
  'K.': ['Mozart, Wolfgang Amadeus', 'Scarlatti, Domenico'],
  'Kk.': ['Scarlatti, Domenico'],
  'L.': ['Scarlatti, Domenico', 'Debussy, Claude'],
  'D.': ['Schubert, Franz', 'Tartini, Giuseppe'],
  'S.': ['Liszt, Franz'],
  'R.': ['Liszt, Franz', 'Soler, Antonio'],
  'H.': ['Bach, Carl Philipp Emanuel', 'Martinů, Bohuslav', 'Holst, Gustav', 'Charpentier, Marc-Antoine'],
  'B.': ['Dvořák, Antonín', 'Chopin, Frédéric'],
  'Z.': ['Purcell, Henry'],
  'G.': ['Boccherini, Luigi'],
  'P.': ['Vivaldi, Antonio', 'Pachelbel, Johann', 'Haydn, Michael'],
};

/** By these a composer's works are known; of others an opus comes first. */
const catalogueOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(ownerByCatalogue).map(([catalogue, owner]) => [owner, catalogue])),
  'Bach, Johann Sebastian': 'BWV',
  'Mozart, Wolfgang Amadeus': 'K.',
  'Scarlatti, Domenico': 'K.',
  'Schubert, Franz': 'D.',
  'Liszt, Franz': 'S.',
  'Debussy, Claude': 'L.',
  'Purcell, Henry': 'Z.',
  'Boccherini, Luigi': 'G.',
  'Bach, Carl Philipp Emanuel': 'Wq.',
};

/** Behind a slash stands a movement, not a work. */
const movementsBehindSlash = new Set(['BWV', 'BuxWV', 'K.', 'Hob.', 'RV', 'HWV']);

export interface WorkNumbers {
  /** The one by which the composer's works are known first. */
  readonly numbers: readonly WorkNumber[];
  /** The text without them. */
  readonly rest: string;
  /** Whose works one of the numbers counts. */
  readonly owner: string | null;
}

/** @param composer as sorted in the list of people */
export function findWorkNumbers(text: string, composer: string | null): WorkNumbers {
  const prepared = withPrintedLetters(text, composer);
  const found = findCatalogueNumbers(prepared).filter(({ catalogue }) => isCatalogue(catalogue, composer));
  let rest = prepared;
  const numbers: { catalogue: string; number: WorkNumber }[] = [];
  for (const printed of found.toReversed()) {
    const { part, end } = partOf(printed, prepared);
    numbers.unshift({ catalogue: printed.catalogue, number: workNumber({ ...printed, part }) });
    rest = `${rest.slice(0, printed.start)} ${rest.slice(end)}`;
  }
  const first = composer ? catalogueOf[composer] : undefined;
  numbers.sort((a, b) => rankOf(a.catalogue, first) - rankOf(b.catalogue, first));
  const owner = found.map(({ catalogue }) => ownerByCatalogue[catalogue]).find((name) => name !== undefined);
  return { numbers: numbers.map(({ number }) => number), rest, owner: owner ?? null };
}

function isCatalogue(catalogue: string, composer: string | null): boolean {
  const composers = composersByLetter[catalogue];
  return composers === undefined || (composer !== null && composers.includes(composer));
}

function rankOf(catalogue: string, first: string | undefined): number {
  if (catalogue === first) return 0;
  return catalogue.startsWith('Op.') ? 1 : 2;
}

const NUMBERING = /(?<![\p{L}])(?:nos?|nrn?|n[°ºo]|num(?:mer|ber|éro|ero)?|n)\.? ?(?=\d)/giu;

/** "K331" as "K. 331", "n. 2" and "Nummer 2" as "No. 2". */
function withPrintedLetters(text: string, composer: string | null): string {
  const letters = Object.entries(composersByLetter)
    .filter(([, composers]) => composer !== null && composers.includes(composer))
    .map(([letter]) => letter.slice(0, -1));
  const numbered = text.replace(NUMBERING, 'No. ');
  if (letters.length === 0) return numbered;
  const bare = new RegExp(String.raw`(?<![\p{L}\d])(${letters.join('|')}) ?(?=\d)`, 'gu');
  return numbered.replace(bare, '$1. ');
}

/** Several parts ("Nos. 1–3") are one of their own, and "Op. 27-2" has a part as well. */
function partOf(
  { part, end, catalogue }: PrintedCatalogueNumber,
  text: string,
): { part: string | null; end: number } {
  const after = text.slice(end);
  const more = /^ ?(?:[-–&+,/]|and|und|et|e|y|bis|to|à) ?(?:No\. )?(\d+)(?![\p{L}\d])/iu.exec(after);
  if (part !== null) return more ? { part: `${part}–${more[1]}`, end: end + more[0].length } : { part, end };
  const joined = catalogue.startsWith('Op.')
    ? /^ ?[-–,] ?(\d{1,2})(?= *(?:$|[,;:.)("“]))/u.exec(after)
    : null;
  return joined ? { part: joined[1] ?? null, end: end + joined[0].length } : { part, end };
}

function workNumber({ catalogue, number, part }: PrintedCatalogueNumber): WorkNumber {
  // What was published after a composer's death goes on with the count.
  const name = catalogue.startsWith('Op.') ? 'Op.' : catalogue === 'Kk.' ? 'K.' : catalogue;
  const [, whole = number, behindSlash] = /^(\d+[a-z]*)[/:](\d+)$/.exec(number) ?? [];
  if (/^[IVXLC]+[a-z]?/.test(number)) {
    return { base: `${name} ${number.replace(/[/,: ]+(?:no?r?\.? ?)?/i, ':')}`, part: null };
  }
  if (behindSlash === undefined || name === 'TWV') return { base: `${name} ${number}`, part };
  return { base: `${name} ${whole}`, part: movementsBehindSlash.has(name) ? part : (part ?? behindSlash) };
}
