/** Puts the pieces of text that pdf.js finds back into lines of words, leaving the music out. */
import type { TextLine } from '@mirubato/domain/scores';
import type { PageViewport } from 'pdfjs-dist';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';

/** Families that hold notes, clefs and dynamics instead of letters. */
const musicFamilies =
  /^(?:emmentaler|feta|parmesan|aybabtu|bravura|leland|maestro|petrucci|sonata(?:$|-)|mscore|gonville|gootville|petaluma|norfolk|opus|inkpen2|helsinki|reprise|november|sebastian|engraverfontset|engravertime|chaconne|fughetta|tamburo|musejazz|finale|jazz(?:perc|cord)?(?:$|-)|lilyjazz|ekmelos|musiqwik)/i;

/** Companions of these families with real letters: "Finale Maestro Text", "Reprise Title". */
const lettersOfFamilies =
  /^(?:finale|inkpen2|helsinki|reprise|musejazz|norfolk|maestro|leland(?!text)).*(?:text|title|script|stamp)/i;

/** SMuFL and the older music fonts use the private-use area; control characters come from fonts without a mapping. */
const musicCharacters = /[\p{Co}\p{Cc}\p{Cn}\u{1D100}-\u{1D1FF}\u2669-\u266C\uFFFD]/gu;

/** Pieces of one line: side by side with less than this many letter heights between. Words stand 0.25 apart. */
const SAME_LINE_GAP = 1.2;

/** `name` as embedded, with or without the mark of a subset ("ABCDEF+Leland"). */
export function isMusicFont(name: string): boolean {
  const family = name.replace(/^[A-Z]{6}\+/, '').replace(/[ _]/g, '');
  return musicFamilies.test(family) && !lettersOfFamilies.test(family);
}

/** Lines of the page from top to bottom, each line's far-apart pieces (left, centre, right) kept apart. */
export function linesOf(
  items: readonly TextItem[],
  viewport: PageViewport,
  page: number,
  isMusic: (fontName: string) => boolean,
): TextLine[] {
  const pieces: TextLine[] = [];
  for (const item of items) {
    const text = item.str.replace(musicCharacters, '');
    if (text.trim() === '' || isMusic(item.fontName)) continue;
    const piece = pieceOf(item, text, viewport, page);
    if (piece) pieces.push(piece);
  }
  pieces.sort((a, b) => baselineOf(a) - baselineOf(b) || a.box[0] - b.box[0]);
  return joinPieces(pieces).map((line) => ({ ...line, text: line.text.trim() }));
}

/** The lines as one text; pieces of one row, such as the syllables under a staff, stay on one line. */
export function textOf(lines: readonly TextLine[]): string {
  let text = '';
  let above: TextLine | undefined;
  for (const line of lines) {
    const isSameRow = above && Math.abs(baselineOf(line) - baselineOf(above)) < line.fontSizePt / 3;
    text += `${above ? (isSameRow ? ' ' : '\n') : ''}${line.text.replace(/\s+/g, ' ')}`;
    above = line;
  }
  return text;
}

/** Text that does not run from left to right (a library's stamp along the margin) is left out. */
function pieceOf(item: TextItem, text: string, viewport: PageViewport, page: number): TextLine | undefined {
  const [a, b, , , x, y] = multiply(viewport.transform, item.transform);
  if (Math.abs(b) > Math.abs(a) * 0.2 || a <= 0) return undefined;
  const fontSizePt = item.height || Math.hypot(a, b);
  return { text, page, fontSizePt, box: [x, y - fontSizePt * 0.8, item.width, fontSizePt] };
}

function joinPieces(pieces: readonly TextLine[]): TextLine[] {
  const lines: TextLine[] = [];
  for (const piece of [...pieces].sort(byRowThenPlace(pieces))) {
    const last = lines.at(-1);
    if (last && continues(last, piece)) lines[lines.length - 1] = joined(last, piece);
    else lines.push(piece);
  }
  return lines;
}

/** Pieces whose baselines differ by less than a third of a letter are one row. */
function byRowThenPlace(pieces: readonly TextLine[]): (a: TextLine, b: TextLine) => number {
  const rowByPiece = new Map<TextLine, number>();
  let row = 0;
  let baseline = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    const own = baselineOf(piece);
    if (own - baseline > piece.fontSizePt / 3) {
      row += 1;
      baseline = own;
    }
    rowByPiece.set(piece, row);
  }
  return (a, b) => (rowByPiece.get(a) ?? 0) - (rowByPiece.get(b) ?? 0) || a.box[0] - b.box[0];
}

function continues(line: TextLine, piece: TextLine): boolean {
  const size = Math.min(line.fontSizePt, piece.fontSizePt);
  const gap = piece.box[0] - line.box[0] - line.box[2];
  const drop = Math.abs(baselineOf(piece) - baselineOf(line));
  return (
    drop < size / 3 &&
    gap < size * SAME_LINE_GAP &&
    gap > -size &&
    size * 1.6 > Math.max(line.fontSizePt, piece.fontSizePt)
  );
}

function joined(line: TextLine, piece: TextLine): TextLine {
  const gap = piece.box[0] - line.box[0] - line.box[2];
  const space = gap > line.fontSizePt * 0.15 ? ' ' : '';
  const top = Math.min(line.box[1], piece.box[1]);
  const bottom = Math.max(line.box[1] + line.box[3], piece.box[1] + piece.box[3]);
  const right = Math.max(line.box[0] + line.box[2], piece.box[0] + piece.box[2]);
  return {
    text: `${line.text}${space}${piece.text}`,
    page: line.page,
    fontSizePt: Math.max(line.fontSizePt, piece.fontSizePt),
    box: [line.box[0], top, right - line.box[0], bottom - top],
  };
}

/** Boxes end a fifth of a letter below it; as good as the line itself where letters are of one size. */
function baselineOf({ box }: TextLine): number {
  return box[1] + box[3];
}

type Six = readonly [number, number, number, number, number, number];

function multiply(left: readonly number[], right: readonly number[]): Six {
  const [a, b, c, d, e, f] = left as Six;
  const [g, h, i, j, k, l] = right as Six;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
