/** Blobs as files: `<folder>/<hash of the user id>/<name>`. */
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type BlobStorage, folderOf } from './blob-storage.ts';

/** Files that are put must lie in the same file system as the folder, since they are moved. */
export function createDiskStorage(folder: string): BlobStorage {
  const userFolder = (userId: string) => join(folder, folderOf(userId));
  const pathOf = (userId: string, name: string) => join(userFolder(userId), name);
  return {
    async put(userId, name, { path }) {
      await sync(path);
      const isNewFolder = (await mkdir(userFolder(userId), { recursive: true, mode: 0o700 })) !== undefined;
      await rename(path, pathOf(userId, name));
      await syncDirectory(userFolder(userId));
      if (isNewFolder) await syncDirectory(folder);
    },
    async sizeOf(userId, name) {
      return (await unlessMissing(stat(pathOf(userId, name))))?.size;
    },
    async read(userId, name, range) {
      const file = createReadStream(pathOf(userId, name), range);
      return Readable.toWeb(file) as ReadableStream<Uint8Array>;
    },
    async delete(userId, name) {
      await rm(pathOf(userId, name), { force: true });
    },
    async deleteAll(userId, prefix) {
      for (const name of (await unlessMissing(readdir(userFolder(userId)))) ?? []) {
        if (name.startsWith(prefix)) await rm(pathOf(userId, name), { force: true });
      }
    },
    async deleteUser(userId) {
      await rm(userFolder(userId), { recursive: true, force: true });
    },
  };
}

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes renames and new names in a directory durable. Windows has no such call and needs none. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform !== 'win32') await sync(path);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
