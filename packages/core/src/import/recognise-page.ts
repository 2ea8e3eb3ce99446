/** Recognises the words above the first staff of a page that is a picture. */
import type { TextLine, Turn } from '@mirubato/domain/scores';
import type { PDFPageProxy } from 'pdfjs-dist';
import { findSkew, paperOf, straighten } from './deskew.ts';
import { drawGrey } from './page-picture.ts';
import { findPictureLines } from './picture-lines.ts';
import { type PartedLines, partColumnOfNumbers } from './picture-numbers.ts';
import { findFold, findPictureStaves, part } from './picture-staves.ts';
import { readNumber } from './recognise-number.ts';
import { type WordRecogniser, wordRecogniser } from './recognise-words.ts';
import { inReadingOrder, lineOfText, lineOfWords, sameSizes } from './recognised-lines.ts';

/** Everything in points of the page turned and straightened about its middle. */
export interface RecognisedPage {
  /** How far the page lies turned, in radians, clockwise. */
  readonly skew: number;
  /** Of the left page where two lie side by side. */
  readonly widthPt: number;
  readonly staffTopPt: number | null;
  readonly lines: readonly TextLine[];
  /** What the page of a book has beside its largest lines; it is read when it seems to be of contents. */
  readonly unread: UnreadLines;
}

export interface UnreadLines extends PartedLines {
  readonly pxPerPt: number;
}

/** Recognises pages of one document. */
export interface Recognition {
  /** Undefined when the page cannot be drawn or the recogniser does not start: reading goes on without its words. */
  recognise(page: PDFPageProxy, number: number, options?: PageOptions): Promise<RecognisedPage | undefined>;
  /** For the contents of a book, which have a time of their own. Undefined when the task throws, and when none is left. */
  spend<T>(task: (recogniser: WordRecogniser, isOver: () => boolean) => Promise<T>): Promise<T | undefined>;
}

export interface PageOptions {
  /** Degrees, clockwise, on top of the page's own. */
  readonly turn?: Turn;
  /** On pages of a book single letters are looked for too, since they may be numbers of pages. */
  readonly isOfBook?: boolean;
}

/** Of the thread's processor, so that a busy machine reads no less; a heading takes a second or two of it. */
const BUDGET_MS = 20_000;

/** The same for what a book's contents take beside its heading; most take three seconds. */
const BOOK_BUDGET_MS = 15_000;

/** Of the time that the thread has, by the clock: on a busy machine it must not be ended for a book's contents. */
const BOOK_UNTIL = 2 / 3;

/** Enough for the thin lines of a pocket score; and a page has many pixels. */
const STAVES_DPI = 150;

/** Capitals of a composer's name are 20 pixels high then; the recogniser was made for 30 and reads from 12. */
export const WORDS_DPI = 225;

/** Down into the top line of a staff, whose middle is found to half a pixel. */
export const INTO_LINE_PT = 0.3;

/** A sheet this much wider than high may hold two pages. */
const SPREAD_SHAPE = 1.15;

/** Of the largest: a page of prose has some fifty, a heading has few. */
const MAX_LINES = 40;

/** A page of contents in two columns has so many titles, and so many numbers. */
export const BOOK_LINES = { withSingles: true, maxLines: 250 } as const;

export function createRecognition(
  languages: readonly string[],
  timeoutMs = Number.POSITIVE_INFINITY,
): Recognition {
  const spendHeading = createBudget(languages, BUDGET_MS);
  return {
    spend: createBudget(languages, BOOK_BUDGET_MS, performance.now() + timeoutMs * BOOK_UNTIL),
    recognise: (page, number, options = {}) =>
      spendHeading(async (recogniser, isOver) => {
        const { skew, widthPt, staffTopPt, unread } = await findWords(page, options);
        const largest = unread.words.toSorted((a, b) => b.rise - a.rise);
        // What is left when the time is over says least.
        const words = { ...unread, words: largest.slice(0, MAX_LINES), numbers: [] };
        const lines = inReadingOrder(sameSizes(readLines(words, number, recogniser, isOver)));
        return { skew, widthPt, staffTopPt, lines, unread: { ...unread, words: largest.slice(MAX_LINES) } };
      }),
  };
}

/** @param untilMs by the clock, whatever is left */
function createBudget(
  languages: readonly string[],
  budgetMs: number,
  untilMs = Number.POSITIVE_INFINITY,
): Recognition['spend'] {
  let leftMs = budgetMs;
  return async (task) => {
    const startedMs = threadMs();
    const endMs = startedMs + leftMs;
    try {
      const recogniser = await wordRecogniser(languages);
      const isOver = () => threadMs() > endMs || performance.now() > untilMs;
      return isOver() ? undefined : await task(recogniser, isOver);
    } catch {
      return undefined;
    } finally {
      leftMs -= threadMs() - startedMs;
    }
  };
}

/** What this thread has had of a processor, in milliseconds. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The lines above the first staff, or of the whole page; nothing is recognised yet. */
export async function findWords(
  page: PDFPageProxy,
  { turn = 0, isOfBook = false }: PageOptions,
): Promise<Omit<RecognisedPage, 'lines'>> {
  const { skew, paper, staves, widthPt } = await findStaves(page, turn);
  const staffTopPt = staves[0]?.topPt ?? null;
  const head = await drawGrey(page, {
    dpi: WORDS_DPI,
    turn,
    skew,
    paper,
    toWidthPt: widthPt,
    // Down into the top line of the staff, which holds together the clef and the notes.
    ...(staffTopPt !== null && { toHeightPt: staffTopPt + INTO_LINE_PT }),
  });
  const { pxPerPt } = head;
  if (!isOfBook || staffTopPt !== null) {
    const words = findPictureLines(head, pxPerPt, { maxLines: MAX_LINES });
    return { skew, widthPt, staffTopPt, unread: { words, numbers: [], pxPerPt } };
  }
  const lines = findPictureLines(head, pxPerPt, BOOK_LINES);
  return { skew, widthPt, staffTopPt, unread: { ...partColumnOfNumbers(lines), pxPerPt } };
}

export interface StavesOfPage {
  /** How far the page lies turned, in radians, clockwise. */
  readonly skew: number;
  /** Its grey level. */
  readonly paper: number;
  /** Of the left page where two lie side by side. */
  readonly widthPt: number;
  /** From top to bottom. */
  readonly staves: readonly { readonly topPt: number; readonly bottomPt: number }[];
}

export async function findStaves(page: PDFPageProxy, turn: Turn = 0): Promise<StavesOfPage> {
  const picture = await drawGrey(page, { dpi: STAVES_DPI, turn });
  const { pxPerPt } = picture;
  const skew = findSkew(picture);
  const straight = straighten(picture, skew);
  const fold = straight.width > straight.height * SPREAD_SHAPE ? findFold(straight, pxPerPt) : null;
  const own = fold === null ? straight : part(straight, 0, fold);
  const staves = findPictureStaves(own, pxPerPt).map(({ top, space }) => ({
    topPt: top / pxPerPt,
    bottomPt: (top + space * 4) / pxPerPt,
  }));
  return { skew, paper: paperOf(picture), widthPt: own.width / pxPerPt, staves };
}

/** Words and numbers, until the time is over. */
export function readLines(
  { words, numbers, pxPerPt }: UnreadLines,
  page: number,
  recogniser: WordRecogniser,
  isOver: () => boolean,
): TextLine[] {
  const lines: TextLine[] = [];
  for (const line of words) {
    if (isOver()) break;
    const read = lineOfWords(recogniser.recognise(line.picture), line, page, pxPerPt);
    if (read) lines.push(read);
  }
  for (const line of numbers) {
    if (isOver()) break;
    const read = readNumber(line.bare ?? line.picture, recogniser);
    if (read) lines.push(lineOfText(read, line, page, pxPerPt));
  }
  return lines;
}
