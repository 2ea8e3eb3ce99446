/** A valid example of every frame that a client may send, in text and in bytes. */
import { type ClientFrame, clientFrameSchema } from '@mirubato/domain/protocol';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { entry } from './json-client.ts';

/** What frames and routes name records by. */
export interface RecordIds {
  readonly entry: string;
  readonly piece: string;
  readonly plan: string;
  readonly occurrence: string;
  readonly goal: string;
  readonly template: string;
}

export type FrameType = ClientFrame['type'];

/** As the protocol's schema lists them. */
export const frameTypes: readonly string[] = clientFrameSchema.options.flatMap((option) => {
  const { type } = option.shape;
  return 'options' in type ? type.options : [...type.values];
});

export function pieceOf({ piece }: RecordIds, text: string) {
  return { id: `row ${piece}`, scoreId: piece, title: text, composer: 'C', status: 'learning', notes: text };
}

export function planOf({ plan }: RecordIds, text: string) {
  return {
    id: plan,
    title: text,
    type: 'custom',
    schedule: { kind: 'single', startDate: '2026-01-01', metadata: {} },
    visibility: 'private',
    status: 'active',
    tags: [text],
    metadata: { note: text },
  };
}

export function occurrenceOf({ occurrence, plan }: RecordIds, text: string) {
  return {
    id: occurrence,
    planId: plan,
    scheduledStart: '2026-01-01T10:00:00.000Z',
    segments: [{ label: text }],
    status: 'scheduled',
    notes: text,
  };
}

export function entryOf({ entry: id }: RecordIds, text: string) {
  return entry(id, { notes: text, tags: [text], metadata: { source: text } });
}

/** @param text stands in every value that is a person's own */
export function exampleFrames(
  ids: RecordIds,
  text: string,
  timestamp: string,
): Record<FrameType, Record<string, unknown>> {
  const common = { timestamp, seq: 1 };
  const piece = { ...pieceOf(ids, text), updated_at: timestamp };
  const plan = { ...planOf(ids, text), updatedAt: timestamp };
  const occurrence = { ...occurrenceOf(ids, text), updatedAt: timestamp };
  const written = { ...common, entry: { ...entryOf(ids, text), updatedAt: timestamp } };
  return {
    ENTRY_CREATED: { type: 'ENTRY_CREATED', ...written },
    ENTRY_UPDATED: { type: 'ENTRY_UPDATED', ...written },
    ENTRY_DELETED: { type: 'ENTRY_DELETED', ...common, entryId: ids.entry },
    PIECE_ADDED: { type: 'PIECE_ADDED', ...common, piece },
    PIECE_UPDATED: { type: 'PIECE_UPDATED', ...common, piece },
    PIECE_REMOVED: { type: 'PIECE_REMOVED', ...common, scoreId: ids.piece },
    PIECE_DISSOCIATED: { type: 'PIECE_DISSOCIATED', ...common, scoreId: ids.piece },
    PLAN_CREATED: { type: 'PLAN_CREATED', ...common, plan, occurrences: [occurrence] },
    PLAN_UPDATED: { type: 'PLAN_UPDATED', ...common, plan, occurrences: [occurrence] },
    PLAN_OCCURRENCE_COMPLETED: { type: 'PLAN_OCCURRENCE_COMPLETED', ...common, occurrence },
    SYNC_REQUEST: { type: 'SYNC_REQUEST', timestamp, lastSyncTime: timestamp, lastSeq: 0 },
    PING: { type: 'PING', timestamp },
    BULK_SYNC: { type: 'BULK_SYNC', timestamp, entries: [written.entry] },
    REPERTOIRE_BULK_SYNC: { type: 'REPERTOIRE_BULK_SYNC', timestamp, pieces: [piece] },
  };
}

/** Every message of y-websocket, and those numbers that only the relay may send or nobody. */
export function yMessages(
  update: Uint8Array,
  { stateVector = Uint8Array.of(0), clientId = 1, text = '' } = {},
): Record<string, Uint8Array<ArrayBuffer>> {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const awareness = new Awareness(doc);
  awareness.setLocalState({ text });
  const presence = encodeAwarenessUpdate(awareness, [clientId]);
  awareness.destroy();
  doc.destroy();
  return {
    'step 1': yFrame([0, 0], stateVector),
    'step 2': yFrame([0, 1], update),
    update: yFrame([0, 2], update),
    awareness: yFrame([1], presence),
    'query awareness': yFrame([3]),
    auth: yFrame([2, 0], Buffer.from(text)),
    stored: yFrame([4, 1]),
    unknown: yFrame([5]),
  };
}

export function yFrame(types: readonly number[], payload?: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder();
  for (const type of types) writeVarUint(encoder, type);
  if (payload) writeVarUint8Array(encoder, payload);
  return Uint8Array.from(toUint8Array(encoder));
}

/** @param clientId the same makes the same bytes */
export function updateOf(collection: string, key: string, value: unknown, clientId = 7): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  doc.getMap(collection).set(key, value);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
