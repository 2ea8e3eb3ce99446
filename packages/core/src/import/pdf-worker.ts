/** One reading thread: a job in, what the PDF says out. It keeps nothing between jobs but the loaded pdf.js. */
import { open } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { cutText } from './cut-text.ts';
import { languageOfLyrics } from './lyrics-language.ts';
import { readContents } from './pdf-contents.ts';
import { openPdf } from './pdf-document.ts';
import { readPages } from './pdf-pages.ts';
import type { PdfMetadata, PdfReading, PdfReadJob } from './pdf-reading.ts';
import { drawThumbnail, fingerprintPage } from './pdf-thumbnail.ts';

/** ISO 32000 lets other bytes stand before the header; viewers look this far. */
const HEADER_WITHIN_BYTES = 1024;

/** The original's rule: more characters than this are words, not stray marks. */
const TEXT_LAYER_ABOVE_CHARACTERS = 50;

/*
 * pdf.js forgets promises of damaged files, some of which fail after the file has been read: they would end the
 * thread and with it the next file. What they have to say is said by what is waited for.
 */
if (!isMainThread) process.on('unhandledRejection', () => undefined);

export default async function readPdf(job: PdfReadJob): Promise<Result<PdfReading>> {
  const bytes = await readBytes(job);
  if (!bytes.ok) return bytes;
  const opened = await openPdf(bytes.value);
  if (!opened.ok) return opened;
  const { document, end } = opened.value;
  try {
    // A damaged file may count fewer than none.
    if (!(document.numPages >= 1)) return fail('pdf-damaged', 'The PDF has no pages.');
    const metadata = await readMetadata(document);
    const thumbnail = await drawThumbnail(document, job);
    const readings = await readPages(document, job.languages, job.timeoutMs);
    const { headingPages, notation, recognisedPages, turnedPages, layerCharacters } = readings;
    const { contents, pages } = await readContents(document, readings);
    return ok({
      pageCount: document.numPages,
      hasTextLayer: layerCharacters > TEXT_LAYER_ABOVE_CHARACTERS,
      pages,
      metadata,
      headingPages,
      notation,
      recognisedPages,
      turnedPages,
      language: languageOfLyrics(headingPages) ?? null,
      hasThumbnail: thumbnail.isWritten,
      contents,
      fingerprint: await fingerprintPage(document, thumbnail.picture, readings),
    });
  } catch (cause) {
    return fail('pdf-damaged', `The PDF cannot be read: ${(cause as Error).message}`, {
      cause: String(cause),
    });
  } finally {
    await end();
  }
}

async function readBytes({ path, maxBytes }: PdfReadJob): Promise<Result<Uint8Array>> {
  try {
    await using file = await open(path, 'r');
    const stats = await file.stat();
    if (!stats.isFile()) return fail('file-unreadable', 'This is not a file.');
    if (stats.size === 0) return fail('file-empty', 'The file has no bytes.');
    if (stats.size > maxBytes) {
      const megabytes = (count: number) => Math.ceil(count / 1024 / 1024);
      return fail(
        'file-too-large',
        `The file has ${megabytes(stats.size)} MB; ${megabytes(maxBytes)} MB is the most.`,
      );
    }
    const head = Buffer.alloc(Math.min(HEADER_WITHIN_BYTES, stats.size));
    await file.read(head, 0, head.length, 0);
    if (!head.includes('%PDF-')) return fail('not-a-pdf', 'The file does not begin as a PDF does.');
    const bytes = new Uint8Array(stats.size);
    let offset = 0;
    while (offset < bytes.length) {
      const { bytesRead } = await file.read(bytes, offset, bytes.length - offset, offset);
      if (bytesRead === 0) return fail('file-unreadable', 'The file changed while it was being read.');
      offset += bytesRead;
    }
    return ok(bytes);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return fail('file-not-found', 'The file is not there any more.');
    return fail('file-unreadable', `The file cannot be read: ${message}`);
  }
}

/** Where XMP says the same as the document information, by ISO 16684-1 and ISO 32000-2. */
const xmpByName = {
  Title: 'dc:title',
  Author: 'dc:creator',
  Subject: 'dc:description',
  Keywords: 'pdf:keywords',
  Creator: 'xmp:creatortool',
  Producer: 'pdf:producer',
} as const;

/** What the document information leaves out is taken from XMP. */
async function readMetadata(document: PDFDocumentProxy): Promise<PdfMetadata> {
  const found = await document.getMetadata().catch(() => undefined);
  const info = (found?.info ?? {}) as Record<string, unknown>;
  const metadata: Record<string, string> = {};
  for (const [name, xmpName] of Object.entries(xmpByName)) {
    const value = textOf(info[name]) || textOf(found?.metadata?.get(xmpName));
    if (value) metadata[name.toLowerCase()] = cutText(value, 1000);
  }
  return metadata;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ');
  return typeof value === 'string' ? value.trim() : '';
}
