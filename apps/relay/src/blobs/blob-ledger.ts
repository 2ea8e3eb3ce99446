/**
 * What the database knows of blobs: who has which, what is being uploaded, and what that takes of a quota. Changes
 * for one user are made one after the other over all nodes.
 */
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** After the last bytes of a resumable upload. */
export const UPLOAD_LIFETIME_MS = 24 * 60 * 60_000;
/** Of an upload in one request, which Node ends after 5 minutes; a longer reservation was left by a crash. */
export const REQUEST_LIFETIME_MS = 60 * 60_000;
/** A chunk is an object of its own; 50 MB in so many are 50 kB each. */
export const MAX_CHUNKS = 1000;

export interface BlobRef {
  readonly userId: string;
  readonly sha256: string;
}

export interface Chunk {
  readonly name: string;
  readonly sizeBytes: number;
}

export interface Upload {
  readonly id: string;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
}

export interface BlobLedger {
  sizeOf(ref: BlobRef): Promise<number | undefined>;
  /** Sets bytes aside for an upload in one request. Problem `quota-exceeded`. */
  reserve(ref: BlobRef, id: string, sizeBytes: number): Promise<Result<undefined>>;
  release(id: string): Promise<void>;
  /** The live resumable upload, begun with this id when there is none. Problems `quota-exceeded`, `conflict`. */
  begin(ref: BlobRef, id: string, sizeBytes: number): Promise<Result<Upload>>;
  upload(ref: BlobRef): Promise<Upload | undefined>;
  chunks(uploadId: string): Promise<Chunk[]>;
  /** Adds a chunk that begins where the upload is; false when it is elsewhere by now, or gone. */
  advance(ref: BlobRef, uploadId: string, start: number, chunk: Chunk): Promise<boolean>;
  /** Makes an upload a blob and ends the resumable one; false when the upload is gone. */
  complete(ref: BlobRef, uploadId: string, sizeBytes: number): Promise<boolean>;
  /** Uploads that have expired, of everybody. */
  expired(): Promise<(BlobRef & { readonly id: string })[]>;
  /** Lets nobody change the user's blobs meanwhile. `action` must not use another connection. */
  alone<T>(userId: string, action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** Whether the bytes stored under the hash belong to a blob, or to an upload that may still become one. */
  isWantedIn(transaction: Kysely<Tables>, ref: BlobRef): Promise<boolean>;
  deleteUser(userId: string): Promise<void>;
}

export function createBlobLedger(
  db: Kysely<Tables>,
  { quotaBytes, nowMs }: { readonly quotaBytes: number; readonly nowMs: () => number },
): BlobLedger {
  const now = () => new Date(nowMs());

  function alone<T>(userId: string, action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return db.transaction().execute(async (transaction) => {
      const key = JSON.stringify(['blobs', userId]);
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(transaction);
      return action(transaction);
    });
  }

  /** Other uploads of the same bytes end as the same blob and are not counted. */
  async function hasRoom(transaction: Kysely<Tables>, { userId, sha256 }: BlobRef, sizeBytes: number) {
    const { rows } = await sql<{ used: string }>`
      SELECT (SELECT coalesce(sum(size_bytes), 0) FROM blobs WHERE user_id = ${userId})
           + (SELECT coalesce(sum(size_bytes), 0) FROM blob_uploads
              WHERE user_id = ${userId} AND sha256 <> ${sha256} AND expires_at > ${now()}) AS used`.execute(
      transaction,
    );
    return Number(rows[0]?.used) + sizeBytes <= quotaBytes;
  }

  function selectUpload(transaction: Kysely<Tables>, { userId, sha256 }: BlobRef) {
    return transaction
      .selectFrom('blob_uploads')
      .select(['id', 'size_bytes', 'received_bytes'])
      .where('user_id', '=', userId)
      .where('sha256', '=', sha256)
      .where('is_resumable', '=', true)
      .where('expires_at', '>', now())
      .executeTakeFirst();
  }

  async function sizeIn(transaction: Kysely<Tables>, { userId, sha256 }: BlobRef) {
    const row = await transaction
      .selectFrom('blobs')
      .select('size_bytes')
      .where('user_id', '=', userId)
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    return row && Number(row.size_bytes);
  }

  async function isWantedIn(transaction: Kysely<Tables>, ref: BlobRef) {
    if ((await sizeIn(transaction, ref)) !== undefined) return true;
    const upload = await transaction
      .selectFrom('blob_uploads')
      .select('id')
      .where('user_id', '=', ref.userId)
      .where('sha256', '=', ref.sha256)
      .where('expires_at', '>', now())
      .executeTakeFirst();
    return upload !== undefined;
  }

  function insertUpload(
    transaction: Kysely<Tables>,
    { userId, sha256 }: BlobRef,
    upload: { id: string; size_bytes: number; is_resumable: boolean },
  ) {
    const lifetimeMs = upload.is_resumable ? UPLOAD_LIFETIME_MS : REQUEST_LIFETIME_MS;
    const expires_at = new Date(nowMs() + lifetimeMs);
    return transaction
      .insertInto('blob_uploads')
      .values({ ...upload, user_id: userId, sha256, expires_at })
      .execute();
  }

  const noRoom = () => fail('quota-exceeded', `All files together may have ${quotaBytes} bytes.`);

  return {
    alone,
    isWantedIn,
    sizeOf: (ref) => sizeIn(db, ref),
    reserve: (ref, id, size_bytes) =>
      alone(ref.userId, async (transaction) => {
        const isThere = (await sizeIn(transaction, ref)) !== undefined;
        if (!isThere && !(await hasRoom(transaction, ref, size_bytes))) return noRoom();
        await insertUpload(transaction, ref, {
          id,
          size_bytes: isThere ? 0 : size_bytes,
          is_resumable: false,
        });
        return ok(undefined);
      }),
    async release(id) {
      await db.deleteFrom('blob_uploads').where('id', '=', id).execute();
    },
    begin: (ref, id, sizeBytes) =>
      alone(ref.userId, async (transaction) => {
        const row = await selectUpload(transaction, ref);
        if (row && Number(row.size_bytes) !== sizeBytes) {
          return fail('conflict', `The upload was begun with ${row.size_bytes} bytes.`);
        }
        if (row) return ok(uploadOf(row));
        if (!(await hasRoom(transaction, ref, sizeBytes))) return noRoom();
        // One that has expired keeps its row, without its name, until its bytes are swept up.
        await transaction
          .updateTable('blob_uploads')
          .set({ is_resumable: false })
          .where('user_id', '=', ref.userId)
          .where('sha256', '=', ref.sha256)
          .where('expires_at', '<=', now())
          .execute();
        await insertUpload(transaction, ref, { id, size_bytes: sizeBytes, is_resumable: true });
        return ok({ id, sizeBytes, receivedBytes: 0 });
      }),
    async upload(ref) {
      const row = await selectUpload(db, ref);
      return row && uploadOf(row);
    },
    async chunks(uploadId) {
      const rows = await db
        .selectFrom('blob_chunks')
        .select(['name', 'size_bytes'])
        .where('upload_id', '=', uploadId)
        .orderBy('start_byte')
        .execute();
      return rows.map(({ name, size_bytes }) => ({ name, sizeBytes: Number(size_bytes) }));
    },
    advance: (ref, uploadId, start, { name, sizeBytes }) =>
      alone(ref.userId, async (transaction) => {
        const row = await transaction
          .updateTable('blob_uploads')
          .set({
            received_bytes: start + sizeBytes,
            expires_at: new Date(nowMs() + UPLOAD_LIFETIME_MS),
          })
          .where('id', '=', uploadId)
          .where('received_bytes', '=', start)
          .where('expires_at', '>', now())
          .returning('id')
          .executeTakeFirst();
        if (!row) return false;
        await transaction
          .insertInto('blob_chunks')
          .values({ upload_id: uploadId, start_byte: start, size_bytes: sizeBytes, name })
          .execute();
        return true;
      }),
    complete: (ref, uploadId, sizeBytes) =>
      alone(ref.userId, async (transaction) => {
        const ended = await transaction
          .deleteFrom('blob_uploads')
          .where('id', '=', uploadId)
          .returning('id')
          .executeTakeFirst();
        if (!ended) return false;
        await transaction
          .insertInto('blobs')
          .values({ user_id: ref.userId, sha256: ref.sha256, size_bytes: sizeBytes })
          .onConflict((conflict) => conflict.columns(['user_id', 'sha256']).doNothing())
          .execute();
        // Its chunks are swept up as those of any upload that has expired.
        await transaction
          .updateTable('blob_uploads')
          .set({ is_resumable: false, expires_at: now() })
          .where('user_id', '=', ref.userId)
          .where('sha256', '=', ref.sha256)
          .where('is_resumable', '=', true)
          .execute();
        return true;
      }),
    async expired() {
      const rows = await db
        .selectFrom('blob_uploads')
        .select(['id', 'user_id', 'sha256'])
        .where('expires_at', '<=', now())
        .execute();
      return rows.map(({ id, user_id, sha256 }) => ({ id, userId: user_id, sha256 }));
    },
    deleteUser: (userId) =>
      alone(userId, async (transaction) => {
        await transaction.deleteFrom('blob_uploads').where('user_id', '=', userId).execute();
        await transaction.deleteFrom('blobs').where('user_id', '=', userId).execute();
      }),
  };
}

function uploadOf(row: { id: string; size_bytes: number; received_bytes: number }): Upload {
  return { id: row.id, sizeBytes: Number(row.size_bytes), receivedBytes: Number(row.received_bytes) };
}
