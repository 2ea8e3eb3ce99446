/** What goes to a reading thread and what comes back. */
import type { HeadingPage, Notation } from '@mirubato/domain/scores';

export interface PdfReadJob {
  readonly path: string;
  readonly thumbnailPath: string;
  /** Written first, then renamed; nobody else writes to it. */
  readonly partialPath: string;
  readonly maxBytes: number;
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

export interface PdfReading {
  readonly pageCount: number;
  readonly hasTextLayer: boolean;
  readonly pages: readonly PdfPageText[];
  readonly metadata: PdfMetadata;
  readonly headingPages: readonly HeadingPage[];
  /** Null where no staff was found among the drawn lines. */
  readonly notation: Notation | null;
  readonly hasThumbnail: boolean;
}
