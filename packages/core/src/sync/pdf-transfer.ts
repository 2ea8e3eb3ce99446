/**
 * Carries the PDFs of scores between this computer and the relay, one at a time, behind everything else. There
 * is no list of what is still to do: it is what the relay, asked with HEAD, or this computer does not have.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { PdfChoice, PdfProgress } from '@mirubato/domain/sync';
import type { CoreContext } from '../context.ts';
import { copyIntoLibrary } from '../import/store-file.ts';
import { writeProblem } from '../journal/journal-file.ts';
import type { Scores } from '../scores/scores.ts';
import { unreachable } from './relay-api.ts';

export interface PdfTransfer {
  /** Looks for work, unless it is at it already. */
  run(): void;
  progress(): PdfProgress;
  /** Fetches one that somebody waits for. Problems: `file-not-found` when the relay does not have it either. */
  fetch(sha256: string): Promise<Result<void>>;
  close(): Promise<void>;
}

export interface PdfTransferOptions {
  readonly context: CoreContext;
  readonly scores: Scores;
  readonly relayUrl: string;
  readonly token: () => Promise<Result<string>>;
  readonly choice: () => Promise<PdfChoice>;
  readonly onProgress: () => void;
  /** PDFs have come; their pictures and words can be made. */
  readonly onFetched: () => void;
}

/** What the relay takes in one request. */
const MAX_PDF_BYTES = 50 * 1024 * 1024;

/** What another device has not sent yet, and what failed, is asked for again. */
const AGAIN_AFTER_MS = 5 * 60_000;

/** A PDF of 50 MB over a line of one megabit per second takes seven minutes. */
const TRANSFER_WITHIN_MS = 10 * 60_000;

interface Item {
  readonly id: string;
  readonly sha256: string;
}

export function createPdfTransfer(options: PdfTransferOptions): PdfTransfer {
  const { context, scores, relayUrl } = options;
  const { directory, events, log } = context;
  const closing = new AbortController();
  /** Asked or sent since the start; refused ones too, until then. */
  const settled = new Set<string>();
  let progress: PdfProgress = { toSend: 0, toFetch: 0, problem: null };
  let running: Promise<void> | undefined;
  let isWanted = false;
  let again: NodeJS.Timeout | undefined;

  return {
    run,
    progress: () => progress,
    async fetch(sha256) {
      const fetched = await fetchOne(sha256);
      if (fetched.ok) options.onFetched();
      return fetched;
    },
    async close() {
      closing.abort();
      clearTimeout(again);
      await running;
    },
  };

  function run(): void {
    isWanted = true;
    running ??= runAll()
      .catch((error: unknown) => log.error({ err: error }, 'PDFs were not carried'))
      .finally(() => {
        running = undefined;
      });
  }

  async function runAll(): Promise<void> {
    while (isWanted && !closing.signal.aborted) {
      isWanted = false;
      clearTimeout(again);
      const choice = await options.choice();
      if (choice === 'none') {
        note({ toSend: 0, toFetch: 0, problem: null });
        return;
      }
      const { here, missing } = await listed();
      const toFetch = choice === 'all' ? missing : [];
      note({ toSend: here.length, toFetch: toFetch.length, problem: null });
      const wentWell = await carry(here, 'toSend', send);
      const came = wentWell && (await carry(toFetch, 'toFetch', ({ sha256 }) => fetchOne(sha256)));
      if (closing.signal.aborted) return;
      if (progress.toFetch < toFetch.length) options.onFetched();
      if (!came || progress.toFetch > 0) {
        again = setTimeout(run, AGAIN_AFTER_MS);
        again.unref();
      }
    }
  }

  /** Whether the relay could be asked about all of them. */
  async function carry(
    items: readonly Item[],
    counted: 'toSend' | 'toFetch',
    move: (item: Item) => Promise<Result<void>>,
  ): Promise<boolean> {
    for (const item of items) {
      if (closing.signal.aborted) return false;
      const moved = await move(item);
      if (moved.ok) note({ ...progress, [counted]: progress[counted] - 1 });
      else if (moved.problem.code !== 'file-not-found') {
        note({ ...progress, problem: moved.problem.detail });
        if (moved.problem.code !== 'relay-refused') return false;
      }
    }
    return true;
  }

  async function listed(): Promise<{ here: Item[]; missing: Item[] }> {
    const rows = await context.store.db
      .selectFrom('scores')
      .select(['id', 'sha256'])
      .where('deleted_at', 'is', null)
      .orderBy('created_at', 'desc')
      .execute();
    const here: Item[] = [];
    const missing: Item[] = [];
    for (const row of rows) {
      const file = await scores.filePath(row.id);
      if (!file.ok) missing.push(row);
      else if (!settled.has(row.sha256)) here.push(row);
    }
    return { here, missing };
  }

  async function send({ id, sha256 }: Item): Promise<Result<void>> {
    const file = await scores.filePath(id);
    if (!file.ok) return file;
    const found = await ask('HEAD', sha256);
    if (!found.ok) return found;
    if (found.value.status === 404) {
      if ((await stat(file.value.path)).size > MAX_PDF_BYTES) {
        settled.add(sha256);
        return fail('relay-refused', `"${file.value.score.title}" is larger than the relay takes.`);
      }
      const sent = await ask('PUT', sha256, await openAsBlob(file.value.path));
      if (!sent.ok) return sent;
      if (sent.value.status === 413)
        return fail('quota-exceeded', 'The account has no room left on the relay.');
      if (!sent.value.ok) {
        settled.add(sha256);
        return fail('relay-refused', `The relay did not take "${file.value.score.title}".`);
      }
    } else if (!found.value.ok) return unreachable(relayUrl);
    settled.add(sha256);
    return ok(undefined);
  }

  async function fetchOne(sha256: string): Promise<Result<void>> {
    const answered = await ask('GET', sha256);
    if (!answered.ok) return answered;
    const { status, body } = answered.value;
    if (status === 404)
      return fail(
        'file-not-found',
        'The PDF is neither here nor on the relay: its device has not sent it yet.',
      );
    if (!answered.value.ok || !body) return unreachable(relayUrl);
    const path = join(directory.inbox, `${randomUUID()}.fetched`);
    try {
      await mkdir(directory.inbox, { recursive: true });
      const hash = createHash('sha256');
      const hashing = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          done(null, chunk);
        },
      });
      await pipeline(Readable.fromWeb(body as never), hashing, createWriteStream(path), {
        signal: closing.signal,
      });
      if (hash.digest('hex') !== sha256)
        return fail('relay-refused', 'What the relay sent is not that PDF; it was not kept.');
      await copyIntoLibrary(directory, path, closing.signal);
      settled.add(sha256);
      events.publish({ type: 'changed', collections: ['scores'], ids: {} });
      return ok(undefined);
    } catch (cause) {
      return closing.signal.aborted || cause instanceof TypeError
        ? unreachable(relayUrl, cause)
        : writeProblem(cause, 'The PDF could not be stored.');
    } finally {
      await rm(path, { force: true });
    }
  }

  async function ask(method: string, sha256: string, body?: Blob): Promise<Result<Response>> {
    const token = await options.token();
    if (!token.ok) return token;
    try {
      const response = await fetch(`${relayUrl}/api/blobs/${sha256}`, {
        method,
        headers: {
          authorization: `Bearer ${token.value}`,
          ...(body ? { 'content-type': 'application/octet-stream' } : {}),
        },
        ...(body ? { body } : {}),
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(TRANSFER_WITHIN_MS)]),
      });
      return ok(response);
    } catch (cause) {
      return unreachable(relayUrl, cause);
    }
  }

  function note(next: PdfProgress): void {
    progress = next;
    options.onProgress();
  }
}
