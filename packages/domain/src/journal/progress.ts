/** How far this copy of a journal has come: what it has seen of each replica, and what another copy lacks. */
import * as Y from 'yjs';
import { DEVICES } from './collections.ts';
import type { Stamp } from './stamp.ts';

export interface Progress {
  /**
   * The latest stamp seen of each replica. What devices say about themselves does not count: else each answer
   * would be news to everybody else.
   */
  seen(): Readonly<Record<string, Stamp>>;
  /** Records that `replica` has written after `stamp`. */
  countAfter(replica: string, stamp: Stamp): number;
  /** Records with something that lies beyond a state vector; deletions inside texts are not in it. */
  countSince(stateVector: ReadonlyMap<number, number>): number;
  /** Updates came whose predecessors are still missing; they are kept until those come. */
  isIncomplete(): boolean;
}

/** What devices say about themselves, and what the document says about itself. */
const UNCOUNTED: ReadonlySet<string> = new Set([DEVICES, 'meta']);

type ParseKey = (key: string) => { id: string; replica: string } | undefined;

export interface ProgressOptions {
  readonly doc: Y.Doc;
  readonly parseKey: ParseKey;
  readonly collectionOf: (rootName: string) => string;
  /** Latest stamp in what a root map holds under a key. */
  readonly stampIn: (value: unknown) => Stamp;
}

export function createProgress(options: ProgressOptions): Progress & {
  note(collection: string, replica: string, stamp: Stamp): void;
} {
  const { doc, parseKey, collectionOf, stampIn } = options;
  const seen = new Map<string, Stamp>();
  return {
    note(collection, replica, stamp) {
      if (!UNCOUNTED.has(collection) && stamp > (seen.get(replica) ?? 0)) seen.set(replica, stamp);
    },
    seen: () => Object.fromEntries(seen),
    countAfter(replica, stamp) {
      if ((seen.get(replica) ?? 0) <= stamp) return 0;
      let count = 0;
      for (const [name, root] of doc.share) {
        if (UNCOUNTED.has(name) || name.includes('/')) continue;
        for (const key of root._map.keys()) {
          if (parseKey(key)?.replica !== replica) continue;
          if (stampIn(doc.getMap(name).get(key)) > stamp) count += 1;
        }
      }
      return count;
    },
    countSince(stateVector) {
      const records = new Set<string>();
      for (const [client, structs] of doc.store.clients) {
        const from = stateVector.get(client) ?? 0;
        for (let index = structs.length - 1; index >= 0; index -= 1) {
          const struct = structs[index];
          if (!struct || struct.id.clock + struct.length <= from) break;
          const record = struct instanceof Y.Item ? recordOf(struct) : undefined;
          if (record) records.add(record);
        }
      }
      return records.size;
    },
    isIncomplete: () => doc.store.pendingStructs !== null,
  };

  function recordOf(item: Y.Item): string | undefined {
    const parent = item.parent;
    if (!(parent instanceof Y.AbstractType)) return undefined;
    const root = parent._item ? parent._item.parent : parent;
    const key = parent._item ? parent._item.parentSub : item.parentSub;
    for (const [name, shared] of doc.share) {
      if (shared !== root) continue;
      const collection = collectionOf(name);
      const id = parseKey(key ?? '')?.id;
      return UNCOUNTED.has(collection) || id === undefined ? undefined : `${collection} ${id}`;
    }
    return undefined;
  }
}
