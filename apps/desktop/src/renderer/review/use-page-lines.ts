import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { type PageLine, pageLines, type TextPiece } from './page-lines.ts';

const none: readonly PageLine[] = [];

/** The page's lines of words; none while they are read, and none in a picture without words. */
export function usePageLines(pdf: PDFDocumentProxy, page: number): readonly PageLine[] {
  const [read, setRead] = useState<{ page: number; lines: readonly PageLine[] }>();
  useEffect(() => {
    let isOver = false;
    readLines(pdf, page).then(
      (lines) => {
        if (!isOver) setRead({ page, lines });
      },
      // Without them one types.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [pdf, page]);
  return read?.page === page ? read.lines : none;
}

async function readLines(pdf: PDFDocumentProxy, number: number): Promise<PageLine[]> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const pieces = items.filter((item): item is typeof item & TextPiece => 'str' in item);
  return pageLines(pieces, page.getViewport({ scale: 1 }).transform);
}
