/** Prints books of music and scans them: pages of words and of staves, in a PDF of pictures. */
import { openPdf } from '../../src/import/pdf-document.ts';
import { latin1, pdfOfObjects, streamOf } from './pdf-parts.ts';
import { type Ageing, ageCanvas, pdfOfScans, printPage, type ScannedPage, scanCanvas } from './scan.ts';

const fonts = {
  roman: 'Times-Roman',
  bold: 'Times-Bold',
  italic: 'Times-Italic',
  sans: 'Helvetica',
} as const;

export interface BookWords {
  readonly text: string;
  readonly sizePt: number;
  /** Of the baseline's left end, middle or right end, from the page's top left. */
  readonly x: number;
  readonly y: number;
  readonly align?: 'left' | 'middle' | 'right';
  readonly font?: keyof typeof fonts;
}

export interface PrintedBookPage {
  readonly words: readonly BookWords[];
  /** Of the first staff's top line; no music where it is left out. */
  readonly staffTopPt?: number;
}

export interface Row {
  readonly title: string;
  /** As printed; no number where it is left out. */
  readonly page?: number;
}

export interface ContentsLook {
  readonly heading: string | null;
  /** Between title and number: ' .', ' -', or nothing. */
  readonly leader: string;
  readonly sizePt?: number;
  readonly stepPt?: number;
  readonly font?: keyof typeof fonts;
}

const WIDTH = 595;
const HEIGHT = 842;
const MARGIN = 70;

export function contentsPage(rows: readonly Row[], look: ContentsLook): PrintedBookPage {
  const { heading, leader, sizePt = 11, stepPt = 22, font = 'roman' } = look;
  const top = heading === null ? 90 : 130;
  return {
    words: [
      ...(heading === null
        ? []
        : [{ text: heading, sizePt: 20, x: WIDTH / 2, y: 90, align: 'middle' as const, font }]),
      ...rows.flatMap(({ title, page }, index) => {
        const y = top + index * stepPt;
        const words = { sizePt, y, font };
        const left = MARGIN + widthOf(title, sizePt) + sizePt / 2;
        const right = WIDTH - MARGIN - sizePt * 2;
        const count = leader === '' ? 0 : Math.floor((right - left) / widthOf(leader, sizePt));
        return [
          { ...words, text: title, x: MARGIN },
          ...(count > 0 ? [{ ...words, text: leader.repeat(count), x: right, align: 'right' as const }] : []),
          ...(page === undefined
            ? []
            : [{ ...words, text: String(page), x: WIDTH - MARGIN, align: 'right' as const }]),
        ];
      }),
    ],
  };
}

/** Prose under a heading, over and over. */
export function proseOf(heading: string, sentence: string): BookWords[] {
  const words = sentence.split(' ');
  const rows = Array.from({ length: 6 }, (_, row) =>
    Array.from({ length: 12 }, (_, word) => words[(row * 12 + word) % words.length]).join(' '),
  );
  return [
    { text: heading, sizePt: 18, x: MARGIN, y: 90, font: 'bold' },
    ...rows.map((text, row) => ({ text, sizePt: 11, x: MARGIN, y: 130 + row * 16 })),
  ];
}

/** A page of music with its number in the outer corner and the title of a piece that begins on it. */
export function musicPage(number: number | null, title?: string, place: 'corner' | 'foot' = 'corner') {
  const words: BookWords[] = [];
  const x = place === 'foot' ? WIDTH / 2 : number !== null && number % 2 === 1 ? WIDTH - 52 : 52;
  if (number !== null)
    words.push({ text: String(number), sizePt: 11, x, y: place === 'foot' ? 815 : 40, align: 'middle' });
  if (title) words.push({ text: title, sizePt: 20, x: WIDTH / 2, y: 85, align: 'middle', font: 'bold' });
  return { words, staffTopPt: title ? 140 : 80 };
}

export interface Scanner extends Ageing {
  readonly dpi: number;
}

/** A page that stands at several places is printed and scanned once. */
export async function scannedBook(pages: readonly PrintedBookPage[], scanner: Scanner): Promise<Buffer> {
  const opened = await openPdf(new Uint8Array(pdfOfBook(pages)));
  if (!opened.ok) throw new Error(opened.problem.detail);
  const { document, end } = opened.value;
  const scanByPage = new Map<PrintedBookPage, ScannedPage>();
  for (const [index, page] of pages.entries()) {
    if (scanByPage.has(page)) continue;
    const printed = await printPage(document, index + 1, scanner.dpi);
    const rotateDegrees = (scanner.rotateDegrees ?? 0) * (index % 2 === 0 ? 1 : -0.6);
    const aged = ageCanvas(printed, { ...scanner, rotateDegrees, seed: scanner.seed + index });
    scanByPage.set(page, await scanCanvas(aged, scanner.dpi));
  }
  await end();
  return pdfOfScans(pages.map((page) => scanByPage.get(page) as ScannedPage));
}

function pdfOfBook(pages: readonly PrintedBookPage[]): Buffer {
  const names = Object.keys(fonts);
  const firstPage = 3 + names.length;
  const kids = pages.map((_, index) => `${firstPage + index * 2} 0 R`).join(' ');
  const resources = names.map((name, index) => `/${name} ${3 + index} 0 R`).join(' ');
  return pdfOfObjects([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...Object.values(fonts).map(
      (font) => `<< /Type /Font /Subtype /Type1 /BaseFont /${font} /Encoding /WinAnsiEncoding >>`,
    ),
    ...pages.flatMap((page, index) => [
      latin1(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents ${firstPage + index * 2 + 1} 0 R ` +
          `/Resources << /Font << ${resources} >> >> >>`,
      ),
      streamOf('', drawn(page, index)),
    ]),
  ]);
}

function drawn({ words, staffTopPt }: PrintedBookPage, seed: number): string {
  const texts = words.map(({ text, sizePt, x, y, align = 'left', font = 'roman' }) => {
    const part = { left: 0, middle: 0.5, right: 1 }[align];
    const left = x - widthOf(text, sizePt) * part;
    return `BT /${font} ${sizePt} Tf ${left.toFixed(1)} ${HEIGHT - y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`;
  });
  return [...texts, ...(staffTopPt === undefined ? [] : staves(staffTopPt, seed))].join('\n');
}

const STAFF_SPACE = 5.5;

function staves(topPt: number, seed: number): string[] {
  const drawing: string[] = [];
  for (let top = topPt; top < HEIGHT - 90; top += 62) {
    const rule = (y: number) => `0.6 w ${MARGIN - 20} ${y} m ${WIDTH - MARGIN + 20} ${y} l S`;
    for (let line = 0; line < 5; line += 1) drawing.push(rule(HEIGHT - top - line * STAFF_SPACE));
    for (let note = 0; note < 22; note += 1) {
      const x = MARGIN + 15 + note * 20;
      const y = HEIGHT - top - (((note * 5 + seed * 3 + Math.round(top)) % 9) * STAFF_SPACE) / 2;
      // A round end of a line is a note's head.
      drawing.push(`1 J 5 w ${x} ${y} m ${x + 2} ${y} l S 0 J 0.7 w ${x + 4} ${y} m ${x + 4} ${y + 19} l S`);
    }
  }
  return drawing;
}

/** In Times, nearly: narrow letters and signs are half as wide as others. */
function widthOf(text: string, sizePt: number): number {
  let width = 0;
  for (const letter of text)
    width += /[ .,:'ijltfI-]/.test(letter) ? 0.27 : /[A-Zmw]/.test(letter) ? 0.7 : 0.48;
  return width * sizePt;
}
