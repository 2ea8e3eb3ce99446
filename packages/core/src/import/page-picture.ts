/** Draws a page of a PDF as grey pixels, as a scanner would see it. */
import type { Turn } from '@mirubato/domain/scores';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { PDFPageProxy } from 'pdfjs-dist';

export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top, 0 black to 255 white. */
  readonly data: Uint8Array;
}

export interface PagePicture extends GreyPicture {
  readonly pxPerPt: number;
}

/** A0 at 70 dpi; four bytes each while drawing. */
const MAX_PIXELS = 9_000_000;

/** Of a canvas, which has no more than 32,767 either way; a page longer than that is drawn smaller. */
const MAX_SIDE_PX = 16_384;

/** Rows are taken from the canvas in strips, so that a page is not held in colour twice. */
const STRIP_ROWS = 256;

export interface DrawOptions {
  /** Less for a page so large that it would ask for too much memory. */
  readonly dpi: number;
  /** Degrees, clockwise, on top of the page's own. */
  readonly turn?: Turn;
  /** The page is turned back by this angle about its middle: radians, clockwise. */
  readonly skew?: number;
  /** Grey level of what comes in at the corners: the paper's, since beside pure white grey paper looks like ink. */
  readonly paper?: number;
  /** The part to be drawn, from the page's left and top. */
  readonly toWidthPt?: number;
  readonly fromHeightPt?: number;
  readonly toHeightPt?: number;
}

/** The page as shown, so turned as its `/Rotate` says, and by `turn`. Rejects when pdf.js or the canvas cannot draw it. */
export async function drawGrey(
  page: PDFPageProxy,
  { dpi, turn = 0, skew = 0, paper = 255, toWidthPt, fromHeightPt = 0, toHeightPt }: DrawOptions,
): Promise<PagePicture> {
  const rotation = page.rotate + turn;
  const { width: widthPt, height: heightPt } = page.getViewport({ scale: 1, rotation });
  const [partWidthPt, partHeightPt] = [toWidthPt ?? widthPt, (toHeightPt ?? heightPt) - fromHeightPt];
  const pxPerPt = Math.min(
    dpi / 72,
    Math.sqrt(MAX_PIXELS / (partWidthPt * partHeightPt)),
    MAX_SIDE_PX / Math.max(partWidthPt, partHeightPt),
  );
  const offsetY = -fromHeightPt * pxPerPt;
  const viewport = page.getViewport({ scale: pxPerPt, rotation, offsetY });
  const width = Math.max(1, Math.round(partWidthPt * pxPerPt));
  const height = Math.max(1, Math.round(partHeightPt * pxPerPt));
  const canvas = createCanvas(width, height);
  await page.render({
    canvas: canvas as unknown as HTMLCanvasElement,
    viewport,
    background: `rgb(${paper} ${paper} ${paper})`,
    ...(skew !== 0 && { transform: turnAbout(viewport.width / 2, viewport.height / 2 + offsetY, -skew) }),
  }).promise;
  return { ...greyOf(canvas), pxPerPt };
}

export function greyOf(canvas: Canvas): GreyPicture {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  const data = new Uint8Array(width * height);
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top);
    const colours = context.getImageData(0, top, width, rows).data;
    const start = top * width;
    for (let at = 0; at < width * rows; at += 1) {
      const [red = 0, green = 0, blue = 0] = [colours[at * 4], colours[at * 4 + 1], colours[at * 4 + 2]];
      data[start + at] = (red * 77 + green * 150 + blue * 29) >> 8;
    }
  }
  return { width, height, data };
}

/** Of a canvas: clockwise by `angle` about a point. */
function turnAbout(x: number, y: number, angle: number): number[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos];
}

/** The mean of each `factor` by `factor` pixels; what is left over at the right and at the bottom falls away. */
export function reducePicture(picture: GreyPicture, factor: number): GreyPicture {
  if (factor <= 1) return picture;
  const width = Math.max(1, Math.floor(picture.width / factor));
  const height = Math.max(1, Math.floor(picture.height / factor));
  const data = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  for (let y = 0; y < height; y += 1) {
    sums.fill(0);
    for (let row = y * factor; row < (y + 1) * factor; row += 1) {
      let at = row * picture.width;
      for (let x = 0; x < width; x += 1) {
        let sum = 0;
        for (let column = 0; column < factor; column += 1) sum += picture.data[at++] as number;
        sums[x] = (sums[x] as number) + sum;
      }
    }
    for (let x = 0; x < width; x += 1) data[y * width + x] = (sums[x] as number) / (factor * factor);
  }
  return { width, height, data };
}
