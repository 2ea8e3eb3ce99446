import { useQuery } from '@tanstack/react-query';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useMemo, useState } from 'react';
import { answer, useApi } from '../app/api.ts';
import { linesOfPage, type PageLine } from './page-lines.ts';

const none: readonly PageLine[] = [];

/** The page's lines of words; none while they are read. Of a picture those that were recognised at its import. */
export function usePageLines(pdf: PDFDocumentProxy, scoreId: string, page: number): readonly PageLine[] {
  const printed = usePrintedLines(pdf, page);
  const { client } = useApi();
  const recognised = useQuery({
    queryKey: ['scores', scoreId, 'recognised-lines'],
    queryFn: async () =>
      (await answer(client.api.scores[':id']['recognised-lines'].$get({ param: { id: scoreId } }))).lines,
    meta: { collections: ['scores'] },
  });
  return useMemo(() => {
    if (printed === undefined || printed.length > 0) return printed ?? none;
    return (recognised.data ?? []).filter((line) => line.page === page);
  }, [printed, recognised.data, page]);
}

/** Undefined while they are read. */
function usePrintedLines(pdf: PDFDocumentProxy, page: number): readonly PageLine[] | undefined {
  const [read, setRead] = useState<{ page: number; lines: readonly PageLine[] }>();
  useEffect(() => {
    let isOver = false;
    const keep = (lines: readonly PageLine[]) => {
      if (!isOver) setRead({ page, lines });
    };
    // Without them one types.
    pdf
      .getPage(page)
      .then(linesOfPage)
      .then(keep, () => keep(none));
    return () => {
      isOver = true;
    };
  }, [pdf, page]);
  return read?.page === page ? read.lines : undefined;
}
