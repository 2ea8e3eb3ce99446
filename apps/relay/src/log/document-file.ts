/**
 * One document's updates in a file of its own: checksummed frames, the first naming the document, each of the
 * others holding the number of its last update and the updates, one after the other. Frames are only ever put at the
 * end; once they outweigh what was there before, one takes the place of all.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeFrame, readFrames } from '@mirubato/core/journal/frame';
import { syncDirectory } from '@mirubato/core/store/sync-directory';
import { createDecoder, hasContent, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { compactUpdates } from './compact-updates.ts';
import type { DocumentRef, StoredUpdate } from './update-log.ts';

/** More updates than this are merged whatever they weigh, since a reader has to merge them. */
const MAX_UPDATES = 2000;
/** Less than this is not worth merging by weight. */
const MIN_WEIGHT_BYTES = 256 * 1024;

/** A class, since a relay has one for each document that is in use: methods are shared, closures are not. */
export class DocumentFile {
  readonly #path: string;
  readonly #ref: DocumentRef;
  #lastSeq: number;
  #updates: number;
  #end: number;
  /** Bytes that the last merging left, as far as is known. */
  #mergedBytes = 0;

  private constructor(path: string, ref: DocumentRef, { lastSeq, updates, end }: Scan) {
    this.#path = path;
    this.#ref = ref;
    this.#lastSeq = lastSeq;
    this.#updates = updates;
    this.#end = end;
  }

  /** @param onDamage told what had to be put aside because its checksum is wrong */
  static async open(
    path: string,
    ref: DocumentRef,
    onDamage: (detail: string) => void,
  ): Promise<DocumentFile> {
    return new DocumentFile(path, ref, await scan(path, onDamage));
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Of the file; 0 while there is none. */
  get sizeBytes(): number {
    return this.#end;
  }

  /**
   * Durable when it resolves. Not to be called again, nor `compact`, before that.
   * @param updates one or more, each with the number after the one before
   */
  async append(updates: readonly StoredUpdate[]): Promise<void> {
    const isNew = this.#end === 0;
    const bytes = Buffer.concat([...(isNew ? [encodeRef(this.#ref)] : []), encodeUpdates(updates)]);
    const folder = dirname(this.#path);
    if (isNew) await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(this.#path, isNew ? 'w' : 'r+', 0o600);
    try {
      // Also over what a write that failed has left.
      await file.truncate(this.#end);
      for (let written = 0; written < bytes.length; ) {
        const part = await file.write(bytes, written, bytes.length - written, this.#end + written);
        written += part.bytesWritten;
      }
      await file.datasync();
    } finally {
      await file.close();
    }
    if (isNew) {
      await syncDirectory(folder);
      await syncDirectory(dirname(folder));
    }
    this.#end += bytes.length;
    this.#updates += updates.length;
    this.#lastSeq = updates.at(-1)?.seq ?? this.#lastSeq;
    const added = this.#end - this.#mergedBytes;
    const isHeavy = added > Math.max(MIN_WEIGHT_BYTES, this.#mergedBytes);
    if (this.#updates > MAX_UPDATES || isHeavy) await this.compact();
  }

  /** Updates after a number, in order. May be called at any time. */
  async after(seq: number): Promise<StoredUpdate[]> {
    if (this.#lastSeq <= seq) return [];
    return (await readUpdates(this.#path)).filter((update) => update.seq > seq);
  }

  /** One frame takes the place of all. */
  async compact(): Promise<void> {
    if (this.#end === this.#mergedBytes) return;
    const updates = await readUpdates(this.#path);
    const update = compactUpdates(updates.map(({ update }) => update));
    const content = Buffer.concat([encodeRef(this.#ref), encodeUpdates([{ seq: this.#lastSeq, update }])]);
    await replaceFile(this.#path, content);
    this.#updates = 1;
    this.#end = content.length;
    this.#mergedBytes = this.#end;
  }
}

interface Scan {
  readonly lastSeq: number;
  readonly updates: number;
  readonly end: number;
}

async function scan(path: string, onDamage: (detail: string) => void): Promise<Scan> {
  if (!existsSync(path)) return { lastSeq: 0, updates: 0, end: 0 };
  const bytes = await readFile(path);
  const { frames, end } = readFrames(bytes, 0);
  if (end < bytes.length) {
    const aside = `${path}.cut-${end}`;
    await writeFile(aside, bytes.subarray(end), { mode: 0o600 });
    onDamage(`${bytes.length - end} bytes of ${path} have no valid checksum and were copied to ${aside}.`);
  }
  const updates = frames.slice(1).flatMap(decodeUpdates);
  return {
    lastSeq: updates.at(-1)?.seq ?? 0,
    updates: updates.length,
    end: frames.length > 0 ? end : 0,
  };
}

async function readUpdates(path: string): Promise<StoredUpdate[]> {
  if (!existsSync(path)) return [];
  const [, ...frames] = readFrames(await readFile(path), 0).frames;
  return frames.flatMap(decodeUpdates);
}

/** Written aside, read back and renamed: whoever reads meanwhile sees the one or the other. */
async function replaceFile(path: string, content: Buffer): Promise<void> {
  const partial = `${path}.partial`;
  try {
    const file = await open(partial, 'w', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (!(await readFile(partial)).equals(content)) throw new Error(`${partial} was read back differently.`);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
}

function encodeRef(ref: DocumentRef): Buffer {
  return encodeFrame(Buffer.from(JSON.stringify({ version: 1, ...ref })));
}

function encodeUpdates(updates: readonly StoredUpdate[]): Buffer {
  const encoder = createEncoder();
  writeVarUint(encoder, updates.at(-1)?.seq ?? 0);
  for (const { update } of updates) writeVarUint8Array(encoder, update);
  return encodeFrame(toUint8Array(encoder));
}

function decodeUpdates(frame: Uint8Array): StoredUpdate[] {
  const decoder = createDecoder(frame);
  const lastSeq = readVarUint(decoder);
  const updates: Uint8Array[] = [];
  while (hasContent(decoder)) updates.push(readVarUint8Array(decoder));
  return updates.map((update, index) => ({ seq: lastSeq - updates.length + 1 + index, update }));
}
