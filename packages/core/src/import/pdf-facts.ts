/** What a PDF says about its score, from what a reading thread has found in it. */
import { type ProposedContents, proposeContents } from '@mirubato/domain/contents';
import type { People } from '@mirubato/domain/people';
import { type Notation, readScore, type ScoreReadings } from '@mirubato/domain/scores';
import { markRecognised } from './mark-recognised.ts';
import type { PageFingerprint, PdfMetadata, PdfPageText, PdfReading } from './pdf-reading.ts';

export interface PdfFacts {
  readonly pageCount: number;
  /** The pages hold words beyond music glyphs and page numbers: more than 50 characters, the original's rule. */
  readonly hasTextLayer: boolean;
  /** In order; of a very long document the first `MAX_TEXT_PAGES` only. */
  readonly pages: readonly PdfPageText[];
  readonly metadata: PdfMetadata;
  readonly readings: ScoreReadings;
  readonly notation: Notation | null;
  /** The pieces of a book; null for a score of one piece. */
  readonly contents: ProposedContents | null;
  /** A picture of page 1 lies at `thumbnailPath`. */
  readonly hasThumbnail: boolean;
  /** Of the first page of music; null where it cannot be told from others. */
  readonly fingerprint: PageFingerprint | null;
}

/** @param fileName the name that the person knows the file by */
export function factsOf(
  { headingPages, notation, recognisedPages, language, contents, ...reading }: PdfReading,
  fileName: string,
  people: People,
): PdfFacts {
  const { keyFifths, timeSignature, tempo } = notation ?? {};
  const words = readScore(headingPages, reading.metadata, fileName, people);
  return {
    ...reading,
    notation,
    contents: contents && proposeContents(contents, people),
    readings: {
      ...markRecognised(words, recognisedPages, headingPages),
      ...(keyFifths && { keyFifths }),
      ...(timeSignature && { timeSignature }),
      ...(tempo && { tempo }),
      ...(language && { language }),
    },
  };
}
