/** What a log of documents does, whatever keeps it: binary updates of each document, numbered, never changed. */
import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** The document that holds a user's records; the one that is meant where none is named. */
export const JOURNAL_DOCUMENT = 'journal';

export interface DocumentRef {
  readonly userId: string;
  readonly document: string;
}

export interface StoredUpdate {
  /** Of the last update in it. */
  readonly seq: number;
  readonly update: Uint8Array;
}

export interface StoredDocument extends StoredUpdate {
  /** Of the update, as Yjs encodes it. */
  readonly stateVector: Uint8Array;
}

export interface UpdateLog {
  /** Resolves with the update's number when it is durable; rejects when it could not be written. */
  append(ref: DocumentRef, update: Uint8Array): Promise<number>;
  /** Everything in the document as one update; undefined when there is nothing. */
  read(ref: DocumentRef): Promise<StoredDocument | undefined>;
  /** The number of the document's last update, 0 when there is none. Within the caller's transaction when one is given. */
  lastSeq(ref: DocumentRef, transaction?: Kysely<Tables>): Promise<number>;
  /** Puts one update in the place of many. Updates that are appended meanwhile stay as they are. */
  compact(ref: DocumentRef): Promise<void>;
  /**
   * Updates after a number, in order; of compacted ones the merged one, which may reach back further. Within the
   * caller's transaction when one is given.
   */
  after(ref: DocumentRef, seq: number, transaction?: Kysely<Tables>): Promise<StoredUpdate[]>;
  /**
   * Appends along with a transaction of the caller's: durable once that is, or at once. What follows from the
   * update in the database may then be behind the log, and is made again from it.
   */
  appendIn(transaction: Kysely<Tables>, ref: DocumentRef, update: Uint8Array): Promise<number>;
  documents(userId: string): Promise<{ readonly document: string; readonly bytes: number }[]>;
  /** Removes every document of a user. */
  remove(userId: string): Promise<void>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

export function keyOf({ userId, document }: DocumentRef): string {
  return JSON.stringify([userId, document]);
}
