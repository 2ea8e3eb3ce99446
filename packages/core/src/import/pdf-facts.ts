/** What a PDF says about its score, from what a reading thread has found in it. */
import { type ProposedContents, proposeContents } from '@mirubato/domain/contents';
import type { People } from '@mirubato/domain/people';
import {
  type DifficultyContext,
  type DifficultyRange,
  difficultyOf,
  type Notation,
  type PdfKeywords,
  readPdfKeywords,
  readScore,
  type ScoreReadings,
} from '@mirubato/domain/scores';
import { markRecognised, type RecognisedLine, recognisedLines } from './mark-recognised.ts';
import type { PageFingerprint, PdfMetadata, PdfPageText, PdfReading } from './pdf-reading.ts';
import { turnPlaced, turnReadings } from './turn-evidence.ts';

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
  /** Null where the notes are not drawn as glyphs, or nobody plays all that stands there. */
  readonly difficulty: DifficultyRange | null;
  /** A picture of page 1 lies at `thumbnailPath`. */
  readonly hasThumbnail: boolean;
  /** Of the first page of music; null where it cannot be told from others. */
  readonly fingerprint: PageFingerprint | null;
  /** Words of pages that are pictures. */
  readonly recognisedLines: readonly RecognisedLine[];
}

/** A person has entered it, for these notes or for those it was transposed to. */
const KEY_IN_PROPERTIES = 0.85;

/** @param fileName the name that the person knows the file by */
export function factsOf(
  { headingPages, notation, recognisedPages, turnedPages, language, contents, ...reading }: PdfReading,
  fileName: string,
  people: People,
): PdfFacts {
  const keywords = readPdfKeywords(reading.metadata);
  const keyFifths = notation?.keyFifths ?? keyOf(keywords);
  const { timeSignature, tempo } = notation ?? {};
  const words = readScore(headingPages, reading.metadata, fileName, people);
  const readings = {
    ...markRecognised(words, recognisedPages, headingPages),
    ...(keyFifths && { keyFifths }),
    ...(timeSignature && { timeSignature }),
    ...(tempo && { tempo }),
    ...(language && { language }),
  };
  const lines = recognisedLines(recognisedPages, headingPages);
  return {
    ...reading,
    notation,
    keywords,
    contents: contents && proposeContents(contents, people),
    difficulty: difficultyIn(notation),
    recognisedLines: lines.map((line) => turnPlaced(line, turnedPages)),
    readings: turnReadings(readings, turnedPages),
  };
}

/** Where no notes say it. */
function keyOf({ keyFifths }: PdfKeywords): Notation['keyFifths'] {
  return keyFifths === null
    ? null
    : { value: keyFifths, confidence: KEY_IN_PROPERTIES, source: 'pdf-metadata', evidence: null };
}

function difficultyIn(notation: Notation | null): DifficultyRange | null {
  const context = difficultyContextOf(notation);
  return context && difficultyOf(context);
}

/** What the difficulty is made of; null where the notes were not counted. */
export function difficultyContextOf(notation: Notation | null): DifficultyContext | null {
  if (!notation?.noteFacts) return null;
  const { noteFacts, keyFifths, timeSignature, tempo } = notation;
  return {
    facts: noteFacts,
    keyFifths: keyFifths?.value ?? null,
    timeSignature: timeSignature?.value ?? null,
    tempo: tempo?.value ?? null,
  };
}
