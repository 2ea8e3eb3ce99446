/** Reads what a PDF says about itself, in worker threads, so that a bad file costs no more than its own job. */
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { withOwnComposers } from '@mirubato/domain/people';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { Piscina } from 'piscina';
import { factsOf, type PdfFacts } from './pdf-facts.ts';
import { createGate } from './pdf-gate.ts';
import type { PdfReading, PdfReadJob } from './pdf-reading.ts';
import { readPeople } from './people.ts';
import { createThreadWatch } from './thread-watch.ts';

export interface PdfReadOptions {
  /** Where the picture of page 1 goes (WebP); its folder must be there. */
  readonly thumbnailPath: string;
  /** The name the person knows the file by; `path` may be one of ours. */
  readonly fileName: string;
  /** Whom the musician has named as composers; known beside those who are known to all. */
  readonly composers?: readonly string[];
  /** Of words in pictures of its pages, instead of the reader's own. */
  readonly languages?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface PdfReader {
  /**
   * Reads the file and never writes to it. Problems: `file-not-found`, `file-unreadable`, `file-empty`,
   * `file-too-large`, `not-a-pdf`, `pdf-damaged`, `pdf-encrypted` (it asks for a password; a PDF that only
   * restricts printing opens), `reader-failed` (out of time or memory). Rejects with the signal's reason.
   */
  read(path: string, options: PdfReadOptions): Promise<Result<PdfFacts>>;
  /** Ends every thread. What is being read is `reader-failed`. */
  close(): Promise<void>;
}

export interface PdfReaderOptions {
  readonly threads?: number;
  readonly timeoutMs?: number;
  readonly memoryMb?: number;
  /** Per thread, of bytes outside its heap. */
  readonly bufferMb?: number;
  /** Of words in pictures of pages, as Tesseract names them; their files are installed. The likeliest first. */
  readonly languages?: readonly string[];
  /** Where the worker lies when the core is bundled; else beside this file. */
  readonly workerUrl?: URL;
  /** The folder of `resources`, with a slash at its end, where the core is bundled; else the project's. */
  readonly resources?: URL;
}

/**
 * The largest file that is read. The largest scores in public libraries, full orchestral scans at 600 dpi, lie
 * near 150 MB; a file beyond 200 MB is most likely not a score, and each thread holds its file in memory.
 */
export const MAX_PDF_BYTES = 200 * 1024 * 1024;

/** A scan of hundreds of pages with a text layer takes some ten seconds on a slow laptop. */
const TIMEOUT_MS = 60_000;

/** V8's heap per thread: ten times what a 500-page document took; file bytes and pictures lie outside it. */
const MEMORY_MB = 512;

/** File bytes, unpacked streams and pictures: the largest picture that is drawn and the largest file fit in. */
const BUFFER_MB = 1024;

/**
 * One core stays free for the interface. A thread holds some 250 MB when it has recognised a scan, so that one on
 * each of eight cores would take two gigabytes; two read a library of 2,000 in minutes.
 */
export const PDF_THREADS = Math.max(1, Math.min(2, availableParallelism() - 1));

/** A thread takes half a second to start and holds 80 MB: kept between the files of one batch, no longer. */
const IDLE_MS = 20_000;

/** German first: its letters are those of English and more. English words are read as well, but not the other way. */
export const LANGUAGES = ['deu', 'eng'] as const;

/** Starts no thread until the first read. */
export function createPdfReader(options: PdfReaderOptions = {}): PdfReader {
  const threads = options.threads ?? PDF_THREADS;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const workerUrl = options.workerUrl ?? new URL('./pdf-worker.ts', import.meta.url);
  const usualLanguages = options.languages ?? LANGUAGES;
  const gate = createGate(threads);
  let pool: Piscina<PdfReadJob, Result<PdfReading>> | undefined;
  const watch = createThreadWatch(() => pool?.threads ?? [], (options.bufferMb ?? BUFFER_MB) * 1024 * 1024);
  let isClosed = false;
  let count = 0;

  return {
    async read(path, { thumbnailPath, fileName, composers = [], languages = usualLanguages, signal }) {
      // The time limit is for reading, not for waiting.
      const leave = await gate.enter(signal);
      try {
        count += 1;
        const partialPath = `${thumbnailPath}.${count}.partial`;
        const reading = await readInWorker(
          { path, thumbnailPath, partialPath, maxBytes: MAX_PDF_BYTES, languages, timeoutMs },
          signal,
        );
        if (!reading.ok) return reading;
        const people = await readPeople(options.resources);
        return ok(factsOf(reading.value, fileName, withOwnComposers(people, composers)));
      } finally {
        leave();
      }
    },

    async close() {
      isClosed = true;
      await pool?.destroy();
    },
  };

  async function readInWorker(job: PdfReadJob, signal: AbortSignal | undefined): Promise<Result<PdfReading>> {
    if (isClosed) return fail('reader-failed', 'Reading has ended because Mirubato is closing.');
    const limit = AbortSignal.timeout(timeoutMs);
    watch.enter();
    try {
      pool ??= startPool();
      return await pool.run(job, { signal: signal ? AbortSignal.any([signal, limit]) : limit });
    } catch (cause) {
      await rm(job.partialPath, { force: true });
      signal?.throwIfAborted();
      const detail = limit.aborted
        ? `Reading the PDF took longer than ${Math.round(timeoutMs / 1000)} seconds.`
        : 'Reading the PDF ended before it was done; it may ask for too much memory.';
      return fail('reader-failed', detail, { cause });
    } finally {
      watch.leave();
    }
  }

  function startPool(): Piscina<PdfReadJob, Result<PdfReading>> {
    const started = new Piscina<PdfReadJob, Result<PdfReading>>({
      filename: fileURLToPath(workerUrl),
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb ?? MEMORY_MB },
    });
    // A thread that dies with a job rejects the job; one that dies without is replaced at the next.
    started.on('error', () => {});
    return started;
  }
}
