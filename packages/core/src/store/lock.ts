/**
 * One process per data directory. The lock is the operating system's own, held through an exclusive SQLite
 * transaction (node:sqlite), because Node has no flock: the kernel drops it when the process dies, however it
 * dies, so a stale lock cannot exist and a reused pid cannot fool it.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '@mirubato/domain/problem';

export interface DirectoryLock {
  release(): void;
}

/** SQLITE_BUSY: another process holds the lock. */
const SQLITE_BUSY = 5;

/** Problem `data-directory-locked` names the pid that holds it. */
export function lockDirectory(dataDir: string): Result<DirectoryLock> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const ownerPath = join(dataDir, 'lock.pid');
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(dataDir, 'lock'));
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    database?.close();
    if ((cause as { errcode?: number }).errcode !== SQLITE_BUSY) {
      return fail('file-unreadable', `The data directory ${dataDir} cannot be locked.`, { cause });
    }
    return fail('data-directory-locked', `Process ${ownerOf(ownerPath)} is using ${dataDir}.`);
  }
  writeFileSync(ownerPath, String(process.pid));
  const held = database;
  return ok({
    release() {
      rmSync(ownerPath, { force: true });
      held.close();
    },
  });
}

function ownerOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim() || 'unknown';
  } catch {
    return 'unknown';
  }
}
