/**
 * A Yjs document of records. Root map `<collection>` holds slots under the key `<id> <replica>`: what that
 * replica has written of that record. Each key has one writer, so Yjs never has to choose between two
 * writes by client id; the record is the merge of its slots by stamp (see SPEC.md beside this file).
 * Text fields stand in root map `<collection>/<field>` under the same keys, as Y.Text: each replica that finds
 * none makes one of its own, so two that do so at once lose nothing.
 */
import diff from 'fast-diff';
import * as Y from 'yjs';
import { fail, ok, type Result } from '../problem.ts';
import { textFieldsOf } from './collections.ts';
import { createProgress, type Progress } from './progress.ts';
import {
  type FieldState,
  type JsonValue,
  latestStamp,
  mergeSlots,
  parseSlot,
  type Slot,
  writeSlot,
} from './slot.ts';
import { createStampClock, msOf, type Stamp, stampAt } from './stamp.ts';

export interface RecordRef {
  readonly collection: string;
  readonly id: string;
}

export type RecordFields = Readonly<Record<string, JsonValue>>;

/** Fields to write; the fields it does not name stay as they are. */
export interface RecordEdit extends RecordRef {
  readonly fields: RecordFields;
}

/** One change of the document, local or remote: its binary form and the records it touched. */
export interface JournalChange {
  readonly update: Uint8Array;
  readonly touched: readonly RecordRef[];
  /** What `applyUpdate` was given, or `undefined` for a local edit. */
  readonly origin: unknown;
}

export interface JournalDocument {
  /**
   * Writes all edits in one transaction; undefined when nothing changed.
   * @param atMs when the edits were made, if not now: what was written later stays, and so does every text of
   *   a record that was changed later
   */
  edit(edits: readonly RecordEdit[], atMs?: number): JournalChange | undefined;
  /** When a field was last written, in milliseconds since 1970; undefined when it never was. */
  writtenAtMs(collection: string, id: string, field: string): number | undefined;
  /** When and by which replica each field was last written; texts have no such. */
  writes(
    collection: string,
    id: string,
  ): ReadonlyMap<string, { readonly atMs: number; readonly replica: string }>;
  /** Merges a peer's Yjs update (V1). A damaged one is a problem and leaves the document as it was. */
  applyUpdate(update: Uint8Array, origin?: unknown): Result<JournalChange | undefined>;
  /** Merges an update that this program wrote itself and whose checksum has been checked; names what it touched. */
  load(update: Uint8Array): readonly RecordRef[];
  /** The greatest layout version any replica has written; 0 for an empty document. */
  version(): number;
  /** The record with its texts, or undefined. Trashed records are records: they carry `deletedAt`. */
  read(collection: string, id: string): RecordFields | undefined;
  ids(collection: string): Set<string>;
  /** The whole document as one update, or what lies beyond a state vector. */
  encode(stateVector?: Uint8Array): Uint8Array;
  encodeStateVector(): Uint8Array;
  readonly progress: Progress;
  destroy(): void;
}

/** Root map of facts about the document itself. */
const META = 'meta';

/** Version of the layout above. A document of a later one is not written by this version. */
export const JOURNAL_VERSION = 1;

/**
 * @param options.replica names this copy of the journal: never the same for two copies that may diverge,
 *   without spaces.
 */
export function createJournalDocument(options: { replica: string; nowMs: () => number }): JournalDocument {
  const { replica } = options;
  const doc = new Y.Doc();
  const clock = createStampClock(options.nowMs);
  const replicas = new Set<string>([replica]);
  const progress = createProgress({
    doc,
    parseKey: parseSlotKey,
    collectionOf,
    stampIn(value) {
      const slot = parseSlot(value);
      return slot ? latestStamp(slot) : 0;
    },
  });
  let latest: JournalChange | undefined;
  const keepUpdate = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    latest = { update, touched: touchedRecords(transaction), origin };
  };
  doc.on('update', keepUpdate);

  return {
    edit(edits, atMs) {
      const at = atMs === undefined ? undefined : stampAt(atMs);
      return capture(() =>
        doc.transact(() => {
          for (const edit of edits) writeRecord(edit, at);
          if (version() < JOURNAL_VERSION) doc.getMap(META).set(slotKey('version', replica), JOURNAL_VERSION);
        }),
      );
    },
    applyUpdate(update, origin) {
      try {
        Y.decodeUpdate(update);
        return ok(capture(() => Y.applyUpdate(doc, update, origin)));
      } catch (cause) {
        return fail('invalid-input', 'This is not a journal update.', { cause });
      }
    },
    load(update) {
      const touched: RecordRef[] = [];
      const collect = (transaction: Y.Transaction) => touched.push(...touchedRecords(transaction));
      // Whoever listens for updates makes Yjs encode again what was just decoded.
      doc.off('update', keepUpdate);
      doc.on('afterTransaction', collect);
      try {
        Y.applyUpdate(doc, update);
      } finally {
        doc.off('afterTransaction', collect);
        doc.on('update', keepUpdate);
      }
      return touched;
    },
    version,
    read(collection, id) {
      const merged = mergedRecord(collection, id);
      if (merged.size === 0) return undefined;
      const fields: Record<string, JsonValue> = {};
      for (const [field, state] of merged) fields[field] = state.value;
      for (const field of textFieldsOf(collection)) {
        fields[field] = joined(textsOf(collection, id, field));
      }
      return fields;
    },
    ids(collection) {
      const ids = new Set<string>();
      for (const key of doc.getMap(collection).keys()) {
        const parsed = parseSlotKey(key);
        if (parsed) ids.add(parsed.id);
      }
      return ids;
    },
    writtenAtMs(collection, id, field) {
      const state = mergedRecord(collection, id).get(field);
      return state && msOf(state.stamp);
    },
    writes(collection, id) {
      const merged = mergedRecord(collection, id);
      return new Map(
        [...merged].map(([field, { stamp, replica: by }]) => [field, { atMs: msOf(stamp), replica: by }]),
      );
    },
    encode: (stateVector) => Y.encodeStateAsUpdate(doc, stateVector),
    encodeStateVector: () => Y.encodeStateVector(doc),
    progress,
    destroy: () => doc.destroy(),
  };

  function capture(change: () => void): JournalChange | undefined {
    latest = undefined;
    change();
    const captured = latest;
    latest = undefined;
    return captured;
  }

  function version(): number {
    let greatest = 0;
    for (const value of doc.getMap(META).values()) {
      if (typeof value === 'number' && value > greatest) greatest = value;
    }
    return greatest;
  }

  function writeRecord(edit: RecordEdit, at: Stamp | undefined): void {
    const merged = mergedRecord(edit.collection, edit.id);
    const stamps = [...merged.values()].map(({ stamp }) => stamp);
    const [first, last] = [Math.min(...stamps), Math.max(...stamps)];
    const texts = textFieldsOf(edit.collection);
    const changes: Record<string, JsonValue> = {};
    for (const [field, value] of Object.entries(edit.fields)) {
      const isText = texts.includes(field);
      const present = merged.get(field);
      // A field that is not there was left out when the record was made.
      const since = isText ? last : (present?.stamp ?? first);
      if (at !== undefined && stamps.length > 0 && since >= at) continue;
      if (isText) writeText(edit, field, typeof value === 'string' ? value : JSON.stringify(value ?? ''));
      else if (!present || !isEqualJson(present.value, value)) changes[field] = value;
    }
    if (Object.keys(changes).length === 0) return;
    const map = doc.getMap(edit.collection);
    const key = slotKey(edit.id, replica);
    map.set(key, writeSlot(parseSlot(map.get(key)), merged, replica, changes, at ?? clock.next()));
  }

  /** Into the text that is there; what other replicas have beside it is drawn together into that one. */
  function writeText({ collection, id }: RecordRef, field: string, value: string): void {
    const texts = textsOf(collection, id, field);
    if (joined(texts) === value) return;
    const text = texts.find(({ length }) => length > 0) ?? texts[0] ?? new Y.Text();
    if (texts.length === 0) doc.getMap(textsName(collection, field)).set(slotKey(id, replica), text);
    let index = 0;
    for (const [kind, part] of diff(text.toString(), value)) {
      if (kind === diff.INSERT) text.insert(index, part);
      if (kind === diff.DELETE) text.delete(index, part.length);
      else index += part.length;
    }
    for (const other of texts) if (other !== text) other.delete(0, other.length);
  }

  /** The texts that replicas have made for a field, in the same order on every computer. */
  function textsOf(collection: string, id: string, field: string): Y.Text[] {
    const map = doc.getMap(textsName(collection, field));
    const texts: Y.Text[] = [];
    for (const name of [...replicas].sort()) {
      const text = map.get(slotKey(id, name));
      if (text instanceof Y.Text) texts.push(text);
    }
    return texts;
  }

  function mergedRecord(collection: string, id: string): Map<string, FieldState> {
    const map = doc.getMap(collection);
    const slots: [string, Slot][] = [];
    for (const name of replicas) {
      const slot = parseSlot(map.get(slotKey(id, name)));
      if (slot) slots.push([name, slot]);
    }
    return mergeSlots(slots);
  }

  function touchedRecords(transaction: Y.Transaction): RecordRef[] {
    const refByKey = new Map<string, RecordRef>();
    const touch = (collection: string, id: string) => refByKey.set(`${collection} ${id}`, { collection, id });
    for (const [type, keys] of transaction.changed) {
      if (type instanceof Y.Text) {
        const parsed = parseSlotKey(type._item?.parentSub ?? '');
        const name = rootName(type.parent);
        if (parsed && name !== undefined) touch(collectionOf(name), parsed.id);
        continue;
      }
      const name = rootName(type);
      if (name === undefined || name === META) continue;
      for (const key of keys) {
        const parsed = key === null ? undefined : parseSlotKey(key);
        if (!parsed) continue;
        replicas.add(parsed.replica);
        const slot = parseSlot(doc.getMap(name).get(key as string));
        if (slot) {
          clock.observe(latestStamp(slot));
          progress.note(collectionOf(name), parsed.replica, latestStamp(slot));
        }
        touch(collectionOf(name), parsed.id);
      }
    }
    return [...refByKey.values()];
  }

  /** There are few roots: one or two for each collection. */
  function rootName(type: object | null): string | undefined {
    for (const [name, shared] of doc.share) if (shared === type) return name;
    return undefined;
  }
}

/** Two replicas that wrote a text at once have both in it, a blank line between. */
function joined(texts: readonly Y.Text[]): string {
  return texts
    .map((text) => text.toString())
    .filter(Boolean)
    .join('\n\n');
}

function slotKey(id: string, replica: string): string {
  return `${id} ${replica}`;
}

function parseSlotKey(key: string): { id: string; replica: string } | undefined {
  const space = key.lastIndexOf(' ');
  return space > 0 ? { id: key.slice(0, space), replica: key.slice(space + 1) } : undefined;
}

function textsName(collection: string, field: string): string {
  return `${collection}/${field}`;
}

/** Of the name of a root map, of records or of texts. */
function collectionOf(name: string): string {
  const slash = name.indexOf('/');
  return slash < 0 ? name : name.slice(0, slash);
}

function isEqualJson(a: JsonValue | undefined, b: JsonValue): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
