/**
 * The log of a relay that is one process: an update is durable once it is in the write-ahead file, and comes into
 * the file of its document a few seconds later, with its neighbours. No update costs a row of a database, no writer
 * waits for a document.
 */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import type { Log } from '@mirubato/core/context';
import { Mutex } from 'async-mutex';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { DocumentFile } from './document-file.ts';
import { createMergedDocuments } from './merged-documents.ts';
import { type DocumentRef, keyOf, type StoredUpdate, type UpdateLog } from './update-log.ts';
import { type NumberedUpdate, openWriteAheadFile } from './write-ahead-file.ts';

interface Document {
  readonly ref: DocumentRef;
  readonly file: DocumentFile;
  /** Of the last durable update. */
  head: number;
  /** Durable in the write-ahead file alone, in order. */
  readonly tail: StoredUpdate[];
}

interface Waiting {
  readonly ref: DocumentRef;
  readonly update: Uint8Array;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: unknown) => void;
}

/** A sync costs as much for one update as for many; who comes alone does not wait. */
const SYNC_EVERY_MS = 10;
/** Long enough to merge what is typed, short enough that little has to be read again after a crash. */
const CHECKPOINT_AFTER_MS = 5000;
const CHECKPOINT_AT_BYTES = 32 * 1024 * 1024;
/** Files that are written at once. */
const FILES_AT_ONCE = 4;
/** Documents whose place in their file is remembered; each is a few hundred bytes. */
const MAX_KNOWN_DOCUMENTS = 10_000;

/** @param db holds what each document weighs, for the limits of its user */
export async function openFileLog(options: {
  readonly directory: string;
  readonly db: Kysely<Tables>;
  readonly logger: Log;
}): Promise<UpdateLog> {
  const { directory, db, logger } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const ahead = await openWriteAheadFile(join(directory, 'write-ahead'));
  const merged = createMergedDocuments();
  const documentByKey = new Map<string, Promise<Document>>();
  const dirty = new Set<Document>();
  const aheadTurn = new Mutex();
  /** Documents' files are written in it alone. */
  const checkpointTurn = new Mutex();
  let waiting: Waiting[] = [];
  let syncedAtMs = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> | undefined;
  /** Whatever was given before it has been written when it has. */
  let lastAppend: Promise<number> | undefined;
  let checkpointTimer: NodeJS.Timeout | undefined;

  for (const repair of ahead.repairs) logger.warn({ repair }, 'the write-ahead file was mended');
  await recover();

  const log: UpdateLog = {
    append(ref, update) {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      waiting.push({ ref, update, resolve, reject });
      writing ??= writeGroups();
      lastAppend = promise;
      return promise;
    },
    async read(ref) {
      const document = await documentOf(ref);
      const key = keyOf(ref);
      const known = merged.get(key);
      if (known?.seq === document.head) return known;
      return merged.put(key, await updatesAfter(document, known?.seq ?? 0));
    },
    lastSeq: async (ref) => (await documentOf(ref)).head,
    async compact(ref) {
      await checkpointTurn.runExclusive(async () => {
        const document = await documentOf(ref);
        await writeTail(document);
        await document.file.compact();
        await noteWeights([document]);
      });
    },
    after: async (ref, seq) => updatesAfter(await documentOf(ref), seq),
    appendIn: (_transaction, ref, update) => log.append(ref, update),
    async documents(userId) {
      const rows = await db
        .selectFrom('documents')
        .select(['document', 'bytes'])
        .where('user_id', '=', userId)
        .execute();
      const bytesByDocument = new Map(rows.map(({ document, bytes }) => [document, Number(bytes)]));
      for (const { ref, file, tail } of dirty) {
        if (ref.userId !== userId) continue;
        const waitingBytes = tail.reduce((sum, { update }) => sum + update.length, 0);
        bytesByDocument.set(ref.document, file.sizeBytes + waitingBytes);
      }
      return [...bytesByDocument].map(([document, bytes]) => ({ document, bytes }));
    },
    async remove(userId) {
      await lastAppend?.catch(() => undefined);
      // Else the write-ahead file would bring it back.
      await checkpoint();
      await checkpointTurn.runExclusive(async () => {
        for (const [key, opening] of documentByKey) {
          const document = await opening;
          if (document.ref.userId !== userId) continue;
          documentByKey.delete(key);
          dirty.delete(document);
          merged.delete(key);
        }
        await rm(userFolder(userId), { recursive: true, force: true });
        await db.deleteFrom('documents').where('user_id', '=', userId).execute();
      });
    },
    async close() {
      while (writing) await writing;
      clearTimeout(checkpointTimer);
      await checkpoint();
      await ahead.close();
    },
  };
  return log;

  async function recover(): Promise<void> {
    for (const { ref, seq, update } of await ahead.read()) {
      const document = await documentOf(ref);
      if (seq <= document.head) continue;
      if (seq > document.head + 1) logger.error({ ref, seq, head: document.head }, 'updates are missing');
      take(document, { seq, update });
    }
    if (dirty.size > 0) await checkpoint();
  }

  async function writeGroups(): Promise<void> {
    // Lets all that arrived in this turn of the loop into the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const sinceMs = performance.now() - syncedAtMs;
      if (sinceMs < SYNC_EVERY_MS) await setTimeoutAsync(SYNC_EVERY_MS - sinceMs);
      syncedAtMs = performance.now();
      const group = waiting;
      waiting = [];
      await aheadTurn.runExclusive(() => writeGroup(group));
    }
    writing = undefined;
  }

  async function writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const seqByDocument = new Map<Document, number>();
      const numbered: (NumberedUpdate & { document: Document })[] = [];
      for (const { ref, update } of group) {
        const document = await documentOf(ref);
        const seq = (seqByDocument.get(document) ?? document.head) + 1;
        seqByDocument.set(document, seq);
        numbered.push({ ref, seq, update, document });
      }
      await ahead.append(numbered);
      for (const [index, { document, seq, update }] of numbered.entries()) {
        take(document, { seq, update });
        group[index]?.resolve(seq);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    checkpointLater(ahead.sizeBytes() > CHECKPOINT_AT_BYTES ? 0 : CHECKPOINT_AFTER_MS);
  }

  function take(document: Document, update: StoredUpdate): void {
    document.tail.push(update);
    document.head = update.seq;
    dirty.add(document);
  }

  function checkpointLater(afterMs: number): void {
    if (afterMs === 0) clearTimeout(checkpointTimer);
    else if (checkpointTimer) return;
    checkpointTimer = setTimeout(() => {
      checkpointTimer = undefined;
      checkpoint().catch((error: unknown) => logger.error({ error }, 'documents could not be written'));
    }, afterMs);
    checkpointTimer.unref();
  }

  function checkpoint(): Promise<void> {
    return checkpointTurn.runExclusive(async () => {
      const documents = [...dirty];
      const queue = documents.values();
      const write = async () => {
        for (const document of queue) {
          try {
            await writeTail(document);
          } catch (error) {
            logger.error({ error, ref: document.ref }, 'a document could not be written; it is kept ahead');
          }
        }
      };
      await Promise.all(Array.from({ length: FILES_AT_ONCE }, write));
      await noteWeights(documents);
      await aheadTurn.runExclusive(async () => {
        const remaining = [...dirty].flatMap(({ ref, tail }) => tail.map((update) => ({ ref, ...update })));
        await ahead.trim(remaining);
        // In this turn, since nobody who writes holds a document now.
        for (const [key, opening] of documentByKey) {
          if (documentByKey.size <= MAX_KNOWN_DOCUMENTS) break;
          if (!dirty.has(await opening)) documentByKey.delete(key);
        }
      });
    });
  }

  async function writeTail(document: Document): Promise<void> {
    const updates = [...document.tail];
    if (updates.length === 0) return;
    await document.file.append(updates);
    document.tail.splice(0, updates.length);
    if (document.tail.length === 0) dirty.delete(document);
  }

  async function noteWeights(documents: readonly Document[]): Promise<void> {
    if (documents.length === 0) return;
    await sql`
      INSERT INTO documents (user_id, document, last_seq, bytes)
      SELECT * FROM unnest(
        ${documents.map(({ ref }) => ref.userId)}::text[],
        ${documents.map(({ ref }) => ref.document)}::text[],
        ${documents.map(({ file }) => file.lastSeq)}::bigint[],
        ${documents.map(({ file }) => file.sizeBytes)}::bigint[])
      ON CONFLICT (user_id, document) DO UPDATE
        SET last_seq = excluded.last_seq, bytes = excluded.bytes`.execute(db);
  }

  async function updatesAfter(document: Document, seq: number): Promise<StoredUpdate[]> {
    // Before the file is read: what is in neither would have been passed over.
    const tail = document.tail.filter((update) => update.seq > seq);
    const updates = await document.file.after(seq);
    const filed = updates.at(-1)?.seq ?? 0;
    return [...updates, ...tail.filter((update) => update.seq > filed)];
  }

  function documentOf(ref: DocumentRef): Promise<Document> {
    const key = keyOf(ref);
    const known = documentByKey.get(key);
    if (known) return known;
    const opening = openDocument(ref);
    documentByKey.set(key, opening);
    opening.catch(() => documentByKey.delete(key));
    return opening;
  }

  async function openDocument(ref: DocumentRef): Promise<Document> {
    const path = join(userFolder(ref.userId), `${hashOf(ref.document)}.updates`);
    const file = await DocumentFile.open(path, ref, (detail) =>
      logger.error({ detail }, 'a document is damaged'),
    );
    return { ref, file, head: file.lastSeq, tail: [] };
  }

  function userFolder(userId: string): string {
    return join(directory, 'users', hashOf(userId));
  }
}

/** A user id or a document name may be any text; a file name may not. */
function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
