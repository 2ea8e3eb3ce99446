/** Looks at a page of a scanned book no longer than the search for its contents needs. */
import { UNREADABLE_NUMBER } from '@mirubato/domain/contents';
import type { TextLine } from '@mirubato/domain/scores';
import type { PDFPageProxy } from 'pdfjs-dist';
import { findSkew, straighten } from './deskew.ts';
import { drawGrey } from './page-picture.ts';
import { findPictureLines } from './picture-lines.ts';
import { partColumnOfNumbers, partLoneNumbers } from './picture-numbers.ts';
import { findPictureStaves } from './picture-staves.ts';
import { BOOK_LINES, findStaves, findWords, INTO_LINE_PT, readLines, WORDS_DPI } from './recognise-page.ts';
import type { WordRecogniser } from './recognise-words.ts';
import { inReadingOrder } from './recognised-lines.ts';

/** Staves are seen, small ones too, and a page costs half of what it does where words are read. */
const LOOK_DPI = 100;

/** Lower part of a page in which its number stands. */
const FOOT = 0.12;

/** Number, title, composer, tempo and what a library has stamped. */
const EDGE_LINES = { withSingles: true, maxLines: 12 } as const;

/** The left of two pages is narrower than this part of the sheet. */
const SPREAD_BELOW = 0.9;

/** A page of contents has as many numbers at least, and so may a page of prose by chance. */
export const MIN_NUMBERS = 2;

export type Reading = readonly [recogniser: WordRecogniser, isOver: () => boolean];

export async function hasStaves(page: PDFPageProxy): Promise<boolean> {
  const picture = await drawGrey(page, { dpi: LOOK_DPI });
  return findPictureStaves(picture, picture.pxPerPt).length > 0;
}

/** All lines of a page without staves that has a column of numbers, none of another such page; null for music. */
export async function readTable(
  page: PDFPageProxy,
  number: number,
  ...[recogniser, isOver]: Reading
): Promise<TextLine[] | null> {
  const picture = await drawGrey(page, { dpi: LOOK_DPI });
  const { pxPerPt } = picture;
  if (findPictureStaves(picture, pxPerPt).length > 0) return null;
  const straight = straighten(picture, findSkew(picture));
  const seen = partColumnOfNumbers(findPictureLines(straight, pxPerPt, BOOK_LINES));
  if (seen.numbers.length < MIN_NUMBERS) return [];
  const { staffTopPt, unread } = await findWords(page, { isOfBook: true });
  if (staffTopPt !== null) return null;
  return unread.numbers.length < MIN_NUMBERS
    ? []
    : inReadingOrder(readLines(unread, number, recogniser, isOver));
}

export interface PageEdges {
  readonly hasMusic: boolean;
  /** Two pages lie on one sheet; nothing is read then. */
  readonly isSpread: boolean;
  /** The words and numbers above the first staff, and numbers at the foot. */
  readonly lines: readonly TextLine[];
}

export async function readEdges(
  page: PDFPageProxy,
  number: number,
  ...[recogniser, isOver]: Reading
): Promise<PageEdges> {
  const { width: widthOfSheet, height } = page.getViewport({ scale: 1 });
  const { skew, paper, staves, widthPt } = await findStaves(page);
  const hasMusic = staves.length > 0;
  if (widthPt < widthOfSheet * SPREAD_BELOW) return { hasMusic, isSpread: true, lines: [] };
  const readBand = async (fromHeightPt: number, toHeightPt: number, hasWords: boolean) => {
    const picture = await drawGrey(page, { dpi: WORDS_DPI, skew, paper, fromHeightPt, toHeightPt });
    const { pxPerPt } = picture;
    const found = partLoneNumbers(findPictureLines(picture, pxPerPt, EDGE_LINES), pxPerPt);
    const unread = { ...found, pxPerPt, ...(!hasWords && { words: [] }) };
    return readLines(unread, number, recogniser, isOver).map((line) => movedDown(line, fromHeightPt));
  };
  const headTo = staves[0] ? staves[0].topPt + INTO_LINE_PT : height * FOOT;
  const head = await readBand(0, headTo, true);
  const footFrom = Math.max(height * (1 - FOOT), staves.at(-1)?.bottomPt ?? 0);
  const foot = footFrom < height ? await readBand(footFrom, height, false) : [];
  const lines = [...head, ...foot].filter(({ text }) => text !== UNREADABLE_NUMBER);
  return { hasMusic, isSpread: false, lines };
}

function movedDown(line: TextLine, byPt: number): TextLine {
  const [x, y, width, height] = line.box;
  return { ...line, box: [x, y + byPt, width, height] };
}
