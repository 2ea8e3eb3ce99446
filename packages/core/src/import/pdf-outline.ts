/** A PDF's outline ("bookmarks") with the pages that it leads to. */
import type { OutlineItem } from '@mirubato/domain/contents';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { cutText } from './cut-text.ts';

/** A hymnal has 900; what a damaged file repeats without end is cut off. */
const MAX_ITEMS = 5000;
const MAX_DEPTH = 6;
const MAX_TITLE = 300;

type PdfOutline = NonNullable<Awaited<ReturnType<PDFDocumentProxy['getOutline']>>>;

/** Empty where there is none, or none that can be read. */
export async function readOutline(document: PDFDocumentProxy): Promise<OutlineItem[]> {
  let count = 0;
  const outline = await document.getOutline().catch(() => null);
  return outline ? read(outline, 1) : [];

  async function read(items: PdfOutline, depth: number): Promise<OutlineItem[]> {
    const found: OutlineItem[] = [];
    for (const { title, dest, items: below } of items) {
      count += 1;
      if (count > MAX_ITEMS) break;
      found.push({
        title: cutText(String(title ?? ''), MAX_TITLE),
        page: await pageOf(document, dest),
        items: depth < MAX_DEPTH ? await read(below ?? [], depth + 1) : [],
      });
    }
    return found;
  }
}

async function pageOf(document: PDFDocumentProxy, dest: PdfOutline[number]['dest']): Promise<number | null> {
  try {
    const explicit = typeof dest === 'string' ? await document.getDestination(dest) : dest;
    const target: unknown = explicit?.[0];
    if (typeof target === 'number') return target < document.numPages ? target + 1 : null;
    if (typeof target !== 'object' || target === null) return null;
    return (await document.getPageIndex(target as Parameters<PDFDocumentProxy['getPageIndex']>[0])) + 1;
  } catch {
    return null;
  }
}
