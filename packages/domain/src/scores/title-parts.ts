/** What stands around a title: a second line that explains it, and the movement of a larger work. */
import { findCatalogueNumber } from './catalogue.ts';
import { creditsOf } from './credits.ts';
import type { TextLine } from './heading.ts';
import { instrumentsOfLine } from './instruments.ts';
import type { Guess } from './reading.ts';

const CONFIDENCE = { subtitle: 0.89, movement: 0.85 };

/** How far below the title its second line begins at the most, in heights of its letters. */
const BELOW_WITHIN = 3;

/** As a part of the page: off the middle by more is no subtitle. */
const CENTRED_WITHIN = 0.04;

/** "II. Adagio", "3. Satz", "1st Movement", "Finale": a part of a work, by its number or its name. */
const movement =
  /^(?:(?:[IVX]{1,5}|\d{1,2})[.:)]?(?:st|nd|rd|th|e|er|ère|ème)?[ –—-]*(?:satz|movement|mouvement|movimento|teil|part|partie|parte)(?!\p{L})|(?:[IVX]{1,5}|\d{1,2})[.:)] ?(?:molto |poco |un poco )?(?:adagi|allegr|andant|larg|lent|moderat|prest|vivac|viva|grav|scherz|menuet|minuet|rondo|finale|thema|tema|sarabande|gigue|gavotte|courante|allemande|bourr[ée]e|prelud|prélud|fug)|(?:erster|zweiter|dritter|vierter|first|second|third|fourth|premier|deuxième|troisième) (?:satz|movement|mouvement|teil|part)|finale?$)/iu;

/** Whether a text names a part of a work: "II. Adagio", "3. Satz". */
export function isMovement(text: string): boolean {
  return movement.test(text);
}

export interface TitleParts {
  readonly subtitle?: Guess;
  readonly movement?: Guess;
}

/** @param lines of the heading @param isOther whether a line is somebody's name, a dedication or a tempo */
export function titleParts(
  title: Guess | null,
  lines: readonly TextLine[],
  page: { readonly widthPt: number },
  isOther: (text: string) => boolean,
): TitleParts {
  const at = title?.evidence;
  if (!title || !at) return {};
  const [, top, , height] = at.box;
  const below = lines
    .filter((line) => line.page === at.page && line.box[1] > top + height * 0.5)
    .filter(({ box }) => Math.abs(box[0] + box[2] / 2 - page.widthPt / 2) < page.widthPt * CENTRED_WITHIN);
  const parts: { subtitle?: Guess; movement?: Guess } = {};
  const inTitle = movement.test(title.value) ? title : undefined;
  if (inTitle) parts.movement = { ...inTitle, confidence: CONFIDENCE.movement };
  for (const line of below) {
    const { text, page: number, box, fontSizePt } = line;
    const guess = { value: text, source: 'page', evidence: { page: number, box } } as const;
    if (movement.test(text)) {
      parts.movement ??= { ...guess, confidence: CONFIDENCE.movement };
      continue;
    }
    const isNear = box[1] - (top + height) < fontSizePt * BELOW_WITHIN;
    if (isNear && !saysSomethingElse(text) && !isOther(text))
      parts.subtitle ??= { ...guess, value: unbracketed(text), confidence: CONFIDENCE.subtitle };
  }
  return parts;
}

function saysSomethingElse(text: string): boolean {
  const number = findCatalogueNumber(text);
  const isNumberAlone = number !== undefined && text.replace(/[\p{P}\s]/gu, '').length < 12;
  const isInstruments = instrumentsOfLine(text).length > 0 && text.split(' ').length <= 6;
  return isNumberAlone || isInstruments || creditsOf(text).length > 0 || !/\p{L}{3}/u.test(text);
}

function unbracketed(text: string): string {
  return /^\(([^()]*)\)$/.exec(text)?.[1] ?? text;
}
