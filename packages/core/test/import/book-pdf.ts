/** Draws a small book as a PDF: pages of words and of notes, with an outline if wanted. */
import { latin1, pdfOfObjects, streamOf } from './pdf-parts.ts';

export interface BookPdfPage {
  /** Words with size and place from the page's top left, in points. */
  readonly words: readonly (readonly [text: string, size: number, x: number, y: number])[];
  readonly hasMusic?: boolean;
}

/** A page of notes, under its title. */
export const musicPage = (title?: string): BookPdfPage => ({
  hasMusic: true,
  words: title ? [[title, 24, 297 - title.length * 5.3, 90]] : [],
});

/** A title page, a page of contents that counts from the first piece, and three pieces on pages 3 to 6. */
export const littleAlbum: readonly BookPdfPage[] = [
  { words: [['Three Little Pieces', 36, 140, 300]] },
  {
    words: [
      ['Contents', 20, 250, 90],
      ['Clara Schumann', 12, 70, 130],
      ['Morning Prayer', 12, 70, 150],
      ['1', 12, 500, 150],
      ['Winter Morning', 12, 70, 180],
      ['3', 12, 500, 180],
      ['The Little Horseman', 12, 70, 210],
      ['4', 12, 500, 210],
    ],
  },
  musicPage('Morning Prayer'),
  musicPage(),
  musicPage('Winter Morning'),
  musicPage('The Little Horseman'),
];

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
