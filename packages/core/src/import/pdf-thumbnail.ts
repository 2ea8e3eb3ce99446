/** A picture of page 1, small enough to show hundreds at once. */
import { rename, rm, writeFile } from 'node:fs/promises';
import type { Turn } from '@mirubato/domain/scores';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { fingerprintOf } from './page-fingerprint.ts';
import { type GreyPicture, greyOf } from './page-picture.ts';
import type { PageFingerprint, PdfReading, PdfReadJob } from './pdf-reading.ts';

/** Twice the width of a card in the library, for screens of double density. */
const WIDTH_PX = 400;

/** A page of odd shape (a banner of a thousand inches) must not ask for gigabytes. */
const MAX_HEIGHT_PX = 2000;

/** Staff lines stay clean from here; 80 costs a third more bytes. */
const WEBP_QUALITY = 75;

export interface Thumbnail {
  /** The picture is where it was to be. A page that cannot be drawn is no failure. */
  readonly isWritten: boolean;
  /** The same picture, to be looked at. */
  readonly picture: GreyPicture | null;
}

export async function drawThumbnail(
  document: PDFDocumentProxy,
  { thumbnailPath, partialPath }: Pick<PdfReadJob, 'thumbnailPath' | 'partialPath'>,
): Promise<Thumbnail> {
  let picture: GreyPicture | null = null;
  try {
    const canvas = await drawSmall(document, 1);
    picture = greyOf(canvas);
    await writeFile(partialPath, await canvas.encode('webp', WEBP_QUALITY));
    await rename(partialPath, thumbnailPath);
    return { isWritten: true, picture };
  } catch {
    await rm(partialPath, { force: true });
    return { isWritten: false, picture };
  }
}

/** The first page of music as it is read, which is mostly the one that has been drawn already. */
export async function fingerprintPage(
  document: PDFDocumentProxy,
  firstPage: GreyPicture | null,
  { headingPages, turnedPages }: Pick<PdfReading, 'headingPages' | 'turnedPages'>,
): Promise<PageFingerprint | null> {
  const page = headingPages.find(({ staffTopPt }) => staffTopPt !== null)?.number;
  // Pages of words in one layout are like each other without being the same.
  if (page === undefined) return null;
  try {
    const turn = turnedPages.find(({ number }) => number === page)?.turn ?? 0;
    const isDrawn = page === 1 && turn === 0;
    const picture = isDrawn ? firstPage : greyOf(await drawSmall(document, page, turn));
    const cells = picture && fingerprintOf(picture);
    return cells && { page, cells: Buffer.from(cells.buffer).toString('base64') };
  } catch {
    return null;
  }
}

async function drawSmall(document: PDFDocumentProxy, number: number, turn: Turn = 0): Promise<Canvas> {
  const page = await document.getPage(number);
  const rotation = page.rotate + turn;
  const { width } = page.getViewport({ scale: 1, rotation });
  const viewport = page.getViewport({ scale: WIDTH_PX / width, rotation });
  const canvas = createCanvas(WIDTH_PX, Math.max(1, Math.min(MAX_HEIGHT_PX, Math.round(viewport.height))));
  const target = { canvas: canvas as unknown as HTMLCanvasElement, viewport, background: 'white' };
  await page.render(target).promise;
  return canvas;
}
