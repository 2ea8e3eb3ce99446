/** Draws a score and scans it: a slightly turned, soft and dirty picture of a page, in a PDF without words. */
import { unwrap } from '@mirubato/domain/problem';
import { openPdf } from '../packages/core/src/import/pdf-document.ts';
import { ageCanvas, pdfOfScans, printPage, scanCanvas } from '../packages/core/test/import/scan.ts';
import { drawPdf } from './pdf-drawing.ts';

const DPI = 150;

/** One page. @param seed another seed is another score, and other dirt on it */
export async function drawScan(seed: number): Promise<Buffer> {
  const { document, end } = unwrap(await openPdf(new Uint8Array(drawPdf(seed, 1))));
  const page = await printPage(document, 1, DPI);
  await end();
  const turn = { rotateDegrees: (seed % 5) / 4 - 0.5, seed };
  const aged = ageCanvas(page, { ...turn, blurPx: 0.6, speckle: 0.001, grain: 8, paper: 230 });
  return pdfOfScans([await scanCanvas(aged, DPI)]);
}
