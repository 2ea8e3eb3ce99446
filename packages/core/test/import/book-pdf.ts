/** Draws a small book as a PDF: pages of words and of notes, with an outline if wanted. */
import { latin1, pdfOfObjects, streamOf } from './pdf-parts.ts';

export interface BookPdfPage {
  /** Words with size and place from the page's top left, in points. */
  readonly words: readonly (readonly [text: string, size: number, x: number, y: number])[];
  readonly hasMusic?: boolean;
}

const HEIGHT = 842;
const WIDTH = 595;

/** @param outline titles with the pages they lead to, from 1 */
export function bookPdf(
  pages: readonly BookPdfPage[],
  outline: readonly (readonly [title: string, page: number])[] = [],
): Buffer {
  const firstPage = 5;
  const firstOutline = firstPage + pages.length * 2;
  const kids = pages.map((_, index) => `${firstPage + index * 2} 0 R`).join(' ');
  const items = outline.map(
    ([title, page], index) =>
      `<< /Title (${title}) /Parent ${firstOutline} 0 R /Dest [${firstPage + (page - 1) * 2} 0 R /Fit]` +
      `${index > 0 ? ` /Prev ${firstOutline + index} 0 R` : ''}` +
      `${index < outline.length - 1 ? ` /Next ${firstOutline + index + 2} 0 R` : ''} >>`,
  );
  const root = `<< /First ${firstOutline + 1} 0 R /Last ${firstOutline + outline.length} 0 R /Count ${outline.length} >>`;
  return pdfOfObjects([
    `<< /Type /Catalog /Pages 2 0 R${outline.length > 0 ? ` /Outlines ${firstOutline} 0 R` : ''} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Bravura /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, index) => [
      latin1(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents ${firstPage + index * 2 + 1} 0 R ` +
          '/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>',
      ),
      streamOf('', drawn(page)),
    ]),
    ...(outline.length > 0 ? [root, ...items] : []),
  ]);
}

function drawn({ words, hasMusic = false }: BookPdfPage): string {
  const texts = words.map(([text, size, x, y]) => shown('F1', text, size, x, y));
  if (!hasMusic) return texts.join('\n');
  const staff = Array.from({ length: 5 }, (_, line) => {
    const y = HEIGHT - 300 - line * 6;
    return `0.5 w 50 ${y} m 545 ${y} l S`;
  });
  const notes = Array.from({ length: 12 }, (_, note) => shown('F2', 'w', 24, 60 + note * 30, 310));
  return [...texts, ...staff, ...notes].join('\n');
}

function shown(font: string, text: string, size: number, x: number, y: number): string {
  return `BT /${font} ${size} Tf ${x} ${HEIGHT - y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`;
}
