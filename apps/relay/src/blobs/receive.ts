import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

export interface Received {
  readonly sizeBytes: number;
  readonly sha256: string;
  /** The stream broke off, as when a client goes away; what had come is in the file. */
  readonly isBroken: boolean;
  /** There was more than the limit; the rest was not read. */
  readonly isTooLong: boolean;
}

/** Writes streams, one after the other, to a new file. Throws what writing throws. */
export async function receive(
  streams: AsyncIterable<Uint8Array>,
  path: string,
  limitBytes: number,
): Promise<Received> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let sizeBytes = 0;
  let isBroken = false;
  let isTooLong = false;
  const chunks = streams[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch(() => undefined);
      isBroken = next === undefined;
      if (!next || next.done) break;
      isTooLong = sizeBytes + next.value.length > limitBytes;
      if (isTooLong) break;
      hash.update(next.value);
      await file.writeFile(next.value);
      sizeBytes += next.value.length;
    }
  } finally {
    await file.close();
    await chunks.return?.().catch(() => undefined);
  }
  return { sizeBytes, sha256: hash.digest('hex'), isBroken, isTooLong };
}
