/** Opens PDF bytes with pdf.js inside this thread. */
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import * as canvas from '@napi-rs/canvas';
import type { PDFDocumentProxy } from 'pdfjs-dist';

export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  /** Frees everything the document holds. */
  end(): Promise<void>;
}

/** `VerbosityLevel.ERRORS` of pdf.js: what is wrong with a file is told by our own problems. */
const VERBOSITY_ERRORS = 0;

/** A3 at 600 dpi has 70 million, at four bytes each while drawing; a larger picture is left out of its page. */
const MAX_IMAGE_PIXELS = 150_000_000;

const pdfjs = await loadPdfJs();
const packageFolder = fileURLToPath(
  new URL('../../', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')),
);

/** `bytes` are handed over and must not be used afterwards. Problems: `pdf-encrypted`, `pdf-damaged`. */
export async function openPdf(bytes: Uint8Array): Promise<Result<OpenPdf>> {
  const task = pdfjs.getDocument({
    data: bytes,
    verbosity: VERBOSITY_ERRORS,
    standardFontDataUrl: `${packageFolder}standard_fonts/`,
    cMapUrl: `${packageFolder}cmaps/`,
    iccUrl: `${packageFolder}iccs/`,
    wasmUrl: `${packageFolder}wasm/`,
    useSystemFonts: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    enableXfa: false,
    // Without it a font has no name, and notes cannot be told from letters.
    fontExtraProperties: true,
    stopAtErrors: false,
    maxImageSize: MAX_IMAGE_PIXELS,
  });
  try {
    const document = await task.promise;
    return ok({ document, end: () => task.destroy() });
  } catch (cause) {
    await task.destroy();
    const { name, message } = cause as Error;
    if (name === 'PasswordException') return fail('pdf-encrypted', 'The PDF opens with a password only.');
    return fail('pdf-damaged', `The PDF cannot be opened: ${message}`);
  }
}

/**
 * pdf.js looks for a browser where Electron says it is not the main process, and for its own worker file beside
 * itself; here it is told what it would have found. The legacy build, since the other wants a newer V8.
 */
async function loadPdfJs(): Promise<typeof import('pdfjs-dist/legacy/build/pdf.mjs')> {
  const scope = globalThis as Record<string, unknown>;
  scope.DOMMatrix ??= canvas.DOMMatrix;
  scope.Path2D ??= canvas.Path2D;
  scope.ImageData ??= canvas.ImageData;
  if ('type' in process) Object.defineProperty(process, 'type', { value: 'browser' });
  // @ts-expect-error The worker file comes without types; only its presence counts.
  scope.pdfjsWorker = await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}
