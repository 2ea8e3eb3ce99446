import { access, constants, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import type { WatchedFolder } from '@mirubato/domain/import';
import { fail, ok, type Result } from '@mirubato/domain/problem';

/**
 * The path under which a folder is watched. Problems: `folder-not-absolute`, `folder-not-found`,
 * `folder-unreadable`, `folder-of-mirubato`, `folder-watched-already`.
 */
export async function watchableFolder(
  given: string,
  { dataDir, watched }: { dataDir: string; watched: readonly WatchedFolder[] },
): Promise<Result<string>> {
  if (!isAbsolute(given)) return fail('folder-not-absolute', `${given} is not an absolute path.`);
  const path = resolve(given);
  const checked = await check(path);
  if (!checked.ok) return checked;
  if (isWithin(await realPath(path), await realPath(dataDir)))
    return fail('folder-of-mirubato', `${path} belongs to Mirubato's own data.`);
  return notWithinWatched(path, watched);
}

/** The path, unless it lies in or around a folder that is watched: problem `folder-watched-already`. */
export async function notWithinWatched(
  path: string,
  watched: readonly WatchedFolder[],
): Promise<Result<string>> {
  const real = await realPath(path);
  for (const folder of watched) {
    const other = await realPath(folder.path);
    if (isWithin(real, other) || isWithin(other, real))
      return fail('folder-watched-already', overlap(path, folder.path));
  }
  return ok(path);
}

async function check(path: string): Promise<Result<void>> {
  try {
    if (!(await stat(path)).isDirectory()) return fail('folder-not-found', `${path} is not a folder.`);
    await access(path, constants.R_OK | constants.X_OK);
    return ok(undefined);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? fail('folder-not-found', `There is no folder ${path}.`, { cause })
      : fail('folder-unreadable', `${path} cannot be read.`, { cause });
  }
}

function overlap(path: string, other: string): string {
  return path === other ? `${path} is watched already.` : `${path} and ${other}, which is watched, overlap.`;
}

/** As the disk has it; a folder that is not there has no other path than its own. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!/^\.\.(?:[\\/]|$)/.test(way) && !isAbsolute(way));
}
