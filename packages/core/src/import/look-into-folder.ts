import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface FoundFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export interface FolderLook {
  /** Every PDF with bytes, at any depth, as `findPdfs` would have it. */
  readonly files: readonly FoundFile[];
  /** The path of the folder and of all beneath it, each with its identity. */
  readonly folders: ReadonlyMap<string, string>;
}

/** The file system did not answer; `asked` still may. */
export class SilenceError extends Error {
  readonly asked: Promise<unknown>;

  constructor(asked: Promise<unknown>) {
    super('the file system does not answer');
    this.asked = asked;
  }
}

/** A drive that went away can leave a question open for ever; one that has to wake up answers sooner. */
const SILENT_AFTER_MS = 20_000;

/** An index of PostgreSQL takes no longer text. */
const MAX_PATH_BYTES = 2000;

/**
 * Looks at a folder with one `readdir` for each folder and one `stat` for each PDF. Hidden names are passed
 * over, links are not followed, an empty file is one that still has to come, and a folder beneath that cannot
 * be read has no PDFs.
 *
 * @param without the identity of a folder that is passed over
 * @throws what the file system says of the folder itself; SilenceError; the signal's reason
 */
export async function lookIntoFolder(
  root: string,
  { without, signal }: { without: string; signal: AbortSignal },
): Promise<FolderLook> {
  const files: FoundFile[] = [];
  const folders = new Map<string, string>();
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const read = await readFolder(folder, folder === root);
    if (!read || read.identity === without) continue;
    folders.set(folder, read.identity);
    for (const entry of read.entries) {
      signal.throwIfAborted();
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile() && isPdf(entry.name)) files.push(...(await fileAt(path)));
    }
  }
  return { files, folders };
}

export function isPdf(name: string): boolean {
  return /\.pdf$/i.test(name);
}

/** Tells a folder from another that has taken its path. */
export async function folderIdentity(path: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true });
  return `${dev}:${ino}`;
}

async function readFolder(
  folder: string,
  isRoot: boolean,
): Promise<{ identity: string; entries: Dirent[] } | undefined> {
  try {
    const identity = await answered(folderIdentity(folder));
    return { identity, entries: await answered(readdir(folder, { withFileTypes: true })) };
  } catch (error) {
    if (isRoot || error instanceof SilenceError) throw error;
    return undefined;
  }
}

async function fileAt(path: string): Promise<FoundFile[]> {
  try {
    const { size, mtimeMs } = await answered(stat(path));
    if (size === 0 || Buffer.byteLength(path) > MAX_PATH_BYTES) return [];
    return [{ path, sizeBytes: size, modifiedMs: mtimeMs }];
  } catch (error) {
    if (error instanceof SilenceError) throw error;
    return [];
  }
}

async function answered<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new SilenceError(asked)), SILENT_AFTER_MS);
  });
  try {
    return await Promise.race([asked, silence]);
  } finally {
    clearTimeout(timer);
  }
}
