import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Keeps what can be computed again, whole or not at all; where it cannot be kept, the next start computes it. */
export async function keep(file: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(unfinished, bytes);
    await rename(unfinished, file);
  } catch {
    // A full disk or a folder that cannot be written costs a search nothing.
  }
}
