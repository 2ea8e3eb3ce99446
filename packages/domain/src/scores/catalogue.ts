/** Numbers of works: opus and the catalogues of single composers, as printed on scores. */

export interface CatalogueNumber {
  /** "Op.", "BWV", "K.", …: one spelling for each. */
  readonly catalogue: string;
  /** As printed, without the catalogue: "27", "XVI:52", "232a". */
  readonly number: string;
  /** Of a piece within it, as "2"; null when none is named. */
  readonly part: string | null;
}

/** Each catalogue with the ways it is printed; one that is a single letter needs its composer nearby or a dot. */
const catalogues: readonly (readonly [catalogue: string, printed: string])[] = [
  ['Op. posth.', String.raw`op(?:us|\.)? ?(?:post(?:h(?:umous|umus|\.)?|\.)?|p\.)`],
  ['Op.', String.raw`op(?:us|p?\.?)|соч\.|ор\.|oeuvre|œuvre|opera(?= ?\d)`],
  ['BWV Anh.', String.raw`bwv anh(?:ang|\.)?`],
  ['BWV', 'bwv'],
  ['BuxWV', 'buxwv'],
  ['K.', String.raw`k(?:\.? ?v\.?|öchel|\.)`],
  ['Hob.', String.raw`hob(?:oken)?\.?`],
  ['D.', String.raw`d(?:eutsch|\.)`],
  ['RV', String.raw`r\.?v\.?`],
  ['HWV', 'hwv'],
  ['TWV', 'twv'],
  ['WoO', 'woo'],
  ['Wq.', String.raw`wq\.?`],
  ['H.', String.raw`h\.`],
  ['S.', String.raw`s\.|searle`],
  ['Sz.', String.raw`sz\.?`],
  ['BB', 'bb'],
  ['B.', String.raw`b\.`],
  ['L.', String.raw`l\.|longo`],
  ['Kk.', String.raw`kk\.?`],
  ['R.', String.raw`r\.`],
  ['WAB', 'wab'],
  ['FWV', 'fwv'],
  ['SWV', 'swv'],
  ['ZWV', 'zwv'],
  ['Z.', String.raw`z\.`],
  ['JB', 'jb'],
  ['FP', 'fp'],
  ['TrV', 'trv'],
  ['G.', String.raw`g\.(?= ?\d{2})`],
  ['P.', String.raw`p\.(?= ?\d{3})`],
  ['WV', 'wv'],
  ['MWV', 'mwv'],
];

const NUMBER = String.raw`(?:[ivxlc]+[a-z]?(?:\/|:| ?: ?|, ?(?:n[or]?\.? ?)?))?\d+[a-z]{0,2}(?![\p{L}\d])(?:[:/]\d+)?|[a-z]?\d+:[a-z]?\d+`;
const PART = String.raw`[ ,;]*(?:no|nr|n[°ºo]|№|num|heft \d+,? no|#)[. ]*(\d+[a-z]?)`;

const patterns = catalogues.map(([catalogue, printed]) => ({
  catalogue,
  pattern: new RegExp(String.raw`(?<![\p{L}\d])(?:${printed})[ :]*(${NUMBER})(?:${PART})?`, 'giu'),
}));

/** "op. 40 No. 3" and "Op. 27/2". */
const SLASHED_PART = /^(\d+)\/(\d+)$/;

/** A number with the part of the text in which it stands. */
export interface PrintedCatalogueNumber extends CatalogueNumber {
  readonly start: number;
  readonly end: number;
}

/** The first number of a work in a text, opus before others; undefined when there is none. */
export function findCatalogueNumber(text: string): CatalogueNumber | undefined {
  const [first] = findCatalogueNumbers(text);
  return first && { catalogue: first.catalogue, number: first.number, part: first.part };
}

/** All numbers of works in a text, in its order. */
export function findCatalogueNumbers(text: string): PrintedCatalogueNumber[] {
  // Most texts have none, and the patterns are many.
  if (!/\d/.test(text)) return [];
  const found = patterns.flatMap(({ catalogue, pattern }) =>
    [...text.matchAll(pattern)].map((match) => printedNumber(catalogue, match)),
  );
  found.sort((a, b) => a.start - b.start);
  return found.filter(({ start }, index) => !found.slice(0, index).some(({ end }) => start < end));
}

function printedNumber(catalogue: string, match: RegExpExecArray): PrintedCatalogueNumber {
  const number = (match[1] ?? '')
    .replace(/\s*([:,])\s*/g, '$1')
    .replace(/^[ivxlc]+/i, (roman) => roman.toUpperCase());
  const slashed = catalogue.startsWith('Op') ? SLASHED_PART.exec(number) : null;
  return {
    catalogue,
    number: slashed?.[1] ?? number,
    part: match[2] ?? slashed?.[2] ?? null,
    start: match.index,
    end: match.index + match[0].length,
  };
}

/** "Op. 27 No. 2", "BWV 846", "Hob. XVI:52": the one way in which it is shown and compared. */
export function catalogueText({ catalogue, number, part }: CatalogueNumber): string {
  return `${catalogue} ${number}${part === null ? '' : ` No. ${part}`}`;
}
