import { applyUpdate, Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs';

/**
 * One update in the place of many, without the content of what was deleted or overwritten: merging alone would
 * keep it for ever. Updates that wait for others which are not there stay in it.
 */
export function compactUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Doc();
  try {
    doc.transact(() => {
      for (const update of updates) applyUpdate(doc, update);
    });
    return encodeStateAsUpdate(doc);
  } catch {
    // Items that contradict each other, as no client of Yjs makes them, are kept as they came.
    return mergeUpdates([...updates]);
  } finally {
    doc.destroy();
  }
}
