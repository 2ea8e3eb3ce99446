/** How large a page is drawn: its size on the screen, and how many device pixels it gets. */

export type Fit = 'page' | 'width';

export interface Box {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PageSize extends Box {
  /** Device pixels per PDF point, for the canvas. */
  readonly renderScale: number;
  readonly canvasWidthPx: number;
  readonly canvasHeightPx: number;
}

/** 16 megapixels: what every browser's canvas takes. Three such pages, the most kept, hold 192 MB. */
const MAX_CANVAS_PIXELS = 16_777_216;

/** @param page the page's own size in points at scale 1, turned as it says */
export function pageSize(
  page: { width: number; height: number },
  box: Box,
  fit: Fit,
  pixelRatio: number,
): PageSize {
  const byWidth = box.widthPx / page.width;
  const scale = fit === 'width' ? byWidth : Math.min(byWidth, box.heightPx / page.height);
  const widthPx = Math.max(1, Math.floor(page.width * scale));
  const heightPx = Math.max(1, Math.floor(page.height * scale));
  const ratio = Math.min(pixelRatio, Math.sqrt(MAX_CANVAS_PIXELS / (widthPx * heightPx)));
  const canvasWidthPx = Math.max(1, Math.floor(widthPx * ratio));
  const canvasHeightPx = Math.max(1, Math.floor(heightPx * ratio));
  return { widthPx, heightPx, canvasWidthPx, canvasHeightPx, renderScale: canvasWidthPx / page.width };
}
