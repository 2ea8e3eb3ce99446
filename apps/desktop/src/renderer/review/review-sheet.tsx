import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lineAt, type PageLine } from '../viewer/page-lines.ts';
import { usePlaces } from '../viewer/place-store.ts';
import { scrollBehavior } from '../viewer/scroll-behavior.ts';
import { usePageLines } from '../viewer/use-page-lines.ts';
import { usePageRenderer } from '../viewer/use-page-renderer.ts';
import { type EvidenceBox, EvidenceBoxes, frameOf } from './evidence-boxes.tsx';
import type { ReviewPageProps } from './review-page.tsx';

/** A page as wide as its room, with what was read framed; a line of words is taken by a click. */
export function ReviewSheet({
  pdf,
  score,
  page,
  box,
  isShown,
  boxesOn,
  onLine,
  onLines,
}: ReviewPageProps & { pdf: PDFDocumentProxy }) {
  const { t } = useTranslation('review');
  const view = useRef<HTMLElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const renderer = usePageRenderer(pdf);
  const drawn = renderer?.drawn(page);
  const lines = usePageLines(pdf, score.id, page);
  const [pointed, setPointed] = useState<PageLine>();
  const chosen = usePlaces(({ isInverted }) => isInverted);
  const isInverted = chosen ?? document.documentElement.dataset.stage !== undefined;
  const pxPerPt = drawn
    ? (drawn.size.widthPx * drawn.size.renderScale) / drawn.size.canvasWidthPx
    : undefined;
  const boxes = boxesOn(lines);
  const lookedAt = boxes.find(({ isLookedAt }) => isLookedAt);

  useEffect(() => {
    renderer?.want({ page, box, fit: 'width', pixelRatio: window.devicePixelRatio, isAlone: true });
  }, [renderer, page, box]);
  useLayoutEffect(() => {
    sheet.current?.replaceChildren(...(drawn ? [drawn.canvas] : []));
  }, [drawn]);
  useEffect(() => {
    if (isShown) onLines({ scoreId: score.id, lines });
  }, [isShown, score.id, lines, onLines]);
  useScrollTo(view, lookedAt, pxPerPt, isShown);

  const lineUnder = (event: PointerEvent | React.MouseEvent): PageLine | undefined => {
    if (pxPerPt === undefined) return undefined;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return lineAt(lines, (event.clientX - left) / pxPerPt, (event.clientY - top) / pxPerPt);
  };
  const label = t('viewer:page.label', { page, count: pdf.numPages });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="review-view" ref={view} tabIndex={0} aria-label={label}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: by keyboard a line is taken with Alt and the arrows */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div
        className="review-sheet"
        data-page={page}
        data-drawn={drawn !== undefined}
        data-inverted={isInverted}
        data-points-at-line={pointed !== undefined}
        style={drawn && { width: drawn.size.widthPx, height: drawn.size.heightPx }}
        onPointerMove={(event) => setPointed(lineUnder(event))}
        onPointerLeave={() => setPointed(undefined)}
        // The field keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
        onClick={(event) => {
          const line = lineUnder(event);
          if (line) onLine(line);
        }}
      >
        <div ref={sheet} className="review-canvas" role="img" aria-label={label} />
        {renderer?.hasFailed(page) && <p role="note">{t('viewer:page.failed')}</p>}
        {pxPerPt !== undefined && <EvidenceBoxes boxes={boxes} pxPerPt={pxPerPt} />}
        {pxPerPt !== undefined && pointed && (
          <div className="pointed-line" style={frameOf(pointed.box, pxPerPt)} aria-hidden />
        )}
      </div>
    </section>
  );
}

/** What is framed stays this far from the edge of the view. */
const MARGIN_PX = 48;

/** Brings the frame into sight, where it is not. */
function useScrollTo(
  view: React.RefObject<HTMLElement | null>,
  lookedAt: EvidenceBox | undefined,
  pxPerPt: number | undefined,
  isShown: boolean,
): void {
  const { top, height } = lookedAt && pxPerPt ? frameOf(lookedAt.box, pxPerPt) : { top: 0, height: 0 };
  const isKnown = lookedAt !== undefined && pxPerPt !== undefined;
  useEffect(() => {
    const element = view.current;
    if (!isKnown || !isShown || !element) return;
    const { scrollTop, clientHeight } = element;
    const isInSight = top >= scrollTop + 8 && top + height <= scrollTop + clientHeight - 8;
    if (isInSight) return;
    element.scrollTo({ top: Math.max(0, top - MARGIN_PX), behavior: scrollBehavior() });
  }, [isKnown, isShown, top, height, view]);
}
