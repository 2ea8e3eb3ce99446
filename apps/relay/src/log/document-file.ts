/**
 * One document's updates in a file of its own: checksummed frames, the first naming the document, each of the
 * others holding the number of its last update and the update. Frames are only ever put at the end; once they
 * outweigh what was there before, one takes the place of all.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeFrame, readFrames } from '@mirubato/core/journal/frame';
import { syncDirectory } from '@mirubato/core/store/sync-directory';
import { createDecoder, readTailAsUint8Array, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeUint8Array, writeVarUint } from 'lib0/encoding';
import { compactUpdates } from './compact-updates.ts';
import type { DocumentRef, StoredUpdate } from './update-log.ts';

export interface DocumentFile {
  lastSeq(): number;
  /** Of the file; 0 while there is none. */
  sizeBytes(): number;
  /** Durable when it resolves. Not to be called again before that. */
  append(update: StoredUpdate): Promise<void>;
  /** Frames whose last update is after a number, in order. May be called at any time. */
  after(seq: number): Promise<StoredUpdate[]>;
  /** One frame takes the place of all. Not to be called beside `append`. */
  compact(): Promise<void>;
}

/** More frames than this are merged whatever they weigh, since a reader has to merge them. */
const MAX_FRAMES = 64;
/** Less than this is not worth merging by weight. */
const MIN_WEIGHT_BYTES = 256 * 1024;

/** @param onDamage told what had to be put aside because its checksum is wrong */
export async function openDocumentFile(
  path: string,
  ref: DocumentRef,
  onDamage: (detail: string) => void,
): Promise<DocumentFile> {
  let { lastSeq, frames, end } = await scan();
  /** Bytes that the last merging left, as far as is known. */
  let mergedBytes = 0;

  return {
    lastSeq: () => lastSeq,
    sizeBytes: () => end,
    async append(update) {
      const head = end === 0 ? [encodeFrame(Buffer.from(JSON.stringify({ version: 1, ...ref })))] : [];
      const bytes = Buffer.concat([...head, encodeUpdate(update)]);
      if (end === 0) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(path, end === 0 ? 'w' : 'r+', 0o600);
      try {
        // Also over what a write that failed has left.
        await file.truncate(end);
        for (let written = 0; written < bytes.length; ) {
          const part = await file.write(bytes, written, bytes.length - written, end + written);
          written += part.bytesWritten;
        }
        await file.datasync();
      } finally {
        await file.close();
      }
      if (end === 0) {
        await syncDirectory(dirname(path));
        await syncDirectory(dirname(dirname(path)));
      }
      end += bytes.length;
      frames += 1;
      lastSeq = update.seq;
      const added = end - mergedBytes;
      if (frames > MAX_FRAMES || added > Math.max(MIN_WEIGHT_BYTES, mergedBytes)) await compact();
    },
    async after(seq) {
      return (await readUpdates()).filter((update) => update.seq > seq);
    },
    compact,
  };

  async function compact(): Promise<void> {
    if (end === mergedBytes) return;
    const updates = await readUpdates();
    const update = compactUpdates(updates.map(({ update }) => update));
    const content = Buffer.concat([
      encodeFrame(Buffer.from(JSON.stringify({ version: 1, ...ref }))),
      encodeUpdate({ seq: lastSeq, update }),
    ]);
    const partial = `${path}.partial`;
    try {
      const file = await open(partial, 'w', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      if (!(await readFile(partial)).equals(content))
        throw new Error(`${partial} was read back differently.`);
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    await syncDirectory(dirname(path));
    frames = 1;
    end = content.length;
    mergedBytes = end;
  }

  async function readUpdates(): Promise<StoredUpdate[]> {
    if (!existsSync(path)) return [];
    const [, ...frames] = readFrames(await readFile(path), 0).frames;
    return frames.map(decodeUpdate);
  }

  async function scan(): Promise<{ lastSeq: number; frames: number; end: number }> {
    if (!existsSync(path)) return { lastSeq: 0, frames: 0, end: 0 };
    const bytes = await readFile(path);
    const { frames, end } = readFrames(bytes, 0);
    if (end < bytes.length) {
      const aside = `${path}.cut-${end}`;
      await writeFile(aside, bytes.subarray(end), { mode: 0o600 });
      onDamage(`${bytes.length - end} bytes of ${path} have no valid checksum and were copied to ${aside}.`);
    }
    const last = frames.length > 1 ? frames.at(-1) : undefined;
    return {
      lastSeq: last ? decodeUpdate(last).seq : 0,
      frames: Math.max(0, frames.length - 1),
      end: frames.length > 0 ? end : 0,
    };
  }
}

function encodeUpdate({ seq, update }: StoredUpdate): Buffer {
  const encoder = createEncoder();
  writeVarUint(encoder, seq);
  writeUint8Array(encoder, update);
  return encodeFrame(toUint8Array(encoder));
}

function decodeUpdate(frame: Uint8Array): StoredUpdate {
  const decoder = createDecoder(frame);
  const seq = readVarUint(decoder);
  return { seq, update: readTailAsUint8Array(decoder) };
}
