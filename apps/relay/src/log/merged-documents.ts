/** Keeps whole documents as merged bytes for who asks next, the latest asked longest, within a bound of bytes. */
import { LRUCache } from 'lru-cache';
import { encodeStateVectorFromUpdate, mergeUpdates } from 'yjs';
import { compactUpdates } from './compact-updates.ts';
import type { StoredDocument, StoredUpdate } from './update-log.ts';

/** Enough for the large documents of those who are connecting; a document is read again in a moment. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Merging takes the square of their number; a document takes many in sooner. */
const FEW = 64;

/** A key is never used for another document, nor for one that was removed and made again. */
export interface MergedDocuments {
  get(key: string): StoredDocument | undefined;
  /** Merges what is known already with what came after it; `undefined` when both are nothing. */
  put(key: string, later: readonly StoredUpdate[]): StoredDocument | undefined;
  delete(key: string): void;
}

export function createMergedDocuments(): MergedDocuments {
  const documents = new LRUCache<string, StoredDocument>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ update, stateVector }) => update.length + stateVector.length + 1,
  });
  return {
    get: (key) => documents.get(key),
    put(key, later) {
      const known = documents.get(key);
      const last = later.at(-1);
      if (!last) return known;
      const updates = [...(known ? [known] : []), ...later].map(({ update }) => update);
      const update = updates.length > FEW ? compactUpdates(updates) : mergeUpdates(updates);
      const merged = { seq: last.seq, update, stateVector: encodeStateVectorFromUpdate(update) };
      documents.set(key, merged);
      return merged;
    },
    delete: (key) => void documents.delete(key),
  };
}
