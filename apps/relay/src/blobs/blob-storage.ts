/** Where the bytes of blobs lie: files or S3 objects, each under its own user. Nothing here knows who may have what. */
import { createHash } from 'node:crypto';

/** Both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A name is of letters, digits, `.`, `_` and `-`. Storage that does not answer is a throw. */
export interface BlobStorage {
  /** Takes a file in, in place of what the name held; durable when it resolves. The file may be moved away. */
  put(userId: string, name: string, file: { readonly path: string; readonly sha256: string }): Promise<void>;
  /** Undefined when there is nothing of that name. */
  sizeOf(userId: string, name: string): Promise<number | undefined>;
  /** Throws or fails the stream when there is nothing of that name. */
  read(userId: string, name: string, range: ByteRange): Promise<ReadableStream<Uint8Array>>;
  /** Nothing of that name is no error. */
  delete(userId: string, name: string): Promise<void>;
  /** Deletes what the user has under names with this beginning. */
  deleteAll(userId: string, prefix: string): Promise<void>;
  deleteUser(userId: string): Promise<void>;
}

/** A user id may be any text; a folder or a key may not. */
export function folderOf(userId: string): string {
  return createHash('sha256').update(userId).digest('hex');
}
