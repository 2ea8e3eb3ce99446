/** A picture of page 1, small enough to show hundreds at once. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { createCanvas } from '@napi-rs/canvas';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { PdfReadJob } from './pdf-reading.ts';

/** Twice the width of a card in the library, for screens of double density. */
const WIDTH_PX = 400;

/** A page of odd shape (a banner of a thousand inches) must not ask for gigabytes. */
const MAX_HEIGHT_PX = 2000;

/** Staff lines stay clean from here; 80 costs a third more bytes. */
const WEBP_QUALITY = 75;

/** Says whether there is a picture now. A page that cannot be drawn is no failure. */
export async function drawThumbnail(
  document: PDFDocumentProxy,
  { thumbnailPath, partialPath }: Pick<PdfReadJob, 'thumbnailPath' | 'partialPath'>,
): Promise<boolean> {
  try {
    const picture = await drawFirstPage(document);
    await writeFile(partialPath, picture);
    await rename(partialPath, thumbnailPath);
    return true;
  } catch {
    await rm(partialPath, { force: true });
    return false;
  }
}

async function drawFirstPage(document: PDFDocumentProxy): Promise<Buffer> {
  const page = await document.getPage(1);
  const { width } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: WIDTH_PX / width });
  const canvas = createCanvas(WIDTH_PX, Math.max(1, Math.min(MAX_HEIGHT_PX, Math.round(viewport.height))));
  const target = { canvas: canvas as unknown as HTMLCanvasElement, viewport, background: 'white' };
  await page.render(target).promise;
  return canvas.encode('webp', WEBP_QUALITY);
}
