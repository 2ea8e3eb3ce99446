/** What goes to a reading thread and what comes back. */
import type { PlacedContents } from '@mirubato/domain/contents';
import type { Guess, HeadingPage, Notation, TurnedPage } from '@mirubato/domain/scores';

export interface PdfReadJob {
  readonly path: string;
  readonly thumbnailPath: string;
  /** Written first, then renamed; nobody else writes to it. */
  readonly partialPath: string;
  readonly maxBytes: number;
  /** Of the words in pictures of pages, as Tesseract names them; the likeliest first. */
  readonly languages: readonly string[];
  /** By the clock, after which the thread is ended; none where it is left out. */
  readonly timeoutMs?: number;
}

export interface PdfPageText {
  readonly widthPt: number;
  readonly heightPt: number;
  /** Top to bottom, one line each, without music glyphs. */
  readonly text: string;
}

/** The document information as written, trimmed; empty entries left out. */
export interface PdfMetadata {
  readonly title?: string;
  readonly author?: string;
  readonly subject?: string;
  readonly keywords?: string;
  readonly creator?: string;
  readonly producer?: string;
}

export interface RecognisedPageTurn {
  /** From 1. */
  readonly number: number;
  /** Of the page turned as it was read, see `turnedPages`. */
  readonly widthPt: number;
  readonly heightPt: number;
  /** How far the page lies turned about its middle, in radians, clockwise. */
  readonly skew: number;
}

/** What tells the first page of music from others; see `page-fingerprint.ts`. */
export interface PageFingerprint {
  /** From 1. */
  readonly page: number;
  /** The cells' bytes in Base64. */
  readonly cells: string;
}

export interface PdfReading {
  readonly pageCount: number;
  readonly hasTextLayer: boolean;
  readonly pages: readonly PdfPageText[];
  readonly metadata: PdfMetadata;
  readonly headingPages: readonly HeadingPage[];
  /** Null where no staff was found among the drawn lines. */
  readonly notation: Notation | null;
  /** Those of the heading pages whose words were recognised. Their lines are straight, the pages may not be. */
  readonly recognisedPages: readonly RecognisedPageTurn[];
  /** Those whose lines and boxes are of the page turned to be read, not as it is shown. */
  readonly turnedPages: readonly TurnedPage[];
  /** In which it is sung; null where little or nothing is. */
  readonly language: Guess | null;
  /** Null for a score of one piece. */
  readonly contents: PlacedContents | null;
  readonly hasThumbnail: boolean;
  /** Null where the page cannot be drawn or has next to nothing on it. */
  readonly fingerprint: PageFingerprint | null;
}
