/** Keeps whole documents as merged bytes for who asks next, the latest asked longest, within a bound of bytes. */
import { LRUCache } from 'lru-cache';
import { encodeStateVectorFromUpdate, mergeUpdates } from 'yjs';
import { type DocumentRef, keyOf, type StoredDocument, type StoredUpdate } from './update-log.ts';

/** Enough for the large documents of those who are connecting; a document is read again in a moment. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface MergedDocuments {
  get(ref: DocumentRef): StoredDocument | undefined;
  /** Merges what is known already with what came after it; `undefined` when both are nothing. */
  put(ref: DocumentRef, later: readonly StoredUpdate[]): StoredDocument | undefined;
  delete(ref: DocumentRef): void;
}

export function createMergedDocuments(): MergedDocuments {
  const documents = new LRUCache<string, StoredDocument>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ update, stateVector }) => update.length + stateVector.length + 1,
  });
  return {
    get: (ref) => documents.get(keyOf(ref)),
    put(ref, later) {
      const known = documents.get(keyOf(ref));
      const last = later.at(-1);
      if (!last) return known;
      const updates = [...(known ? [known] : []), ...later].map(({ update }) => update);
      const update = updates.length === 1 ? last.update : mergeUpdates(updates);
      const merged = { seq: last.seq, update, stateVector: encodeStateVectorFromUpdate(update) };
      documents.set(keyOf(ref), merged);
      return merged;
    },
    delete: (ref) => void documents.delete(keyOf(ref)),
  };
}
