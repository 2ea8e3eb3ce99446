/** Brings a PDF's bytes into the library under their own name, or finds out that name where they lie. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Sha256, sha256Schema } from '@mirubato/domain/ids';
import type { DataDirectory } from '../store/data-directory.ts';
import { syncDirectory } from '../store/sync-directory.ts';

/** SHA-256 of a file's bytes. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<Sha256> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal: signal as AbortSignal });
  return sha256Schema.parse(hash.digest('hex'));
}

/**
 * Copies the bytes, hashing what was really written; durable when it answers. The source is only read. When they are
 * not the `expected` ones they are not kept, and the answer says which they were.
 */
export async function copyIntoLibrary(
  directory: DataDirectory,
  path: string,
  signal?: AbortSignal,
  expected?: Sha256,
): Promise<Sha256> {
  await mkdir(directory.inbox, { recursive: true });
  const partial = `${directory.inbox}/${randomUUID()}.partial`;
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(path), hashing, createWriteStream(partial), {
      signal: signal as AbortSignal,
    });
    const sha256 = sha256Schema.parse(hash.digest('hex'));
    const target = directory.libraryFile(sha256);
    if ((expected && sha256 !== expected) || existsSync(target)) {
      await rm(partial, { force: true });
      return sha256;
    }
    const file = await open(partial, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await mkdir(dirname(target), { recursive: true });
    await rename(partial, target);
    await syncDirectory(dirname(target));
    await syncDirectory(directory.library);
    return sha256;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
