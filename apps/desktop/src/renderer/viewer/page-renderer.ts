/**
 * Draws pages to canvases, the one that is looked at first. Keeps only the pages that are wanted (three at the
 * most: this one, the next, the previous), draws one at a time, and breaks off what nobody wants any more.
 */
import { type PDFDocumentProxy, RenderingCancelledException, type RenderTask } from 'pdfjs-dist';
import { type Box, type Fit, type PageSize, pageSize } from './page-size.ts';

export interface DrawnPage {
  readonly canvas: HTMLCanvasElement;
  readonly size: PageSize;
}

export interface Wanted {
  /** The page that is looked at; its neighbours are drawn after it. */
  readonly page: number;
  readonly box: Box;
  readonly fit: Fit;
  readonly pixelRatio: number;
  /** Without its neighbours. */
  readonly isAlone?: boolean;
}

export interface PageRenderer {
  want(wanted: Wanted): void;
  /** As last drawn, perhaps at an earlier size until the new one is ready. */
  drawn(page: number): DrawnPage | undefined;
  /** Whether pdf.js gave up on the page; it is not tried again. */
  hasFailed(page: number): boolean;
  /** Tells of each page drawn or given up. */
  subscribe(listener: () => void): () => void;
  destroy(): void;
}

interface KeptPage extends DrawnPage {
  readonly key: string;
}

interface Job {
  readonly key: string;
  task?: RenderTask;
  isStale: boolean;
}

export function createPageRenderer(pdf: PDFDocumentProxy): PageRenderer {
  const keptByPage = new Map<number, KeptPage>();
  const failedPages = new Set<number>();
  const listeners = new Set<() => void>();
  let wanted: Wanted | undefined;
  let active: Job | undefined;
  let isDestroyed = false;

  return {
    want(next) {
      wanted = next;
      const pages = wantedPages(next);
      for (const page of keptByPage.keys()) if (!pages.includes(page)) drop(page);
      if (active && !pages.some((page) => keyOf(page, next) === active?.key)) {
        active.isStale = true;
        active.task?.cancel();
      }
      void drawNext();
    },
    drawn: (page) => keptByPage.get(page),
    hasFailed: (page) => failedPages.has(page),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      isDestroyed = true;
      active?.task?.cancel();
      for (const page of keptByPage.keys()) drop(page);
      listeners.clear();
    },
  };

  async function drawNext(): Promise<void> {
    if (active || isDestroyed || !wanted) return;
    const asked = wanted;
    const page = wantedPages(asked).find(
      (number) => !failedPages.has(number) && keptByPage.get(number)?.key !== keyOf(number, asked),
    );
    if (page === undefined) return;
    const job: Job = { key: keyOf(page, asked), isStale: false };
    active = job;
    try {
      const drawnPage = await draw(page, asked, job);
      if (drawnPage) keep(page, drawnPage);
    } catch (error) {
      if (!(error instanceof RenderingCancelledException) && !isDestroyed) {
        failedPages.add(page);
        tell();
      }
    }
    active = undefined;
    void drawNext();
  }

  async function draw(number: number, asked: Wanted, job: Job): Promise<KeptPage | undefined> {
    const page = await pdf.getPage(number);
    if (job.isStale || isDestroyed) return undefined;
    const size = pageSize(page.getViewport({ scale: 1 }), asked.box, asked.fit, asked.pixelRatio);
    const canvas = document.createElement('canvas');
    canvas.width = size.canvasWidthPx;
    canvas.height = size.canvasHeightPx;
    job.task = page.render({ canvas, viewport: page.getViewport({ scale: size.renderScale }) });
    await job.task.promise;
    return { canvas, size, key: job.key };
  }

  /** A canvas of the same page at an earlier size stays on the screen until the new one takes its place. */
  function keep(page: number, drawnPage: KeptPage): void {
    if (isDestroyed || !wanted || !wantedPages(wanted).includes(page)) {
      free(drawnPage.canvas);
      return;
    }
    keptByPage.set(page, drawnPage);
    tell();
  }

  function drop(page: number): void {
    const kept = keptByPage.get(page);
    keptByPage.delete(page);
    if (kept) free(kept.canvas);
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function wantedPages({ page, isAlone }: Wanted): number[] {
    return (isAlone ? [page] : [page, page + 1, page - 1]).filter(
      (number) => number >= 1 && number <= pdf.numPages,
    );
  }
}

function keyOf(page: number, { box, fit, pixelRatio }: Wanted): string {
  return `${page} ${fit} ${box.widthPx}x${box.heightPx} ${pixelRatio}`;
}

/** Gives the pixels back now and not when the collector gets to it. */
function free(canvas: HTMLCanvasElement): void {
  canvas.remove();
  canvas.width = 0;
  canvas.height = 0;
}
