/** Says which pages show words that no text layer has. */
import type { TextLine } from '@mirubato/domain/scores';
import { OPS, type PageViewport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';

/** A library's stamp on a scan has fewer words, a text layer of the page more. */
const TEXT_LAYER_FROM_WORDS = 20;

/** Part of a page that pictures cover when it is a scan or a pictured cover; logos cover less. */
const MIN_PICTURE_SHARE = 0.3;

/** Their number in `argsArray` is 1 for one picture, more where equal pictures are put together. */
const pictureOperators: ReadonlySet<number> = new Set([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
  OPS.paintSolidColorImageMask,
]);

/** True for a page that is mostly picture and has few words, and for one drawn without any word. */
export function needsRecognition(
  operators: PDFOperatorList,
  viewport: PageViewport,
  lines: readonly TextLine[],
): boolean {
  const words = lines.reduce((sum, { text }) => sum + (text.match(/\p{L}{2,}/gu)?.length ?? 0), 0);
  if (words >= TEXT_LAYER_FROM_WORDS) return false;
  if (pictureShare(operators, viewport) >= MIN_PICTURE_SHARE) return true;
  return words === 0 && operators.fnArray.includes(OPS.constructPath);
}

/** A page may come in strips, so areas are summed. */
function pictureShare(
  { fnArray, argsArray }: PDFOperatorList,
  { width, height, scale }: PageViewport,
): number {
  let share = 0;
  let area = scale * scale;
  const saved: number[] = [];
  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index];
    if (operator === OPS.save) saved.push(area);
    else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) area = saved.pop() ?? area;
    else if (operator === OPS.transform) area *= determinant(args);
    else if (operator === OPS.paintFormXObjectBegin) {
      saved.push(area);
      if (args?.[0]) area *= determinant(args[0]);
    } else if (pictureOperators.has(operator)) share += area / (width * height);
    // Drawn at once where a page has many: counted as a picture of the whole page.
    else if (manyPictureOperators.has(operator)) share += 1;
  }
  return share;
}

const manyPictureOperators: ReadonlySet<number> = new Set([
  OPS.paintImageXObjectRepeat,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintInlineImageXObjectGroup,
]);

function determinant([a = 1, b = 0, c = 0, d = 1]: ArrayLike<number> & Iterable<number>): number {
  return Math.abs(a * d - b * c);
}
