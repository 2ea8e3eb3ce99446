/** Gives recognised words the shape of a line of a text layer. */
import type { Box, TextLine } from '@mirubato/domain/scores';
import type { PictureLine } from './picture-lines.ts';
import type { RecognisedWord } from './recognise-words.ts';

/** Less sure and as short as this are dirt and notes, read as letters; a long word may be of another language. */
const MIN_SHORT_CONFIDENCE = 0.3;
const SHORT = 3;

/** Lines of less are curves and notes. */
const MIN_LINE_CONFIDENCE = 0.45;

/** Part of a font's size that its capitals rise above the baseline, in common faces. */
const CAPITAL = 0.69;

/** Sizes nearer than this are one size, measured twice. */
const SAME_SIZE = 0.1;

/** Undefined when there are hardly any letters, or hardly sure ones. */
export function lineOfWords(
  words: readonly RecognisedWord[],
  line: Omit<PictureLine, 'picture' | 'bare' | 'letters'>,
  page: number,
  pxPerPt: number,
): TextLine | undefined {
  const sure = words.filter(isSure);
  const text = withoutDirt(sure.map((word) => word.text).join(' '));
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const others = text.match(/[^\p{L}\p{N}\s]/gu)?.length ?? 0;
  if (letters < 2 || letters < others) return undefined;
  const confidence = confidenceOf(sure);
  if (confidence < MIN_LINE_CONFIDENCE) return undefined;
  return lineOfText({ text, confidence }, line, page, pxPerPt);
}

/** The text with the place of its letters. */
export function lineOfText(
  { text, confidence }: RecognisedWord,
  line: Omit<PictureLine, 'picture' | 'bare' | 'letters'>,
  page: number,
  pxPerPt: number,
): TextLine {
  const fontSizePt = line.rise / CAPITAL / pxPerPt;
  const box: Box = [
    line.left / pxPerPt,
    line.baseline / pxPerPt - fontSizePt * 0.8,
    (line.right - line.left) / pxPerPt,
    fontSizePt,
  ];
  return { text, page, fontSizePt, box, confidence };
}

function isSure({ text, confidence }: RecognisedWord): boolean {
  return text !== '' && (confidence >= MIN_SHORT_CONFIDENCE || text.length > SHORT);
}

/** What dirt makes of a line, and what the recogniser takes for one another without knowing names. */
function withoutDirt(text: string): string {
  return (
    text
      // Strokes, dots and quotation marks at the ends.
      .replace(/^(?:[\s|~_^*•·.,:;\\=<>‚”’-]|[‘'`"](?!\p{L}))+/u, '')
      .replace(/(?:[\s|~_^*•·\\=<>‘`‚-]|\s[.,:;'’"”])+$/u, '')
      // What is never closed was not opened.
      .replace(/^["“„](?=[^"“”]*$)/u, '')
      // A stroke between words is an I, a colon after a capital or a first number its dot.
      .replace(/(?<=\S) [|](?= \S)/g, ' I')
      .replace(/(?<=(?:^|\s)\p{Lu}|^\d{1,2}):(?=\s)/gu, '.')
      .replace(/(?<=^\d{1,2}),(?=\s*\p{Lu})|(?<=^N[°º]),|(?<=\((?:ca|fl|geb)),(?=\s*\d)/u, '.')
      // A digit before letters is one: "0’ the Wisp", "Tears, 1dle tears"; but for 1st, 1mo and the like.
      .replace(/(?<=^|\s)0(?=[’']\s?\p{Ll})/gu, 'o')
      .replace(/(?<=^|\s)1(?=\p{Ll}{2,})(?!(?:st|er|re|ère|mo|ma|te|ste)(?!\p{L}))/gu, 'I')
      // A name begins with a capital, and J looks alike.
      .replace(/^j(?=\p{Ll}+ \p{Lu})/u, 'J')
  );
}

/** The mean over characters. */
function confidenceOf(words: readonly RecognisedWord[]): number {
  let [sum, count] = [0, 0];
  for (const { text, confidence } of words) {
    sum += confidence * text.length;
    count += text.length;
  }
  return Math.round((sum / count) * 100) / 100;
}

/** Two lines of one title must not differ in size because of their letters. */
export function sameSizes(lines: readonly TextLine[]): TextLine[] {
  let [size, smallest] = [0, 0];
  const sizeByLine = new Map<TextLine, number>();
  for (const line of lines.toSorted((a, b) => b.fontSizePt - a.fontSizePt)) {
    if (line.fontSizePt < smallest * (1 - SAME_SIZE) || size === 0) size = line.fontSizePt;
    smallest = size;
    sizeByLine.set(line, size);
  }
  return lines.map((line) => ({ ...line, fontSizePt: sizeByLine.get(line) ?? line.fontSizePt }));
}

/** Rows from top to bottom, their pieces from left to right. */
export function inReadingOrder(lines: readonly TextLine[]): TextLine[] {
  const rows: TextLine[][] = [];
  for (const line of lines.toSorted((a, b) => bottomOf(a) - bottomOf(b))) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (first && bottomOf(line) - bottomOf(first) < line.fontSizePt / 3) row.push(line);
    else rows.push([line]);
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.box[0] - b.box[0]));
}

function bottomOf({ box }: TextLine): number {
  return box[1] + box[3];
}
