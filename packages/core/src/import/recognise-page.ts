/** Recognises the words above the first staff of a page that is a picture. */
import type { TextLine } from '@mirubato/domain/scores';
import type { PDFPageProxy } from 'pdfjs-dist';
import { findSkew, straighten } from './deskew.ts';
import { drawGrey, type GreyPicture } from './page-picture.ts';
import { findPictureLines } from './picture-lines.ts';
import { findPictureStaves, type PictureStaff } from './picture-staves.ts';
import { type WordRecogniser, wordRecogniser } from './recognise-words.ts';
import { lineOfWords, sameSizes } from './recognised-lines.ts';

/** Everything in points of the page straightened about its middle. */
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
  recognise(page: PDFPageProxy, number: number): Promise<RecognisedPage | undefined>;
}

/** A quarter of the time that a document may take; a heading takes a second or two of it. */
const BUDGET_MS = 15_000;

/** A sheet this much wider than high holds two pages, where its staves say so. */
const SPREAD_SHAPE = 1.15;

export function createRecognition(languages: readonly string[]): Recognition {
  let leftMs = BUDGET_MS;
  return {
    async recognise(page, number) {
      const startedMs = performance.now();
      try {
        const recogniser = await wordRecogniser(languages);
        return await recognisePage(page, number, recogniser, startedMs + leftMs);
      } catch {
        return undefined;
      } finally {
        leftMs -= performance.now() - startedMs;
      }
    },
  };
}

async function recognisePage(
  page: PDFPageProxy,
  number: number,
  recogniser: WordRecogniser,
  endMs: number,
): Promise<RecognisedPage> {
  const picture = await drawGrey(page);
  const { pxPerPt } = picture;
  const skew = findSkew(picture);
  const straight = straighten(picture, skew);
  const staves = findPictureStaves(straight, pxPerPt);
  const width = leftPageWidth(straight, staves);
  const first = staves.find(({ left }) => left < width);
  // Down into the top line of the staff, which holds together the clef and the notes.
  const head = cut(straight, width, first ? Math.ceil(first.top) + 1 : straight.height);
  const lines: TextLine[] = [];
  // The largest first: what is left when the time is over says least.
  for (const line of findPictureLines(head, pxPerPt).sort((a, b) => b.rise - a.rise)) {
    if (performance.now() > endMs) break;
    const words = lineOfWords(recogniser.recognise(line.picture), line, number, pxPerPt);
    if (words) lines.push(words);
  }
  return {
    skew,
    widthPt: width / pxPerPt,
    staffTopPt: first ? first.top / pxPerPt : null,
    lines: sameSizes(lines).sort((a, b) => bottomOf(a) - bottomOf(b) || a.box[0] - b.box[0]),
  };
}

function bottomOf({ box }: TextLine): number {
  return box[1] + box[3];
}

/** Two pages side by side have staves left and right of a fold that no staff crosses. */
function leftPageWidth({ width, height }: GreyPicture, staves: readonly PictureStaff[]): number {
  if (width < height * SPREAD_SHAPE) return width;
  const lefts = staves.filter(({ right }) => right < width * 0.58);
  const rights = staves.filter(({ left }) => left > width * 0.42);
  if (lefts.length + rights.length < staves.length || lefts.length === 0 || rights.length === 0) return width;
  const end = Math.max(...lefts.map(({ right }) => right));
  const start = Math.min(...rights.map(({ left }) => left));
  return Math.round((end + start) / 2);
}

function cut({ width, data }: GreyPicture, toWidth: number, toHeight: number): GreyPicture {
  if (toWidth === width) return { width, height: toHeight, data: data.subarray(0, width * toHeight) };
  const part = new Uint8Array(toWidth * toHeight);
  for (let y = 0; y < toHeight; y += 1) part.set(data.subarray(y * width, y * width + toWidth), y * toWidth);
  return { width: toWidth, height: toHeight, data: part };
}
