import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { nanoid } from 'nanoid';
import { syncDirectory } from './sync-directory.ts';

/** Where things lie in a data directory. README has the same list for the person who owns it. */
export interface DataDirectory {
  readonly path: string;
  readonly journal: string;
  readonly device: string;
  readonly library: string;
  readonly derived: string;
  readonly inbox: string;
  /** The bytes of a PDF that was copied in. */
  libraryFile(sha256: string): string;
  /** What was read from a PDF: page texts and the thumbnail. It can be made again. */
  derivedFile(sha256: string, name: 'text.json' | 'thumbnail.webp'): string;
}

export function dataDirectoryAt(path: string): DataDirectory {
  const library = join(path, 'library');
  const derived = join(path, 'derived');
  return {
    path,
    journal: join(path, 'journal'),
    device: join(path, 'device'),
    library,
    derived,
    inbox: join(path, 'inbox'),
    libraryFile: (sha256) => join(library, sha256.slice(0, 2), `${sha256}.pdf`),
    derivedFile: (sha256, name) => join(derived, sha256.slice(0, 2), sha256, name),
  };
}

/**
 * The name of this copy of the journal, made once per data directory. It must not be copied to another
 * computer: two copies that write under one name would overwrite each other's fields.
 */
export async function readReplica(path: string): Promise<string> {
  const file = join(path, 'replica');
  if (existsSync(file)) {
    const replica = (await readFile(file, 'utf8')).trim();
    if (/^[\w-]{8,32}$/.test(replica)) return replica;
  }
  const replica = nanoid(10);
  await mkdir(path, { recursive: true, mode: 0o700 });
  await writeDurably(file, replica);
  return replica;
}

/** Replaces a small file so that a power cut leaves the old or the new one, whole. */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.partial`;
  const file = await open(partial, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  await syncDirectory(join(path, '..'));
}
