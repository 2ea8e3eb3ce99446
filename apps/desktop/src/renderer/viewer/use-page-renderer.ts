import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useReducer, useState } from 'react';
import { createPageRenderer, type PageRenderer } from './page-renderer.ts';

/** A renderer of its own for each document, let go with it. Renders again whenever a page has been drawn. */
export function usePageRenderer(pdf: PDFDocumentProxy): PageRenderer | undefined {
  const [renderer, setRenderer] = useState<PageRenderer>();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const created = createPageRenderer(pdf);
    const unsubscribe = created.subscribe(redraw);
    setRenderer(created);
    return () => {
      unsubscribe();
      created.destroy();
      setRenderer(undefined);
    };
  }, [pdf]);
  return renderer;
}
