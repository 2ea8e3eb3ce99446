/**
 * Brings pdf.js the parts of a file it asks for. pdf.js's own loader takes ranges over http alone; in Electron
 * the address is `app://`, so both hosts are served by this one way.
 */
import type { Connection } from '@mirubato/core/client';
import { readProblem } from '@mirubato/core/client';
import { ProblemError } from '@mirubato/domain/problem';
import { PDFDataRangeTransport } from 'pdfjs-dist';

/** First request: a page of engraved music with its fonts is seldom more, so most scores come whole. */
const FIRST_BYTES = 512 * 1024;

export interface RangeSource {
  readonly transport: PDFDataRangeTransport;
  /** Rejects with the problem when a later part cannot be had; never resolves. */
  readonly failed: Promise<never>;
}

/** Asks for the file's beginning and thereby its length. Throws a ProblemError when there is no file. */
export async function openRanges(
  connection: Connection,
  path: string,
  signal: AbortSignal,
): Promise<RangeSource> {
  const first = await fetchRange(connection, path, 0, FIRST_BYTES, signal);
  const failure = Promise.withResolvers<never>();
  // Who waits for it hears it; nobody has to.
  failure.promise.catch(() => undefined);
  const isWhole = first.bytes.length >= first.totalBytes;
  const transport = new Transport(first.totalBytes, first.bytes, isWhole);
  transport.onRequest = (begin, end) => {
    fetchRange(connection, path, begin, end, signal).then(
      ({ bytes }) => transport.onDataRange(begin, bytes),
      (error: unknown) => failure.reject(error),
    );
  };
  return { transport, failed: failure.promise };
}

class Transport extends PDFDataRangeTransport {
  onRequest: (begin: number, end: number) => void = () => undefined;

  override requestDataRange(begin: number, end: number): void {
    this.onRequest(begin, end);
  }
}

/** @param end exclusive, as pdf.js counts */
async function fetchRange(
  { baseUrl, token, fetch }: Connection,
  path: string,
  begin: number,
  end: number,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; totalBytes: number }> {
  const response = await fetch(`${baseUrl}${path}`, {
    headers: {
      Range: `bytes=${begin}-${end - 1}`,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    signal,
  });
  if (!response.ok) throw new ProblemError(await readProblem(response));
  const bytes = new Uint8Array(await response.arrayBuffer());
  const total = /\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1];
  return { bytes, totalBytes: total === undefined ? bytes.length : Number(total) };
}
