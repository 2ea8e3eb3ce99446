/** The page that is looked at, in its scrolling view. Turning is told from outside through `TurnHandle`. */
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fit } from './page-size.ts';
import { usePointerTurns } from './pointer-turns.ts';
import { scrollBehavior } from './scroll-behavior.ts';
import { type Target, type Turn, turnFrom } from './turn.ts';
import { useBox } from './use-box.ts';
import { usePageRenderer } from './use-page-renderer.ts';

export interface TurnHandle {
  turn(turn: Turn): void;
}

interface PagesProps {
  readonly pdf: PDFDocumentProxy;
  /** Stands over the page that is drawn. */
  readonly overPage?: (pxPerPt: number) => ReactNode;
  readonly page: number;
  /** Of the piece that is open; else the document's. */
  readonly firstPage?: number;
  readonly lastPage?: number;
  readonly fit: Fit;
  readonly isInverted: boolean;
  readonly onPage: (page: number) => void;
  readonly ref: Ref<TurnHandle>;
}

export function Pages({
  pdf,
  overPage,
  page,
  firstPage = 1,
  lastPage = pdf.numPages,
  fit,
  isInverted,
  onPage,
  ref,
}: PagesProps) {
  const { t } = useTranslation('viewer');
  const viewRef = useRef<HTMLElement>(null);
  const box = useBox(viewRef);
  const sheetRef = useRef<HTMLDivElement>(null);
  const arriveAt = useRef<Target['at']>('top');
  /** The page that stands in the view, and how tall it was drawn; undefined until then. */
  const shown = useRef<{ page: number; heightPx: number | undefined }>({ page, heightPx: undefined });
  const renderer = usePageRenderer(pdf);
  const drawn = renderer?.drawn(page);

  useEffect(() => {
    if (box && box.widthPx > 0 && box.heightPx > 0) {
      renderer?.want({ page, box, fit, pixelRatio: window.devicePixelRatio });
    }
  }, [renderer, page, fit, box]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: acts on a new page and on a page drawn anew
  useLayoutEffect(() => {
    const view = viewRef.current;
    if (!view) return;
    sheetRef.current?.replaceChildren(...(drawn ? [drawn.canvas] : []));
    const { page: shownPage, heightPx } = shown.current;
    if (page !== shownPage || heightPx === undefined) {
      view.scrollTop = arriveAt.current === 'bottom' ? view.scrollHeight : 0;
    } else if (drawn && drawn.size.heightPx !== heightPx) {
      view.scrollTop *= drawn.size.heightPx / heightPx;
    }
    shown.current = { page, heightPx: drawn?.size.heightPx };
  }, [drawn?.canvas, page]);

  const turn = (wanted: Turn) => {
    const view = viewRef.current;
    if (!view) return;
    const target = turnFrom(
      {
        page,
        firstPage,
        lastPage,
        scrollTopPx: view.scrollTop,
        viewHeightPx: view.clientHeight,
        // A page that fits is never scrolled, also while it is drawn anew for a view that has just shrunk.
        pageHeightPx: fit === 'page' ? view.clientHeight : view.scrollHeight,
      },
      wanted,
    );
    if (!target) return;
    if (target.page !== page) {
      arriveAt.current = target.at;
      onPage(target.page);
    } else view.scrollTo({ top: scrollTopOf(target.at), behavior: scrollBehavior() });
  };
  useImperativeHandle(ref, () => ({ turn }));
  usePointerTurns(viewRef, turn);

  const label = t('page.label', { page, count: pdf.numPages });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="viewer-view" data-fit={fit} ref={viewRef} tabIndex={0} aria-label={label}>
      <div
        className="viewer-sheet"
        data-page={page}
        data-drawn={drawn !== undefined}
        data-inverted={isInverted}
        style={drawn && { width: drawn.size.widthPx, height: drawn.size.heightPx }}
      >
        <div ref={sheetRef} className="viewer-canvas" role="img" aria-label={label} />
        {drawn && overPage?.((drawn.size.widthPx * drawn.size.renderScale) / drawn.size.canvasWidthPx)}
        {renderer?.hasFailed(page) && <p role="alert">{t('page.failed')}</p>}
      </div>
    </section>
  );
}

function scrollTopOf(at: Target['at']): number {
  if (at === 'top') return 0;
  return at === 'bottom' ? Number.MAX_SAFE_INTEGER : at.scrollTopPx;
}
