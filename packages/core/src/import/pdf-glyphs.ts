/** Follows a page's operators and says which music glyphs and straight lines they draw, and where. */
import type { DrawnGlyph, MusicSymbol, PageDrawing } from '@mirubato/domain/scores';
import { OPS, type PageViewport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import { apply, identity, type Matrix, multiply } from './pdf-matrix.ts';
import { addStraightLines, type StraightLines } from './pdf-paths.ts';
import type { PdfGlyph, SymbolFont } from './pdf-symbol-font.ts';

/** Some page in full score with every part in semiquavers has 10,000; beyond is no music. */
const MAX_GLYPHS = 50_000;

/** The state that `save` keeps; sizes and distances in the text's own units. */
interface GraphicsState {
  matrix: Matrix;
  font: SymbolFont | undefined;
  sizeUnits: number;
  characterSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  leading: number;
  rise: number;
}

/** `fonts` by the names that the operators use; a font that is not there draws no music. */
export function readDrawing(
  { fnArray, argsArray }: PDFOperatorList,
  fonts: ReadonlyMap<string, SymbolFont>,
  viewport: PageViewport,
  page: number,
): PageDrawing {
  const glyphs: DrawnGlyph[] = [];
  const lines: StraightLines = { horizontals: [], verticals: [] };
  const saved: GraphicsState[] = [];
  let state: GraphicsState = {
    matrix: viewport.transform as unknown as Matrix,
    font: undefined,
    sizeUnits: 0,
    characterSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    leading: 0,
    rise: 0,
  };
  let textMatrix = identity;
  let lineX = 0;
  let lineY = 0;
  let x = 0;

  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index];
    switch (operator) {
      case OPS.save:
        saved.push({ ...state });
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        state = saved.pop() ?? state;
        break;
      case OPS.transform:
        state.matrix = multiply(state.matrix, args);
        break;
      case OPS.paintFormXObjectBegin:
        saved.push({ ...state });
        if (args?.[0]) state.matrix = multiply(state.matrix, args[0]);
        break;
      case OPS.constructPath:
        if (args?.[1]?.[0]) addStraightLines(args[0], args[1][0], state.matrix, lines);
        break;
      case OPS.beginText:
        textMatrix = identity;
        moveTo(0, 0);
        break;
      case OPS.setTextMatrix:
        textMatrix = args[0];
        moveTo(0, 0);
        break;
      case OPS.setLeadingMoveText:
        state.leading = args[1];
        moveTo(lineX + args[0], lineY + args[1]);
        break;
      case OPS.moveText:
        moveTo(lineX + args[0], lineY + args[1]);
        break;
      case OPS.nextLine:
        moveTo(lineX, lineY + state.leading);
        break;
      case OPS.setFont:
        state.font = fonts.get(args[0]);
        state.sizeUnits = args[1];
        break;
      case OPS.setGState:
        for (const [key, value] of args[0]) {
          if (key !== 'Font') continue;
          state.font = fonts.get(value[0]);
          state.sizeUnits = value[1];
        }
        break;
      case OPS.setCharSpacing:
        state.characterSpacing = args[0];
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = args[0];
        break;
      case OPS.setHScale:
        state.horizontalScale = args[0] / 100;
        break;
      case OPS.setLeading:
        state.leading = -args[0];
        break;
      case OPS.setTextRise:
        state.rise = args[0];
        break;
      case OPS.showText:
        showText(args[0]);
        break;
    }
  }
  return { page, widthPt: viewport.width, heightPt: viewport.height, glyphs, ...lines };

  function moveTo(toX: number, toY: number): void {
    lineX = toX;
    lineY = toY;
    x = toX;
  }

  function showText(shown: readonly (PdfGlyph | number | null)[]): void {
    const { font, sizeUnits, horizontalScale } = state;
    // What a letters font advances is nobody's business: music is set glyph by glyph.
    if (!font) return;
    const toPage = multiply(state.matrix, textMatrix);
    const [a, b, c, d] = toPage;
    const isUpright = Math.abs(b) < Math.abs(a) * 0.1 && Math.abs(c) < Math.abs(d) * 0.1;
    for (const glyph of shown) {
      if (glyph === null) continue;
      if (typeof glyph === 'number') {
        x -= (glyph * sizeUnits * horizontalScale) / 1000;
        continue;
      }
      const symbol = isUpright && glyphs.length < MAX_GLYPHS ? font.symbolOf(glyph) : undefined;
      const width = glyph.width * font.widthScale * sizeUnits;
      if (symbol) {
        const [atX, atY] = apply(toPage, x, lineY + state.rise);
        const widthPt = Math.abs(width * horizontalScale * a);
        const sizePt = Math.abs(sizeUnits * d) * font.sizeScale;
        glyphs.push({
          symbol,
          x: atX,
          y: atY,
          widthPt,
          sizePt,
          box: boxOf(symbol, atX, atY, widthPt, sizePt / 4),
        });
      }
      const spacing = state.characterSpacing + (glyph.isSpace ? state.wordSpacing : 0);
      x += (width + spacing) * horizontalScale;
    }
  }
}

/** How far symbols reach above and below their baseline, in spaces; the usual in SMuFL's fonts, enough to point at. */
function boxOf(
  symbol: MusicSymbol,
  x: number,
  y: number,
  widthPt: number,
  spacePt: number,
): DrawnGlyph['box'] {
  const [above, below] =
    symbol === 'clef-g'
      ? [4.4, 2.7]
      : symbol === 'clef-f'
        ? [1.1, 2.5]
        : symbol === 'clef-c'
          ? [2, 2]
          : symbol === 'flat' || symbol === 'double-flat'
            ? [1.8, 0.7]
            : symbol.startsWith('notehead')
              ? [0.5, 0.5]
              : [1.3, 1.3];
  return [x, y - above * spacePt, widthPt, (above + below) * spacePt];
}
