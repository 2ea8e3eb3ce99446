/** Recognises the words above the first staff of a page that is a picture. */
import type { TextLine, Turn } from '@mirubato/domain/scores';
import type { PDFPageProxy } from 'pdfjs-dist';
import { findSkew, paperOf, straighten } from './deskew.ts';
import { drawGrey } from './page-picture.ts';
import { findPictureLines } from './picture-lines.ts';
import { findFold, findPictureStaves, part } from './picture-staves.ts';
import { type WordRecogniser, wordRecogniser } from './recognise-words.ts';
import { lineOfWords, sameSizes } from './recognised-lines.ts';

/** Everything in points of the page turned and straightened about its middle. */
export interface RecognisedPage {
  /** How far the page lies turned, in radians, clockwise. */
  readonly skew: number;
  /** Of the left page where two lie side by side. */
  readonly widthPt: number;
  readonly staffTopPt: number | null;
  readonly lines: readonly TextLine[];
}

/** Recognises pages of one document. */
export interface Recognition {
  /** Undefined when the page cannot be drawn or the recogniser does not start: reading goes on without its words. */
  recognise(page: PDFPageProxy, number: number, turn: Turn): Promise<RecognisedPage | undefined>;
}

/** Of the thread's processor, so that a busy machine reads no less; a heading takes a second or two of it. */
const BUDGET_MS = 20_000;

/** Enough for the thin lines of a pocket score; and a page has many pixels. */
const STAVES_DPI = 150;

/** Capitals of a composer's name are 20 pixels high then; the recogniser was made for 30 and reads from 12. */
const WORDS_DPI = 225;

/** The middle of a line is found to half a pixel. */
const INTO_LINE_PT = 0.3;

/** A sheet this much wider than high may hold two pages. */
const SPREAD_SHAPE = 1.15;

export function createRecognition(languages: readonly string[]): Recognition {
  let leftMs = BUDGET_MS;
  return {
    async recognise(page, number, turn) {
      const startedMs = threadMs();
      try {
        const recogniser = await wordRecogniser(languages);
        return await recognisePage(page, number, turn, recogniser, startedMs + leftMs);
      } catch {
        return undefined;
      } finally {
        leftMs -= threadMs() - startedMs;
      }
    },
  };
}

/** What this thread has had of a processor, in milliseconds. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

async function recognisePage(
  page: PDFPageProxy,
  number: number,
  turn: Turn,
  recogniser: WordRecogniser,
  endMs: number,
): Promise<RecognisedPage> {
  const picture = await drawGrey(page, { dpi: STAVES_DPI, turn });
  const skew = findSkew(picture);
  const straight = straighten(picture, skew);
  const fold = straight.width > straight.height * SPREAD_SHAPE ? findFold(straight, picture.pxPerPt) : null;
  const own = fold === null ? straight : part(straight, 0, fold);
  const [first] = findPictureStaves(own, picture.pxPerPt);
  const widthPt = own.width / picture.pxPerPt;
  const staffTopPt = first ? first.top / picture.pxPerPt : null;
  const head = await drawGrey(page, {
    dpi: WORDS_DPI,
    turn,
    skew,
    paper: paperOf(picture),
    toWidthPt: widthPt,
    // Down into the top line of the staff, which holds together the clef and the notes.
    ...(staffTopPt !== null && { toHeightPt: staffTopPt + INTO_LINE_PT }),
  });
  const lines: TextLine[] = [];
  // The largest first: what is left when the time is over says least.
  for (const line of findPictureLines(head, head.pxPerPt).sort((a, b) => b.rise - a.rise)) {
    if (threadMs() > endMs) break;
    const words = lineOfWords(recogniser.recognise(line.picture), line, number, head.pxPerPt);
    if (words) lines.push(words);
  }
  return {
    skew,
    widthPt,
    staffTopPt,
    lines: sameSizes(lines).sort((a, b) => bottomOf(a) - bottomOf(b) || a.box[0] - b.box[0]),
  };
}

function bottomOf({ box }: TextLine): number {
  return box[1] + box[3];
}
