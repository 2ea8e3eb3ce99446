/** What a PDF says about its score, from what a reading thread has found in it. */
import type { People } from '@mirubato/domain/people';
import {
  type DifficultyContext,
  type DifficultyRange,
  difficultyOf,
  type Notation,
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
  /** Null where the notes are not drawn as glyphs, or nobody plays all that stands there. */
  readonly difficulty: DifficultyRange | null;
  /** A picture of page 1 lies at `thumbnailPath`. */
  readonly hasThumbnail: boolean;
  /** Of the first page of music; null where it cannot be told from others. */
  readonly fingerprint: PageFingerprint | null;
}

/** @param fileName the name that the person knows the file by */
export function factsOf(
  { headingPages, notation, recognisedPages, language, ...reading }: PdfReading,
  fileName: string,
  people: People,
): PdfFacts {
  const { keyFifths, timeSignature, tempo } = notation ?? {};
  const words = readScore(headingPages, reading.metadata, fileName, people);
  return {
    ...reading,
    notation,
    difficulty: difficultyIn(notation),
    readings: {
      ...markRecognised(words, recognisedPages, headingPages),
      ...(keyFifths && { keyFifths }),
      ...(timeSignature && { timeSignature }),
      ...(tempo && { tempo }),
      ...(language && { language }),
    },
  };
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
