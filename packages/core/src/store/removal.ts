/** Removes a person's data from a data directory, at a moment when nothing holds it open. */
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from './data-directory.ts';
import { syncDirectory } from './sync-directory.ts';

/** All that is the person's or made from it. Backups stay. */
const REMOVED =
  /^(?:journal|device|library|derived|inbox|replica|timer-beat|database.*|sync-state\.json|sync-credentials\.json|meaning-model\.json|language-model\.json|service-secret)$/;

const MARK = 'removal';

/** From now on the data is removed when the directory is closed or opened. @param backup where it can be had again */
export function markForRemoval(dataDir: string, backup: string): Promise<void> {
  return writeDurably(join(dataDir, MARK), backup);
}

/** The backup's path when the directory is marked. */
export async function readRemoval(dataDir: string): Promise<string | undefined> {
  return existsSync(join(dataDir, MARK)) ? readFile(join(dataDir, MARK), 'utf8') : undefined;
}

/** Ends what was begun, also when it was interrupted before: the mark goes last. */
export async function removeIfMarked(dataDir: string): Promise<void> {
  const backup = await readRemoval(dataDir);
  // Without the backup, what is here may be the only copy.
  if (backup === undefined) return;
  if (existsSync(backup)) {
    for (const name of await readdir(dataDir)) {
      if (REMOVED.test(name)) await rm(join(dataDir, name), { recursive: true, force: true });
    }
    await syncDirectory(dataDir);
  }
  await rm(join(dataDir, MARK), { force: true });
  await syncDirectory(dataDir);
}
