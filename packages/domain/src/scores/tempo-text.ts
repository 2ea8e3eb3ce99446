/** Finds the tempo text over the first system: "Allegro con brio", "Andante (♩ = 72)". */
import type { TextLine } from './heading.ts';
import type { MusicSymbol } from './music-symbol.ts';
import type { DrawnGlyph } from './page-drawing.ts';
import type { Box, Guess } from './reading.ts';
import { boundsOf, type Staff } from './staves.ts';
import { foldWord, mannerWords, otherWords, speedWords } from './tempo-words.ts';

export interface TempoPlace {
  readonly page: number;
  readonly pageWidthPt: number;
  /** The first system's top staff. */
  readonly staff: Staff;
  /** Of its time signature, over whose left edge engravers begin the text. */
  readonly timeBox: Box | null;
}

/** How far over the staff the text may end, in spaces: high notes and a slur stand between. */
const MAX_HEIGHT_WITH_WORDS = 18;
const MAX_HEIGHT_ALIGNED = 11;

/** As a part of the staff's width; the text begins with the system. */
const BEGINS_WITHIN = 0.3;

/** Titles are larger than the staff is high. */
const MAX_LETTER_SPACES = 4;

const MAX_WORDS = 10;
const MAX_CHARACTERS = 100;

/** How often such a text was the tempo on engraved scores. */
const CONFIDENCE = { speed: 0.96, metronome: 0.95, manner: 0.85, aligned: 0.75 };

/** "= 72", "= ca. 60-66", "= ♪" is none; what stands for the note is a music glyph or was lost. */
const metronome = /=\s*(?:ca?\.?\s*|c\.\s*)?\d{2,3}/;

/** `lines` and `glyphs` of the whole page. */
export function findTempo(
  { page, pageWidthPt, staff, timeBox }: TempoPlace,
  lines: readonly TextLine[],
  glyphs: readonly DrawnGlyph[],
): Guess | null {
  const [left, top, width] = staff.box;
  const { spacePt } = staff;
  let best: Candidate | undefined;
  for (const line of lines) {
    const [x, y, lineWidth, height] = line.box;
    const above = (top - (y + height)) / spacePt;
    if (line.page !== page || above < -1.5 || above > MAX_HEIGHT_WITH_WORDS) continue;
    if (line.fontSizePt > spacePt * MAX_LETTER_SPACES) continue;
    if (x + lineWidth < left + spacePt || x > left + width * BEGINS_WITHIN) continue;
    const isAligned = timeBox !== null && Math.abs(x - timeBox[0]) < spacePt * 1.2;
    const isCentred = Math.abs(x + lineWidth / 2 - pageWidthPt / 2) < pageWidthPt * 0.02;
    if (isCentred && !isAligned) continue;
    const text = withNote(line, glyphs);
    const confidence = confidenceOf(text, isAligned && above <= MAX_HEIGHT_ALIGNED);
    if (confidence > 0 && (!best || isBetter(confidence, line, best))) best = { line, confidence, text };
  }
  if (!best) return null;
  const { line, confidence } = best;
  // A metronome mark set in another size, or too far to the right to be of the same line.
  const mark = metronome.test(best.text) ? undefined : lines.find((other) => isMarkBeside(line, other));
  return {
    value: mark ? `${best.text} ${withNote(mark, glyphs)}` : best.text,
    confidence,
    source: 'page',
    evidence: { page, box: mark ? boundsOf([line.box, mark.box]) : line.box },
  };
}

interface Candidate {
  readonly line: TextLine;
  readonly confidence: number;
  readonly text: string;
}

/** Of two lines set as one block the upper; else the one nearer to the staff. */
function isBetter(confidence: number, { box, fontSizePt }: TextLine, best: Candidate): boolean {
  if (confidence !== best.confidence) return confidence > best.confidence;
  const below = box[1] - best.line.box[1];
  const isOneBlock = Math.abs(box[0] - best.line.box[0]) < fontSizePt && Math.abs(below) < fontSizePt * 2;
  return isOneBlock ? below < 0 : below > 0;
}

/** 0 for what is no tempo text. */
function confidenceOf(text: string, isAligned: boolean): number {
  const words = text
    .split(/[\s,.;()-]+/)
    .map(foldWord)
    .filter(Boolean);
  if (text.length > MAX_CHARACTERS || words.length > MAX_WORDS) return 0;
  if (words.some((word) => speedWords.has(word))) return CONFIDENCE.speed;
  if (metronome.test(text)) return CONFIDENCE.metronome;
  if (words.some((word) => mannerWords.has(word))) return CONFIDENCE.manner;
  const isSentence = /^\p{Lu}\p{Ll}{2}/u.test(text) && !/\d/.test(text) && words.length <= 6;
  return isAligned && isSentence && !words.some((word) => otherWords.has(word)) ? CONFIDENCE.aligned : 0;
}

function isMarkBeside(line: TextLine, other: TextLine): boolean {
  const gap = other.box[0] - line.box[0] - line.box[2];
  return (
    other !== line &&
    other.page === line.page &&
    metronome.test(other.text) &&
    gap > 0 &&
    gap < line.fontSizePt * 8 &&
    Math.abs(other.box[1] + other.box[3] - line.box[1] - line.box[3]) < line.fontSizePt
  );
}

const characterBySymbol: Readonly<Partial<Record<MusicSymbol, string>>> = {
  'note-half': '𝅗𝅥',
  'notehead-half': '𝅗𝅥',
  'note-quarter': '♩',
  'notehead-black': '♩',
  'note-eighth': '♪',
  'note-sixteenth': '𝅘𝅥𝅯',
};

/** The line's text with the note before "=", which its letters do not hold. */
function withNote({ text, box, fontSizePt }: TextLine, glyphs: readonly DrawnGlyph[]): string {
  const tidy = tidied(text);
  const at = metronome.exec(tidy)?.index;
  if (at === undefined) return tidy;
  const [x, y, width, height] = box;
  const inside = glyphs.filter(
    (glyph) =>
      glyph.x > x - fontSizePt * 2.5 &&
      glyph.x < x + width &&
      glyph.y > y - height * 0.5 &&
      glyph.y < y + height * 1.3,
  );
  const note = inside.find(({ symbol }) => symbol in characterBySymbol);
  if (!note) return tidy;
  const hasFlag = inside.some(({ symbol }) => symbol === 'flag-eighth');
  const hasDot = inside.some(({ symbol, x: dotX }) => symbol === 'dot' && dotX > note.x);
  const character = hasFlag && note.symbol === 'notehead-black' ? '♪' : characterBySymbol[note.symbol];
  return `${tidy.slice(0, at)}${character}${hasDot ? '.' : ''} ${tidy.slice(at)}`;
}

/** Without a movement's number before, or a bracket that is open at one end. */
function tidied(text: string): string {
  const tidy = text
    .replace(/\s+/g, ' ')
    .replace(/([([]) /g, '$1')
    .replace(/ ([)\]])/g, '$1')
    .replace(/^ ?\d{1,2}[.)] /, '')
    .trim();
  return tidy.includes('(') ? tidy : tidy.replace(/\)$/, '');
}
