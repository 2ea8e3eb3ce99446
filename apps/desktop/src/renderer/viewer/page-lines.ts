/** The lines of words on a page, to be pointed at, and what of a line fits into a field. */
import { type Box, type ReadField, turnBack, turnOfPage } from '@mirubato/domain/scores';
import type { PDFPageProxy } from 'pdfjs-dist';

export interface PageLine {
  readonly text: string;
  readonly box: Box;
}

/** As pdf.js gives it: `transform` leads from the text to the page in points. */
export interface TextPiece {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** Music fonts use the private-use area; control characters come from fonts without a mapping. */
const notWords = /[\p{Co}\p{Cc}\p{Cn}\uFFFD]/gu;

/** Side by side with less than this many letter heights between, pieces are one line. */
const SAME_LINE_GAP = 1.2;

/** Letters stand this much of their height above the line they are written on. */
const ABOVE_BASELINE = 0.8;

/** On a page written sideways too: the lines are read as a person turns it, their boxes lie where it is shown. */
export async function linesOfPage(
  page: Pick<PDFPageProxy, 'getTextContent' | 'getViewport' | 'rotate'>,
): Promise<PageLine[]> {
  const { items } = await page.getTextContent();
  const pieces = items.filter((item): item is typeof item & TextPiece => 'str' in item);
  const turn = turnOfPage(pieces, page.getViewport({ scale: 1 }).transform);
  const turned = page.getViewport({ scale: 1, rotation: page.rotate + turn });
  const size = { turn, widthPt: turned.width, heightPt: turned.height };
  return pageLines(pieces, turned.transform).map(({ text, box }) => ({ text, box: turnBack(box, size) }));
}

/**
 * @param toPage the page's transform in points from its top left, as pdf.js's viewport at scale 1 has it
 */
export function pageLines(pieces: readonly TextPiece[], toPage: readonly number[]): PageLine[] {
  const found = pieces.flatMap((piece) => lineOf(piece, toPage) ?? []);
  found.sort((a, b) => bottomOf(a) - bottomOf(b) || a.box[0] - b.box[0]);
  const lines: PageLine[] = [];
  for (const piece of found) {
    const index = lines.findIndex((line) => continues(line, piece));
    const line = lines[index];
    if (line) lines[index] = joined(line, piece);
    else lines.push(piece);
  }
  return lines
    .map(({ text, box }) => ({ text: text.replace(/\s+/g, ' ').trim(), box }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

export function lineAt(lines: readonly PageLine[], xPt: number, yPt: number): PageLine | undefined {
  return lines.find(
    ({ box: [x, y, width, height] }) => xPt >= x && xPt <= x + width && yPt >= y - 2 && yPt <= y + height + 2,
  );
}

/** What of the line belongs into the field, or undefined where none of it does. */
export function textFor(field: ReadField, line: string): string | undefined {
  switch (field) {
    case 'publishedYear':
      return /\b(?:1[4-9]|20|21)\d\d\b/.exec(line)?.[0];
    case 'timeSignature':
      return /\d{1,2}\s*\/\s*\d{1,2}/.exec(line)?.[0].replace(/\s/g, '');
    case 'keyFifths':
    case 'stylePeriod':
    case 'language':
      return undefined;
    default:
      return line;
  }
}

function lineOf(
  { str, transform, width, height }: TextPiece,
  toPage: readonly number[],
): PageLine | undefined {
  const text = str.replace(notWords, '');
  if (text.trim() === '') return undefined;
  const [a, b, c, d, x, y] = multiplied(toPage, transform);
  // Text that does not run from left to right, such as a stamp along the margin.
  if (Math.abs(b) > Math.abs(a) * 0.2 || a <= 0) return undefined;
  const heightPt = height || Math.hypot(c, d);
  return { text, box: [x, y - heightPt * ABOVE_BASELINE, width, heightPt] };
}

function continues(line: PageLine, piece: PageLine): boolean {
  const height = Math.max(line.box[3], piece.box[3]);
  const gap = piece.box[0] - line.box[0] - line.box[2];
  return (
    Math.abs(bottomOf(line) - bottomOf(piece)) < height / 3 &&
    gap > -height / 2 &&
    gap < height * SAME_LINE_GAP
  );
}

function joined(line: PageLine, piece: PageLine): PageLine {
  const gap = piece.box[0] - line.box[0] - line.box[2];
  const top = Math.min(line.box[1], piece.box[1]);
  const bottom = Math.max(bottomOf(line), bottomOf(piece));
  return {
    text: `${line.text}${gap > line.box[3] * 0.15 ? ' ' : ''}${piece.text}`,
    box: [line.box[0], top, piece.box[0] + piece.box[2] - line.box[0], bottom - top],
  };
}

function bottomOf({ box }: PageLine): number {
  return box[1] + box[3];
}

/** Two affine transforms, the second first. */
function multiplied(
  m: readonly number[],
  n: readonly number[],
): [number, number, number, number, number, number] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
