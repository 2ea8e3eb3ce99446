/** What a PDF says about its score, from what a reading thread has found in it. */
import { type ProposedContents, proposeContents } from '@mirubato/domain/contents';
import type { People } from '@mirubato/domain/people';
import {
  type Notation,
  type PdfKeywords,
  readPdfKeywords,
  readScore,
  type ScoreReadings,
} from '@mirubato/domain/scores';
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
  /** What a score app has written into the PDF's properties. */
  readonly keywords: PdfKeywords;
  /** The pieces of a book; null for a score of one piece. */
  readonly contents: ProposedContents | null;
  /** A picture of page 1 lies at `thumbnailPath`. */
  readonly hasThumbnail: boolean;
  /** Of the first page of music; null where it cannot be told from others. */
  readonly fingerprint: PageFingerprint | null;
}

/** A person has entered it, for these notes or for those it was transposed to. */
const KEY_IN_PROPERTIES = 0.85;

/** @param fileName the name that the person knows the file by */
export function factsOf(
  { headingPages, notation, recognisedPages, language, contents, ...reading }: PdfReading,
  fileName: string,
  people: People,
): PdfFacts {
  const keywords = readPdfKeywords(reading.metadata);
  const keyFifths = notation?.keyFifths ?? keyOf(keywords);
  const { timeSignature, tempo } = notation ?? {};
  const words = readScore(headingPages, reading.metadata, fileName, people);
  return {
    ...reading,
    notation,
    keywords,
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

/** Where no notes say it. */
function keyOf({ keyFifths }: PdfKeywords): Notation['keyFifths'] {
  return keyFifths === null
    ? null
    : { value: keyFifths, confidence: KEY_IN_PROPERTIES, source: 'pdf-metadata', evidence: null };
}
