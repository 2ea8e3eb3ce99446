/**
 * Where every update of every document is written first, in groups with one sync for each: what is not yet in the
 * documents' own files is found here after a crash.
 */
import { type JournalFile, openJournalFile } from '@mirubato/core/journal/journal-file';
import { unwrap } from '@mirubato/domain/problem';
import { createDecoder, hasContent, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import type { DocumentRef, StoredUpdate } from './update-log.ts';

export interface NumberedUpdate extends StoredUpdate {
  readonly ref: DocumentRef;
}

export interface WriteAheadFile {
  /** What was written and not trimmed, in order. */
  read(): Promise<NumberedUpdate[]>;
  /** Durable when it resolves; on a rejection none of them is there. One call at a time, also with `trim`. */
  append(updates: readonly NumberedUpdate[]): Promise<void>;
  /** Forgets all but these. */
  trim(remaining: readonly NumberedUpdate[]): Promise<void>;
  sizeBytes(): number;
  /** What opening had to cut off. */
  readonly repairs: readonly string[];
  close(): Promise<void>;
}

/** Throws a `ProblemError` when the file is damaged beyond its last frame. */
export async function openWriteAheadFile(directory: string): Promise<WriteAheadFile> {
  const file: JournalFile = unwrap(await openJournalFile(directory));
  return {
    repairs: file.repairs,
    async read() {
      const { snapshot, updates } = unwrap(await file.read());
      return [...(snapshot ? [snapshot] : []), ...updates].flatMap(decode);
    },
    async append(updates) {
      unwrap(await file.append([encode(updates)]));
    },
    async trim(remaining) {
      unwrap(await file.compact(encode(remaining)));
    },
    sizeBytes: file.logBytes,
    close: file.close,
  };
}

/** Begins with the count, since a frame may not be empty. */
function encode(updates: readonly NumberedUpdate[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, updates.length);
  for (const { ref, seq, update } of updates) {
    writeVarString(encoder, ref.userId);
    writeVarString(encoder, ref.document);
    writeVarUint(encoder, seq);
    writeVarUint8Array(encoder, update);
  }
  return toUint8Array(encoder);
}

function decode(frame: Uint8Array): NumberedUpdate[] {
  const decoder = createDecoder(frame);
  const updates: NumberedUpdate[] = [];
  readVarUint(decoder);
  while (hasContent(decoder)) {
    const ref = { userId: readVarString(decoder), document: readVarString(decoder) };
    const seq = readVarUint(decoder);
    // A copy: the frame is part of the whole file's buffer.
    updates.push({ ref, seq, update: readVarUint8Array(decoder).slice() });
  }
  return updates;
}
