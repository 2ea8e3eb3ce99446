/**
 * The queue of import jobs: its state is in the device journal, so it goes on where a restart cut it off. One file,
 * because adding, running, pausing and ending jobs all turn on the same few variables.
 */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type ImportJob,
  type ImportRequest,
  type ImportStatus,
  importJobSchema,
  importStatuses,
  isNotationFile,
  isOpen,
  notationEndings,
} from '@mirubato/domain/import';
import type { RecordEdit } from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { Score } from '@mirubato/domain/scores';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { reindexPageTexts } from '../scores/derived-texts.ts';
import { jsonFields, notFound } from '../store/record-edits.ts';
import { refreshStatistics } from '../store/statistics.ts';
import { findPdfs } from './find-pdfs.ts';
import { deriveAgain, failedOutcome, type ImportOutcome, importFile, readAgain } from './import-file.ts';
import { jobsInWantOf } from './import-notation.ts';
import { receiveUpload, removeOrphans, removeUpload } from './inbox.ts';
import { PDF_THREADS, type PdfReader } from './pdf-reader.ts';
import { makeMissingPdf } from './pictures/make-missing-pdf.ts';
import type { PictureThreads } from './pictures/picture-threads.ts';

export interface ImportList {
  /** Open jobs first, then the latest finished. */
  readonly jobs: ImportJob[];
  readonly counts: Readonly<Record<ImportStatus, number>>;
  readonly isPaused: boolean;
  /** From the pace of this run; null while there is none. */
  readonly remainingMs: number | null;
}

export type FoundPdf = Pick<ImportJob, 'path' | 'mode'> & { folderId: string; jobId: string | undefined };

export interface Imports {
  add(request: ImportRequest): Promise<Result<{ queued: number; ids: string[] }>>;
  /** Takes a file's bytes into the inbox and queues it. Problem `body-too-large` beyond the PDF limit. */
  addUpload(fileName: string, body: ReadableStream<Uint8Array>): Promise<Result<ImportJob>>;
  /** Queues a PDF that is to be made first; what it is made of lies at its place, see `pictures/recipe.ts`. */
  addMade(id: string, named: Pick<ImportJob, 'fileName' | 'givenTitle'>): Promise<Result<ImportJob>>;
  /** Queues what a watched folder holds; a job that is named has ended and is begun again. Answers their ids. */
  addFound(files: readonly FoundPdf[]): Promise<Result<string[]>>;
  list(query: { limit: number; status?: ImportStatus | undefined }): Promise<ImportList>;
  job(id: string): Promise<Result<ImportJob>>;
  pause(): void;
  resume(): void;
  cancel(id: string): Promise<Result<ImportJob>>;
  cancelAll(): Promise<Result<void>>;
  /** Cancels what a watched folder has queued. */
  cancelFound(folderId: string): Promise<void>;
  retry(id: string): Promise<Result<ImportJob>>;
  clearFinished(): Promise<Result<void>>;
  /**
   * Reads again those PDFs of the library whose texts and thumbnail are not on this computer, as after a
   * restore. Answers how many it read.
   */
  deriveMissing(): Promise<number>;
  /**
   * Reads a score's PDF anew; what a person has written or accepted stays.
   * @param languages of words in pictures of its pages; the usual ones where they are left out
   */
  readAgain(
    score: { readonly score: Score; readonly path: string },
    languages?: readonly string[],
  ): Promise<Result<void>>;
  /** Resolves when no job is open or the queue is paused. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Jobs per edit: an update stays small enough to write at once. */
const CHUNK_JOBS = 2000;

/** Of a job that has ended and is tried again. */
const BEGUN_AGAIN = { status: 'queued', problem: null, finishedAt: null };

export function createImports(context: CoreContext, reader: PdfReader, threads: PictureThreads): Imports {
  const { device, store, directory } = context;
  const active = new Map<string, AbortController>();
  const madeById = new Map<string, ImportJob['made']>();
  const closing = new AbortController();
  let isPaused = false;
  let isClosed = false;
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;
  /** Something was queued, or the pause ended, while the queue ran or was ending. */
  let isWanted = false;
  /** One after the other: each finds what the one before has left. */
  let deriving: Promise<number> = Promise.resolve(0);
  let run = { startedMs: 0, finished: 0 };

  void removeOrphans(context)
    .catch((error: unknown) => context.log.warn({ error }, 'the inbox could not be tidied'))
    .finally(wake);

  return {
    async add({ paths, mode }) {
      const ids: string[] = [];
      let edits: RecordEdit[] = [];
      for await (const path of findPdfs(paths)) {
        const edit = jobEdit(context.newId(), { path, mode });
        ids.push(edit.id);
        edits.push(edit);
        if (edits.length < CHUNK_JOBS) continue;
        const written = await write(edits);
        if (!written.ok) return written;
        edits = [];
      }
      const written = await write(edits);
      if (!written.ok) return written;
      wake();
      return ok({ queued: ids.length, ids });
    },

    async addUpload(fileName, body) {
      const id = context.newId();
      const path = join(directory.inbox, `${id}.pdf`);
      const received = await receiveUpload(body, path);
      if (!received.ok) {
        // Where the inbox is no folder there is nothing to remove.
        await rm(path, { force: true }).catch(() => undefined);
        return received;
      }
      // A browser cannot say where a file lies, so its bytes are always copied.
      const named = { fileName: basename(fileName) || 'unnamed.pdf', isUpload: true };
      const edit = jobEdit(id, { path, mode: 'copy', ...named });
      const written = await write([edit]);
      if (!written.ok) {
        await rm(path, { force: true });
        return written;
      }
      wake();
      return job(id);
    },

    async addMade(id, named) {
      const path = join(directory.inbox, `${id}.pdf`);
      const written = await write([jobEdit(id, { path, mode: 'copy', ...named, isUpload: true })]);
      if (!written.ok) return written;
      wake();
      return job(id);
    },

    async addFound(files) {
      const begun = { problem: null, finishedAt: null };
      const edits = files.map(({ jobId, ...file }) =>
        jobEdit(jobId ?? context.newId(), { ...file, ...begun }),
      );
      const written = await write(edits);
      if (!written.ok) return written;
      wake();
      return ok(edits.map(({ id }) => id));
    },

    async list({ limit, status }) {
      const rows = await store.db
        .selectFrom('imports')
        .select('record')
        .where('deleted_at', 'is', null)
        .$if(status !== undefined, (query) => query.where('status', '=', status ?? ''))
        .orderBy(sql`status NOT IN ('queued', 'reading')`)
        .orderBy(sql`record->>'finishedAt'`, (order) => order.desc().nullsFirst())
        .orderBy('queued_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      const counts = await countByStatus();
      return {
        jobs: rows.map(({ record }) => present(record)),
        counts,
        isPaused,
        remainingMs: remaining(counts),
      };
    },

    job,
    pause() {
      isPaused = true;
      context.events.publish({ type: 'changed', collections: ['imports'], ids: {} });
    },
    resume() {
      isPaused = false;
      context.events.publish({ type: 'changed', collections: ['imports'], ids: {} });
      wake();
    },
    cancel,
    async cancelAll() {
      const rows = await store.db
        .selectFrom('imports')
        .select('record')
        .where('status', '=', 'queued')
        .execute();
      const jobs = rows.map(({ record }) => importJobSchema.parse(record));
      const finishedAt = instantNow(context);
      for (let start = 0; start < jobs.length; start += CHUNK_JOBS) {
        const edits = jobs
          .slice(start, start + CHUNK_JOBS)
          .map(({ id }) => ({ collection: 'imports', id, fields: { status: 'cancelled', finishedAt } }));
        const written = await write(edits);
        if (!written.ok) return written;
      }
      for (const controller of active.values()) controller.abort();
      return ok(undefined);
    },
    async cancelFound(folderId) {
      const rows = await store.db
        .selectFrom('imports')
        .select('id')
        .where('status', '=', 'queued')
        .where(sql`record->>'folderId'`, '=', folderId)
        .execute();
      await Promise.all(rows.map(({ id }) => cancel(id)));
    },
    async retry(id) {
      const found = await job(id);
      if (!found.ok) return found;
      if (found.value.status !== 'failed' && found.value.status !== 'cancelled') {
        return fail('conflict', 'Only a failed or cancelled job can be tried again.');
      }
      const written = await write([{ collection: 'imports', id, fields: BEGUN_AGAIN }]);
      if (!written.ok) return written;
      wake();
      return job(id);
    },
    async clearFinished() {
      const rows = await store.db
        .selectFrom('imports')
        .select('record')
        .where('deleted_at', 'is', null)
        .where('status', 'not in', ['queued', 'reading'])
        .execute();
      const deletedAt = instantNow(context);
      const jobs = rows.map(({ record }) => importJobSchema.parse(record));
      const written = await write(
        jobs.map(({ id }) => ({ collection: 'imports', id, fields: { deletedAt } })),
      );
      await Promise.all(jobs.filter(({ isUpload }) => isUpload).map(({ path }) => removeUpload(path)));
      return written;
    },
    deriveMissing() {
      const derived = deriving.then(derive);
      deriving = derived.catch(() => 0);
      return derived;
    },
    readAgain(score, languages) {
      const read = deriving.then(() => readAgain(context, reader, score, languages, closing.signal));
      deriving = read.then(
        () => 0,
        () => 0,
      );
      return read;
    },
    async idle() {
      while (isRunning) await running;
    },
    async close() {
      isClosed = true;
      closing.abort();
      for (const controller of active.values()) controller.abort();
      await running;
      await deriving;
      await reader.close();
    },
  };

  async function derive(): Promise<number> {
    if (isClosed) return 0;
    const { missing } = await reindexPageTexts(store.db, directory);
    let read = 0;
    for (const sha256 of missing) {
      if (isClosed) break;
      if (await deriveAgain(context, reader, sha256, closing.signal)) read += 1;
    }
    return read;
  }

  function write(edits: readonly RecordEdit[]): Promise<Result<void>> {
    if (edits.length === 0) return Promise.resolve(ok(undefined));
    return device.edit(() => ok({ edits, value: undefined }));
  }

  function jobEdit(
    id: string,
    { path, mode, ...more }: Pick<ImportJob, 'path' | 'mode'> & Partial<ImportJob>,
  ): RecordEdit {
    const queuedAt = instantNow(context);
    const job = { path, mode, fileName: basename(path), isUpload: false, ...more };
    return {
      collection: 'imports',
      id,
      fields: jsonFields({ ...job, status: 'queued', queuedAt, deletedAt: null }),
    };
  }

  async function cancel(id: string): Promise<Result<ImportJob>> {
    const found = await job(id);
    if (!found.ok) return found;
    if (!isOpen(found.value.status)) return fail('conflict', 'The job has ended already.');
    // Written before the abort: the queue must not take it up again in between.
    const finished = await finish(found.value, { status: 'cancelled' });
    active.get(id)?.abort();
    return finished.ok ? job(id) : finished;
  }

  async function job(id: string): Promise<Result<ImportJob>> {
    const row = await store.db.selectFrom('imports').select('record').where('id', '=', id).executeTakeFirst();
    return row ? ok(present(row.record)) : notFound('imports', id);
  }

  /** A job that is being worked on is `reading` here alone; on disk it stays `queued`, to be taken up again. */
  function present(record: unknown): ImportJob {
    const stored = importJobSchema.parse(record);
    if (!active.has(stored.id) || stored.status !== 'queued') return stored;
    return { ...stored, status: 'reading', made: madeById.get(stored.id) ?? null };
  }

  async function countByStatus(): Promise<Record<ImportStatus, number>> {
    const rows = await store.db
      .selectFrom('imports')
      .select([
        'status',
        sql<number>`count(*)::int`.as('count'),
        sql<number>`count(*) FILTER (WHERE id = ANY(${[...active.keys()]}))::int`.as('active'),
      ])
      .where('deleted_at', 'is', null)
      .groupBy('status')
      .execute();
    const counts = Object.fromEntries(importStatuses.map((status) => [status, 0])) as Record<
      ImportStatus,
      number
    >;
    for (const { status, count } of rows) if (status in counts) counts[status as ImportStatus] = count;
    // A job that has just ended may still be in `active`.
    counts.reading = rows.find(({ status }) => status === 'queued')?.active ?? 0;
    counts.queued -= counts.reading;
    return counts;
  }

  function remaining(counts: Record<ImportStatus, number>): number | null {
    const open = counts.queued + counts.reading;
    if (open === 0 || isPaused || run.finished === 0) return null;
    return Math.round(((context.nowMs() - run.startedMs) / run.finished) * open);
  }

  function wake(): void {
    isWanted = isRunning;
    if (isRunning || isClosed) return;
    isRunning = true;
    run = { startedMs: context.nowMs(), finished: 0 };
    running = Promise.all(Array.from({ length: PDF_THREADS }, work))
      .then(() => (isClosed ? undefined : refreshStatistics(store.db)))
      .catch((error: unknown) => context.log.error({ error }, 'the import queue stopped'))
      .finally(() => {
        isRunning = false;
        if (isWanted) wake();
      });
  }

  async function work(): Promise<void> {
    for (;;) {
      if (isPaused || isClosed) return;
      const next = await takeNext();
      if (!next) return;
      const controller = new AbortController();
      active.set(next.id, controller);
      try {
        const outcome = await runJob(next, controller.signal);
        if (outcome && !isClosed) await finish(next, outcome);
      } finally {
        active.delete(next.id);
        madeById.delete(next.id);
        run.finished += 1;
      }
    }
  }

  /** Files of notation come last and alone: the PDFs that they belong to are scores by then. */
  async function takeNext(): Promise<ImportJob | undefined> {
    const rows = await store.db
      .selectFrom('imports')
      .select('record')
      .where('status', 'in', ['queued', 'reading'])
      .where('deleted_at', 'is', null)
      .orderBy(sql`record->>'fileName' ~* ${`[.](${notationEndings.join('|')})$`}`)
      .orderBy('queued_at')
      .orderBy('id')
      .limit(active.size + 1)
      .execute();
    const next = rows.map(({ record }) => importJobSchema.parse(record)).find(({ id }) => !active.has(id));
    return next && isNotationFile(next.fileName) && active.size > 0 ? undefined : next;
  }

  async function runJob(next: ImportJob, signal: AbortSignal): Promise<ImportOutcome | undefined> {
    try {
      const made = await makeMissingPdf(threads, next, signal, (progress) => {
        madeById.set(next.id, progress);
        context.events.publish({ type: 'changed', collections: ['imports'], ids: {} });
      });
      if (!made.ok) return failedOutcome(made.problem);
      madeById.delete(next.id);
      return await importFile(context, reader, next, signal);
    } catch (cause) {
      if (signal.aborted) return undefined;
      context.log.error({ cause, path: next.path }, 'an import failed in a way nobody foresaw');
      return failedOutcome({
        code: 'internal',
        detail: 'Something went wrong inside while importing this file.',
      });
    }
  }

  /** With a PDF that is a score now, the files of notation that failed for want of it begin again. */
  async function wanting({ fileName }: ImportJob, { scoreId }: ImportOutcome): Promise<RecordEdit[]> {
    if (!scoreId || isNotationFile(fileName)) return [];
    const ids = await jobsInWantOf(context, fileName);
    return ids.map((id) => ({ collection: 'imports', id, fields: BEGUN_AGAIN }));
  }

  async function finish(ended: ImportJob, outcome: ImportOutcome): Promise<Result<void>> {
    const finishedAt = instantNow(context);
    // A watched file that went away is nobody's mistake: it is looked for, or comes again.
    const isMoved = ended.folderId !== null && outcome.problem?.code === 'file-not-found';
    const fields = jsonFields({ ...outcome, finishedAt, ...(isMoved && { deletedAt: finishedAt }) });
    const written = await write([
      { collection: 'imports', id: ended.id, fields },
      ...(await wanting(ended, outcome)),
    ]);
    const canBeRetried = outcome.status === 'failed' || outcome.status === 'cancelled';
    if (written.ok && ended.isUpload && !canBeRetried) await removeUpload(ended.path);
    if (!written.ok) {
      isPaused = true;
      context.log.error({ problem: written.problem }, 'imports are paused');
    }
    return written;
  }
}
