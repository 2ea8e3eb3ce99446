/** Frames of y-websocket, and the relay's own `[4, seq]`: an update of this socket is durable. */
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { decodeStateVector, decodeUpdate } from 'yjs';
import type { DeleteSet, StateVector } from './split-update.ts';

const SYNC = 0;
const AWARENESS = 1;
const QUERY_AWARENESS = 3;
const STORED = 4;

export type Frame =
  | { readonly kind: 'step-1'; readonly vector: StateVector }
  | { readonly kind: 'step-2'; readonly update: Uint8Array; readonly deleted: DeleteSet }
  | { readonly kind: 'update' | 'awareness'; readonly update: Uint8Array }
  | { readonly kind: 'stored' | 'unknown' | 'malformed' };

export function readFrame(bytes: Uint8Array): Frame {
  try {
    const decoder = createDecoder(bytes);
    const type = readVarUint(decoder);
    if (type === STORED) return { kind: 'stored' };
    if (type === AWARENESS) return { kind: 'awareness', update: readVarUint8Array(decoder) };
    if (type !== SYNC) return { kind: 'unknown' };
    const step = readVarUint(decoder);
    const payload = readVarUint8Array(decoder);
    if (step === messageYjsSyncStep1) return { kind: 'step-1', vector: decodeStateVector(payload) };
    if (step === messageYjsSyncStep2)
      return { kind: 'step-2', update: payload, deleted: decodeUpdate(payload).ds };
    if (step === messageYjsUpdate) return { kind: 'update', update: payload };
    return { kind: 'unknown' };
  } catch {
    return { kind: 'malformed' };
  }
}

export function stepOneFrame(stateVector: Uint8Array): Uint8Array<ArrayBuffer> {
  return frame([SYNC, messageYjsSyncStep1], stateVector);
}

export function updateFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return frame([SYNC, messageYjsUpdate], update);
}

export function awarenessFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return frame([AWARENESS], update);
}

export function queryAwarenessFrame(): Uint8Array<ArrayBuffer> {
  return frame([QUERY_AWARENESS]);
}

function frame(types: readonly number[], payload?: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder();
  for (const type of types) writeVarUint(encoder, type);
  if (payload) writeVarUint8Array(encoder, payload);
  return toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}
