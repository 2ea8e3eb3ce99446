/**
 * The files that travel between a user's devices, named by their SHA-256. Each user has copies of their own, so that
 * no answer and no speed tells what another user has. A chunk of an upload is an object of its own until all are
 * there, so that any node can go on with it.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '@mirubato/core/context';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { type BlobLedger, type BlobRef, MAX_CHUNKS, REQUEST_LIFETIME_MS } from './blob-ledger.ts';
import type { BlobStorage, ByteRange } from './blob-storage.ts';
import { receive } from './receive.ts';

/** Of one file. */
export const MAX_BLOB_BYTES = 50 * 1024 * 1024;
/** How often uploads that have expired are swept up. */
const SWEEP_MS = 60 * 60_000;

export type Progress =
  | { readonly state: 'whole'; readonly isNew: boolean }
  | { readonly state: 'partial'; readonly receivedBytes: number }
  /** The chunk was not taken: it does not begin where the upload is. */
  | { readonly state: 'elsewhere'; readonly receivedBytes: number };

type Body = AsyncIterable<Uint8Array>;

/** Problems of uploads: `file-empty`, `body-too-large`, `quota-exceeded`, `file-unreadable` when hash or size are others. */
export interface Blobs {
  /** Size in bytes; undefined unless this user has put it and all of its bytes are there. */
  find(ref: BlobRef): Promise<number | undefined>;
  /** The stream fails before its end when the whole is read and is not what was put. */
  read(ref: BlobRef, sizeBytes: number, range: ByteRange): Promise<ReadableStream<Uint8Array>>;
  /** Takes all bytes at once, again also when they are there: what was damaged is then whole. */
  put(ref: BlobRef, body: Body, sizeBytes: number): Promise<Result<Progress>>;
  /** Takes a chunk; of one that breaks off, what has come. More problems: `conflict`, `too-many-requests`. */
  append(ref: BlobRef, body: Body, range: ByteRange, totalBytes: number): Promise<Result<Progress>>;
  progress(ref: BlobRef): Promise<Result<Progress>>;
  /** Removes uploads that have expired, with what a crash has left of any. */
  sweep(): Promise<void>;
  /** Deletes all that the user has put or is putting. */
  deleteBlobsOf(userId: string): Promise<void>;
  /** Waits for what is being done. */
  close(): Promise<void>;
}

export function createBlobs(options: {
  readonly ledger: BlobLedger;
  readonly storage: BlobStorage;
  /** For files that are being received. The storage may move them away. */
  readonly incomingDir: string;
  readonly newId: () => string;
  readonly logger: Log;
}): Blobs {
  const { ledger, storage, incomingDir, newId, logger } = options;
  const running = new Set<Promise<unknown>>();

  function track<Args extends unknown[], T>(action: (...args: Args) => Promise<T>) {
    return (...args: Args): Promise<T> => {
      const run = action(...args);
      running.add(run);
      const forget = () => running.delete(run);
      run.then(forget, forget);
      return run;
    };
  }

  async function withIncoming<T>(action: (path: string) => Promise<T>): Promise<T> {
    await mkdir(incomingDir, { recursive: true, mode: 0o700 });
    const path = join(incomingDir, newId());
    try {
      return await action(path);
    } finally {
      await rm(path, { force: true });
    }
  }

  async function find(ref: BlobRef): Promise<number | undefined> {
    const sizeBytes = await ledger.sizeOf(ref);
    if (sizeBytes === undefined) return undefined;
    const storedBytes = await storage.sizeOf(ref.userId, ref.sha256);
    if (storedBytes === sizeBytes) return sizeBytes;
    logger.error({ sha256: ref.sha256, sizeBytes, storedBytes }, 'a blob is not whole in the storage');
    return undefined;
  }

  /** Verifies what comes and makes it the blob. The upload stays when the storage or the database fails. */
  function store(ref: BlobRef, uploadId: string, body: Body, sizeBytes: number): Promise<Result<Progress>> {
    return withIncoming(async (path) => {
      const received = await receive(body, path, sizeBytes);
      if (received.isBroken || received.isTooLong || received.sizeBytes !== sizeBytes) {
        return fail('file-unreadable', `These are not ${sizeBytes} bytes.`);
      }
      if (received.sha256 !== ref.sha256) {
        return fail('file-unreadable', 'The bytes do not have this SHA-256.');
      }
      const isNew = (await ledger.sizeOf(ref)) === undefined;
      await storage.put(ref.userId, ref.sha256, { path, sha256: ref.sha256 });
      if (await ledger.complete(ref, uploadId, sizeBytes)) return ok({ state: 'whole', isNew });
      return settleLost(ref);
    });
  }

  /** For an upload that ended elsewhere meanwhile: as the blob, or with its user. */
  async function settleLost(ref: BlobRef): Promise<Result<Progress>> {
    if ((await ledger.sizeOf(ref)) !== undefined) return ok({ state: 'whole', isNew: false });
    await deleteUnwanted(ref);
    return fail('conflict', 'The upload has ended.');
  }

  async function deleteUnwanted(ref: BlobRef): Promise<void> {
    await ledger.alone(ref.userId, async (transaction) => {
      if (!(await ledger.isWantedIn(transaction, ref))) await storage.delete(ref.userId, ref.sha256);
    });
  }

  async function put(ref: BlobRef, body: Body, sizeBytes: number): Promise<Result<Progress>> {
    const refused = refuseSize(sizeBytes);
    if (refused) return refused;
    const id = newId();
    const reserved = await ledger.reserve(ref, id, sizeBytes);
    if (!reserved.ok) return reserved;
    try {
      return await store(ref, id, body, sizeBytes);
    } finally {
      await ledger.release(id);
    }
  }

  async function append(
    ref: BlobRef,
    body: Body,
    range: ByteRange,
    totalBytes: number,
  ): Promise<Result<Progress>> {
    const refused = refuseSize(totalBytes);
    if (refused) return refused;
    if ((await find(ref)) !== undefined) return ok({ state: 'whole', isNew: false });
    if (range.start > 0 && !(await ledger.upload(ref))) return ok({ state: 'elsewhere', receivedBytes: 0 });
    const begun = await ledger.begin(ref, newId(), totalBytes);
    if (!begun.ok) return begun;
    const { id, receivedBytes } = begun.value;
    if (receivedBytes !== range.start) return ok({ state: 'elsewhere', receivedBytes });
    if ((await ledger.chunks(id)).length >= MAX_CHUNKS) {
      return fail('too-many-requests', `An upload may have ${MAX_CHUNKS} chunks.`);
    }
    const taken = await takeChunk(ref, id, body, range);
    return taken.ok ? progress(ref) : taken;
  }

  function takeChunk(ref: BlobRef, uploadId: string, body: Body, { start, end }: ByteRange) {
    return withIncoming(async (path): Promise<Result<undefined>> => {
      const { sizeBytes, sha256, isTooLong } = await receive(body, path, end - start + 1);
      if (isTooLong) return fail('invalid-input', 'There are more bytes than Content-Range says.');
      if (sizeBytes === 0) return ok(undefined);
      const name = `${uploadId}.${newId()}`;
      await storage.put(ref.userId, name, { path, sha256 });
      const isTaken = await ledger.advance(ref, uploadId, start, { name, sizeBytes });
      if (!isTaken) await storage.delete(ref.userId, name);
      return ok(undefined);
    });
  }

  async function progress(ref: BlobRef): Promise<Result<Progress>> {
    const upload = await ledger.upload(ref);
    if (!upload) {
      const isWhole = (await find(ref)) !== undefined;
      return ok(isWhole ? { state: 'whole', isNew: false } : { state: 'partial', receivedBytes: 0 });
    }
    if (upload.receivedBytes < upload.sizeBytes) {
      return ok({ state: 'partial', receivedBytes: upload.receivedBytes });
    }
    const stored = await store(ref, upload.id, chunksOf(ref, upload.id), upload.sizeBytes);
    if (!stored.ok) {
      // Another node has made the same chunks the blob and deleted them while they were read here.
      if ((await find(ref)) !== undefined) return ok({ state: 'whole', isNew: false });
      await ledger.release(upload.id);
    }
    await storage.deleteAll(ref.userId, `${upload.id}.`);
    return stored;
  }

  async function* chunksOf({ userId }: BlobRef, uploadId: string): Body {
    for (const { name, sizeBytes } of await ledger.chunks(uploadId)) {
      yield* await storage.read(userId, name, { start: 0, end: sizeBytes - 1 });
    }
  }

  async function sweep(): Promise<void> {
    for (const { id, ...ref } of await ledger.expired()) {
      await storage.deleteAll(ref.userId, `${id}.`);
      await deleteUnwanted(ref);
      await ledger.release(id);
    }
    const startedMs = Date.now() - REQUEST_LIFETIME_MS;
    for (const name of await readdir(incomingDir).catch(() => [])) {
      const file = await stat(join(incomingDir, name)).catch(() => undefined);
      if (file && file.mtimeMs < startedMs) await rm(join(incomingDir, name), { force: true });
    }
  }

  const trackedSweep = track(sweep);
  const sweepOrLog = () => {
    trackedSweep().catch((error: unknown) => logger.error({ error }, 'uploads could not be swept up'));
  };
  const timer = setInterval(sweepOrLog, SWEEP_MS);
  timer.unref();
  sweepOrLog();

  return {
    find: track(find),
    read: track(async (ref: BlobRef, sizeBytes: number, range: ByteRange) => {
      const bytes = await storage.read(ref.userId, ref.sha256, range);
      const isWhole = range.start === 0 && range.end === sizeBytes - 1;
      return isWhole ? bytes.pipeThrough(verifying(ref.sha256, logger)) : bytes;
    }),
    put: track(put),
    append: track(append),
    progress: track(progress),
    sweep: trackedSweep,
    deleteBlobsOf: track(async (userId: string) => {
      await ledger.deleteUser(userId);
      await storage.deleteUser(userId);
    }),
    async close() {
      clearInterval(timer);
      await Promise.allSettled(running);
    },
  };
}

function refuseSize(sizeBytes: number): Result<never> | undefined {
  if (sizeBytes === 0) return fail('file-empty', 'The file is empty.');
  if (sizeBytes > MAX_BLOB_BYTES) {
    return fail('body-too-large', `A file may have ${MAX_BLOB_BYTES} bytes.`);
  }
  return undefined;
}

/** Keeps the last piece back until the hash is known, so that damaged bytes never end as a whole file. */
function verifying(sha256: string, logger: Log): TransformStream<Uint8Array, Uint8Array> {
  const hash = createHash('sha256');
  let last: Uint8Array | undefined;
  return new TransformStream({
    transform(piece, controller) {
      hash.update(piece);
      if (last) controller.enqueue(last);
      last = piece;
    },
    flush(controller) {
      if (hash.digest('hex') === sha256) {
        if (last) controller.enqueue(last);
        return;
      }
      logger.error({ sha256 }, 'a blob is damaged in the storage');
      controller.error(new Error('The blob is damaged in the storage.'));
    },
  });
}
