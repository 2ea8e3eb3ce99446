/** What goes to a thread that works on pictures, and what comes back. */
import type { MessagePort } from 'node:worker_threads';
import type { PicturePage } from '@mirubato/domain/import';

export interface InspectJob {
  readonly path: string;
  /** Told the number of pages looked at so far. */
  readonly progress: MessagePort;
}

/** Upright. */
export interface PageSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PreviewJob extends Pick<PicturePage, 'contrast' | 'rotation'> {
  /** Of a preview that `InspectJob` has left, see `previewPath`. */
  readonly path: string;
  /** The longer side has no more. */
  readonly maxSidePx: number;
}

/** One page of the PDF, with where its picture lies and what a person calls that. */
export interface PageToMake extends Omit<PicturePage, 'pictureId'> {
  readonly path: string;
  readonly fileName: string;
}

export interface MakeJob {
  readonly pages: readonly PageToMake[];
  /** Written first, then renamed to `pdfPath`; nobody else writes to it. */
  readonly partialPath: string;
  readonly pdfPath: string;
  readonly maxBytes: number;
  /** Told the number of pages made so far. */
  readonly progress: MessagePort;
}

/** Small pictures of the pages lie beside the picture. */
export function previewPath(path: string, page: number): string {
  return `${path}.${page}.webp`;
}
