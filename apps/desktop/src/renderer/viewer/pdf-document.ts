/** Opens a score's PDF in pdf.js, with its worker and its data files beside the page. */
import type { Connection } from '@mirubato/core/client';
import { ProblemError } from '@mirubato/domain/problem';
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { openRanges } from './range-transport.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

export interface OpenedDocument {
  readonly pdf: PDFDocumentProxy;
  /** Rejects when a part of the file cannot be read any more; never resolves. */
  readonly failed: Promise<never>;
  close(): void;
}

/**
 * Throws a ProblemError: `file-not-found` when the bytes are not on this computer, `pdf-damaged`,
 * `pdf-encrypted`. Aborting the signal before it answers closes what was opened.
 */
export async function openDocument(
  connection: Connection,
  scoreId: string,
  signal: AbortSignal,
): Promise<OpenedDocument> {
  const reading = new AbortController();
  signal.addEventListener('abort', () => reading.abort());
  const path = `/api/scores/${encodeURIComponent(scoreId)}/file`;
  const { transport, failed } = await openRanges(connection, path, reading.signal);
  const task = getDocument({
    range: transport,
    disableStream: true,
    wasmUrl: beside('wasm/'),
    cMapUrl: beside('cmaps/'),
    standardFontDataUrl: beside('standard_fonts/'),
    iccUrl: beside('iccs/'),
  });
  const close = () => {
    reading.abort();
    void task.destroy();
  };
  try {
    const pdf = await Promise.race([task.promise, failed]);
    signal.throwIfAborted();
    return { pdf, failed, close };
  } catch (error) {
    close();
    signal.throwIfAborted();
    throw problemOf(error);
  }
}

function beside(folder: string): string {
  return new URL(`pdfjs/${folder}`, document.baseURI).href;
}

function problemOf(error: unknown): unknown {
  if (error instanceof ProblemError || !(error instanceof Error)) return error;
  const code = error.name === 'PasswordException' ? 'pdf-encrypted' : 'pdf-damaged';
  return new ProblemError({ code, detail: error.message, cause: error });
}
