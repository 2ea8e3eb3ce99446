/** Makes what a scanner would make of a printed page: a slightly turned, soft and dirty picture, in a PDF without words. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { OpenPdf } from '../../src/import/pdf-document.ts';
import { latin1, pdfOfObjects, streamOf } from './pdf-parts.ts';

export interface Ageing {
  readonly seed: number;
  /** Clockwise. */
  readonly rotateDegrees?: number;
  readonly blurPx?: number;
  /** Part of the pixels that become dirt, black or white. */
  readonly speckle?: number;
  /** Standard deviation of the grain, in grey levels. */
  readonly grain?: number;
  /** Grey level of the paper. */
  readonly paper?: number;
}

export interface ScannedPage {
  readonly jpeg: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly widthPt: number;
  readonly heightPt: number;
  /** The page's `/Rotate`. */
  readonly rotate?: number;
}

/** The page as printed, at `dpi`. */
export async function printPage(document: OpenPdf['document'], number: number, dpi: number): Promise<Canvas> {
  const page = await document.getPage(number);
  const viewport = page.getViewport({ scale: dpi / 72 });
  const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
  await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport, background: 'white' })
    .promise;
  page.cleanup();
  return canvas;
}

export interface PrintedWords {
  readonly text: string;
  readonly sizePt: number;
  /** Of the baseline's middle, from the page's top left. */
  readonly x: number;
  readonly y: number;
}

/** An A4 page with words in Times, centred where they are told to be. */
export function pdfOfWords(lines: readonly PrintedWords[]): Buffer {
  const content = lines
    .map(({ text, sizePt, x, y }) => {
      // Letters of Times are about 0.45 of the size wide.
      const left = x - text.length * sizePt * 0.225;
      return `BT /F ${sizePt} Tf ${left.toFixed(1)} ${842 - y} Td (${text}) Tj ET`;
    })
    .join('\n');
  return pdfOfObjects([
    latin1('<< /Type /Catalog /Pages 2 0 R >>'),
    latin1('<< /Type /Pages /Kids [4 0 R] /Count 1 >>'),
    latin1('<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>'),
    latin1(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 3 0 R >> >> >>',
    ),
    streamOf('', latin1(content)),
  ]);
}

/** A new picture of the same size, grey. */
export function ageCanvas(source: Canvas, ageing: Ageing): Canvas {
  const { width, height } = source;
  const { rotateDegrees = 0, blurPx = 0, speckle = 0, grain = 0, paper = 255 } = ageing;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  if (blurPx > 0) context.filter = `grayscale(1) blur(${blurPx}px)`;
  context.translate(width / 2, height / 2);
  context.rotate((rotateDegrees * Math.PI) / 180);
  context.drawImage(source, -width / 2, -height / 2);
  const random = createSeededRandom(ageing.seed);
  const image = context.getImageData(0, 0, width, height);
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    let grey = ((data[at] as number) * 0.9 * paper) / 255 + paper * 0.1;
    if (grain > 0) grey += grain * (random() + random() + random() - 1.5) * 2;
    if (speckle > 0 && random() < speckle) grey = random() < 0.7 ? 40 : 255;
    data.fill(Math.max(0, Math.min(255, grey)), at, at + 3);
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

export async function scanCanvas(canvas: Canvas, dpi: number, rotate = 0): Promise<ScannedPage> {
  const { width: widthPx, height: heightPx } = canvas;
  const jpeg = await canvas.encode('jpeg', 60);
  return { jpeg, widthPx, heightPx, widthPt: (widthPx * 72) / dpi, heightPt: (heightPx * 72) / dpi, rotate };
}

/** A PDF whose pages are pictures alone. */
export function pdfOfScans(pages: readonly ScannedPage[]): Buffer {
  const kids = pages.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
  const objects = [
    latin1('<< /Type /Catalog /Pages 2 0 R >>'),
    latin1(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`),
  ];
  for (const [index, { jpeg, widthPx, heightPx, widthPt, heightPt, rotate = 0 }] of pages.entries()) {
    const number = 3 + index * 3;
    const content = `q ${widthPt} 0 0 ${heightPt} 0 0 cm /P Do Q`;
    objects.push(
      latin1(
        `<< /Type /Page /Parent 2 0 R /Rotate ${rotate} /MediaBox [0 0 ${widthPt} ${heightPt}] /Contents ${number + 1} 0 R /Resources << /XObject << /P ${number + 2} 0 R >> >> >>`,
      ),
      streamOf('', latin1(content)),
      streamOf(
        `/Type /XObject /Subtype /Image /Width ${widthPx} /Height ${heightPx} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode `,
        jpeg,
      ),
    );
  }
  return pdfOfObjects(objects);
}

/** mulberry32: the same numbers for the same seed, from 0 to 1. */
export function createSeededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
