/** Marks guesses made from recognised words as such: source, trust, and a place on the page as it was scanned. */
import type { Box, Guess, HeadingPage, ScoreReadings, TextLine } from '@mirubato/domain/scores';
import { turned } from './deskew.ts';
import type { RecognisedPageTurn } from './pdf-reading.ts';

/** Whatever the recogniser says, a letter in a hundred is another. */
const MOST_SURE = 0.89;
const MOST_SURE_OF_NAME = 0.97;
const MOST_SURE_OF_TITLE = 0.96;

/** `headingPages` have the lines that the guesses were made from. Guesses from elsewhere stay as they are. */
export function markRecognised(
  readings: ScoreReadings,
  recognisedPages: readonly RecognisedPageTurn[],
  headingPages: readonly HeadingPage[],
): ScoreReadings {
  const pageByNumber = new Map(recognisedPages.map((page) => [page.number, page]));
  const marked = Object.entries(readings).map(([field, guess]: [string, Guess<string | number>]) => {
    const page = guess.source === 'page' && guess.evidence && pageByNumber.get(guess.evidence.page);
    if (!page) return [field, guess];
    const { lines = [] } = headingPages.find(({ number }) => number === page.number) ?? {};
    const trust = trustIn(lines.filter((line) => isWithin(line.box, guess.evidence?.box)));
    const confidence = Math.round(confidenceOf(field, guess.confidence, trust) * 100) / 100;
    const evidence = guess.evidence && { page: page.number, box: turnBox(guess.evidence.box, page) };
    return [field, { ...guess, confidence, source: 'recognition', evidence }];
  });
  return Object.fromEntries(marked) as ScoreReadings;
}

/**
 * What was right of 309 titles and 220 composers on simulated scans. A composer is looked up among names, so that a
 * wrong letter finds nobody. A title that stands out and of which the recogniser is sure was right 169 times in 171;
 * of others it doubts more words than it gets wrong.
 */
function confidenceOf(field: string, confidence: number, trust: number): number {
  if (field === 'composer') return Math.min(MOST_SURE_OF_NAME, confidence + (1 - confidence) * 0.6);
  if (field === 'lyricist') return Math.min(MOST_SURE, confidence);
  if (field === 'title') {
    if (confidence >= 0.95 && trust >= 0.92) return Math.min(MOST_SURE_OF_TITLE, confidence);
    if (confidence >= 0.8 && trust >= 0.9) return MOST_SURE;
  }
  return Math.min(MOST_SURE, confidence * Math.sqrt(trust));
}

/** A line of words as it lies on the page as it was scanned, in points from the top left. */
export interface RecognisedLine {
  /** From 1. */
  readonly page: number;
  readonly text: string;
  readonly box: Box;
}

/** In the order in which they stand. */
export function recognisedLines(
  recognisedPages: readonly RecognisedPageTurn[],
  headingPages: readonly HeadingPage[],
): RecognisedLine[] {
  return recognisedPages.flatMap((page) => {
    const { lines = [] } = headingPages.find(({ number }) => number === page.number) ?? {};
    return lines.map(({ text, box }) => ({ page: page.number, text, box: turnBox(box, page) }));
  });
}

function trustIn(lines: readonly TextLine[]): number {
  return Math.min(1, ...lines.map(({ confidence = 1 }) => confidence));
}

function isWithin([x, y, width, height]: Box, outer: Box | undefined): boolean {
  if (!outer) return false;
  const [middleX, middleY] = [x + width / 2 - outer[0], y + height / 2 - outer[1]];
  return middleX >= 0 && middleY >= 0 && middleX <= outer[2] && middleY <= outer[3];
}

/** The box keeps its size; its middle goes where it was on the page. */
function turnBox([x, y, width, height]: Box, { skew, widthPt, heightPt }: RecognisedPageTurn): Box {
  const [middleX, middleY] = turned(x + width / 2, y + height / 2, skew, widthPt, heightPt);
  const round = (value: number) => Math.round(value * 10) / 10;
  return [round(middleX - width / 2), round(middleY - height / 2), round(width), round(height)];
}
