/** Works on pictures in threads of their own, within limits; what goes wrong there costs its own job only. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { fail, type Result } from '@mirubato/domain/problem';
import { Piscina } from 'piscina';
import { createGate } from '../pdf-gate.ts';
import { createThreadWatch } from '../thread-watch.ts';
import type { InspectJob, MakeJob, PageSize, PreviewJob } from './picture-job.ts';

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** How many pages are done. */
  readonly onPage?: (pages: number) => void;
}

/**
 * Problems of all three: `pictures-failed` (out of time or memory), `disk-full`, and those of `openPicture`. They
 * reject with the signal's reason.
 */
export interface PictureThreads {
  /** The sizes of a picture's pages; leaves their previews beside it. */
  inspect(job: Omit<InspectJob, 'progress'>, options?: RunOptions): Promise<Result<PageSize[]>>;
  /** WebP. Cannot be given up: it takes less time than a new thread. */
  preview(job: PreviewJob): Promise<Result<Uint8Array>>;
  /** Nothing is at the job's paths when it has not succeeded. */
  make(job: Omit<MakeJob, 'progress'>, options?: RunOptions): Promise<Result<void>>;
  /** Ends every thread. What is being worked on is `pictures-failed`. */
  close(): Promise<void>;
}

export interface PictureThreadsOptions {
  /** For one page. */
  readonly pageTimeoutMs?: number;
  readonly memoryMb?: number;
  /** Per thread, of bytes outside its heap. */
  readonly bufferMb?: number;
  /** Where the worker lies when the core is bundled; else beside this file. */
  readonly workerUrl?: URL;
}

/** A hundred million pixels take some 20 seconds on a slow laptop. */
const PAGE_TIMEOUT_MS = 60_000;

const MEMORY_MB = 512;

/** The largest file, its pixels in colour and what becomes of them. */
const BUFFER_MB = 1536;

/** One makes a PDF, the other draws what a person looks at meanwhile. */
const THREADS = 2;

/** A thread takes half a second to start: kept while a person works on pictures. */
const IDLE_MS = 20_000;

/** Starts no thread until the first job. */
export function createPictureThreads(options: PictureThreadsOptions = {}): PictureThreads {
  const pageTimeoutMs = options.pageTimeoutMs ?? PAGE_TIMEOUT_MS;
  const workerUrl = options.workerUrl ?? new URL('./picture-worker.ts', import.meta.url);
  const gate = createGate(THREADS);
  let pool: Piscina | undefined;
  const watch = createThreadWatch(() => pool?.threads ?? [], (options.bufferMb ?? BUFFER_MB) * 1024 * 1024);
  let isClosed = false;

  return {
    inspect: (job, run) => withProgress('inspect', job, run),
    preview: (job) => runJob('drawPreview', job, {}),
    async make(job, run) {
      try {
        return await withProgress('makePdf', job, run);
      } finally {
        // A thread that was ended tidies nothing up.
        await rm(job.partialPath, { force: true });
      }
    },
    async close() {
      isClosed = true;
      await pool?.destroy();
    },
  };

  async function withProgress<T>(name: string, job: object, run: RunOptions = {}): Promise<Result<T>> {
    const { port1, port2 } = new MessageChannel();
    try {
      return await runJob<T>(name, { ...job, progress: port2 }, run, { port1, port2 });
    } finally {
      port1.close();
    }
  }

  async function runJob<T>(
    name: string,
    job: object,
    { signal, onPage }: RunOptions,
    ports?: { readonly port1: MessagePort; readonly port2: MessagePort },
  ): Promise<Result<T>> {
    if (isClosed) return fail('pictures-failed', 'Mirubato is closing.');
    // The time limit is for the work, not for waiting.
    const leave = await gate.enter(signal);
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), pageTimeoutMs);
    ports?.port1.on('message', (pages: number) => {
      timer.refresh();
      onPage?.(pages);
    });
    watch.enter();
    try {
      pool ??= startPool();
      return await pool.run(job, {
        name,
        signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
        ...(ports && { transferList: [ports.port2] }),
      });
    } catch (cause) {
      signal?.throwIfAborted();
      return failureOf(cause, limit.signal.aborted);
    } finally {
      clearTimeout(timer);
      watch.leave();
      leave();
    }
  }

  function failureOf(cause: unknown, isOutOfTime: boolean): Result<never> {
    if (isOutOfTime) {
      const detail = `One page took longer than ${Math.round(pageTimeoutMs / 1000)} seconds.`;
      return fail('pictures-failed', detail, { cause });
    }
    return fail('pictures-failed', 'It ended before it was done; it may ask for too much memory.', { cause });
  }

  function startPool(): Piscina {
    const started = new Piscina({
      filename: fileURLToPath(workerUrl),
      minThreads: 0,
      maxThreads: THREADS,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb ?? MEMORY_MB },
    });
    // A thread that dies with a job rejects the job; one that dies without is replaced at the next.
    started.on('error', () => {});
    return started;
  }
}
