/** One look at a watched folder: what is new or changed is imported, what has moved is found again. */
import { existsSync } from 'node:fs';
import type { Sha256 } from '@mirubato/domain/ids';
import type { WatchedFolder } from '@mirubato/domain/import';
import { unwrap } from '@mirubato/domain/problem';
import { scoreIdOf } from '@mirubato/domain/scores';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import { hasBeenRead } from './import-file.ts';
import type { Imports } from './imports.ts';
import {
  type FolderLook,
  type FoundFile,
  folderIdentity,
  lookIntoFolder,
  SilenceError,
} from './look-into-folder.ts';
import { hashFile } from './store-file.ts';
import {
  learnFromJobs,
  notePresence,
  placeScores,
  type RememberedFile,
  rememberFiles,
  type WatchedFile,
  watchedFilesOf,
} from './watched-files.ts';

export interface FolderNews {
  readonly folders: FolderLook['folders'];
  readonly pdfCount: number;
  /** Jobs that were made. */
  readonly queued: number;
  readonly hasChanged: boolean;
  /** A file may still be being written: look again soon. */
  readonly isUnsettled: boolean;
}

/** A file that stays the same for so long is whole. */
const SETTLED_AFTER_MS = 2000;

/** Files between two notes of what has been done: what a crash costs is done again. */
const CHUNK_FILES = 50;

/** A file to be imported, with what is remembered of it. */
interface Ready {
  readonly file: FoundFile;
  readonly known: WatchedFile | undefined;
}

/** Keeps what one folder's looks have to know of each other. Undefined when the folder is not reachable. */
export function createFolderLook(context: CoreContext, imports: Imports) {
  const { db } = context.store;
  const unsettled = new Map<string, { file: FoundFile; sinceMs: number }>();
  /** What the file system still owes an answer to: asking more would only tie up more threads. */
  let owed: Promise<unknown> | undefined;

  return async (folder: WatchedFolder, signal: AbortSignal): Promise<FolderNews | undefined> => {
    const look = await reach(folder.path, signal);
    if (!look) return undefined;
    const known = await watchedFilesOf(context, folder.id);
    const presence = presenceOf(look.files, known);
    await notePresence(context, presence);
    const wasAway = folder.unreachableSince !== null;
    const fresh = look.files.flatMap((file) => {
      const before = known.get(file.path);
      return isDone(file, before, wasAway) ? [] : [{ file, known: before }];
    });
    const ready = settled(fresh);
    let queued = 0;
    for (let start = 0; start < ready.length; start += CHUNK_FILES) {
      signal.throwIfAborted();
      queued += await take(folder, ready.slice(start, start + CHUNK_FILES), signal);
    }
    const hasLearnt = await learnFromJobs(context);
    const hasChanged = hasLearnt || ready.length > 0 || presence.gone.length > 0 || presence.back.length > 0;
    if (hasChanged) unwrap(await placeScores(context));
    const { folders, files } = look;
    return { folders, pdfCount: files.length, queued, hasChanged, isUnsettled: unsettled.size > 0 };
  };

  async function reach(path: string, signal: AbortSignal): Promise<FolderLook | undefined> {
    if (owed) return undefined;
    try {
      const without = await folderIdentity(context.directory.path);
      return await lookIntoFolder(path, { without, signal });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof SilenceError) {
        owed = error.asked
          .catch(() => undefined)
          .finally(() => {
            owed = undefined;
          });
      }
      return undefined;
    }
  }

  /** Those that are as they were some time ago; the others are kept for the next look. */
  function settled(fresh: readonly Ready[]): Ready[] {
    const nowMs = context.nowMs();
    const seen = new Map(unsettled);
    unsettled.clear();
    return fresh.filter(({ file }) => {
      const before = seen.get(file.path);
      const sinceMs = before && isSame(before.file, file) ? before.sinceMs : nowMs;
      if (before && nowMs - sinceMs >= SETTLED_AFTER_MS) return true;
      unsettled.set(file.path, { file, sinceMs });
      return false;
    });
  }

  /** Answers how many were queued; the others are scores that are here already. */
  async function take(folder: WatchedFolder, ready: readonly Ready[], signal: AbortSignal): Promise<number> {
    const sizes = await knownSizes(ready.map(({ file }) => file.sizeBytes));
    const here: RememberedFile[] = [];
    const missing: Ready[] = [];
    for (const one of ready) {
      // No score is as long: the bytes are new, and its job will read them anyway.
      const sha256 = sizes.has(one.file.sizeBytes) ? await hashOf(one.file.path, signal) : undefined;
      if (sha256 && (await isHere(sha256, folder))) here.push({ ...one.file, sha256, jobId: null });
      else missing.push(one);
    }
    signal.throwIfAborted();
    const ids = unwrap(
      await imports.addFound(
        missing.map(({ file, known }) => ({
          path: file.path,
          mode: folder.mode,
          folderId: folder.id,
          jobId: known?.jobStatus === 'failed' ? (known.jobId ?? undefined) : undefined,
        })),
      ),
    );
    const queued = missing.map(({ file }, index) => ({ ...file, sha256: null, jobId: ids[index] ?? null }));
    await rememberFiles(context, folder.id, [...here, ...queued]);
    return missing.length;
  }

  async function knownSizes(sizes: readonly number[]): Promise<Set<number>> {
    const { rows } = await sql<{ size: string }>`
      SELECT DISTINCT record->>'sizeBytes' AS size FROM scores
      WHERE record->>'sizeBytes' = ANY(${sizes.map(String)})`.execute(db);
    return new Set(rows.map(({ size }) => Number(size)));
  }

  async function hashOf(path: string, signal: AbortSignal): Promise<Sha256 | undefined> {
    try {
      return await hashFile(path, signal);
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  /** Nothing is left to be done for these bytes; in the trash they may lie too. */
  async function isHere(sha256: Sha256, { mode }: WatchedFolder): Promise<boolean> {
    const score = await db
      .selectFrom('scores')
      .select('id')
      .where('id', '=', scoreIdOf(sha256))
      .executeTakeFirst();
    if (!score || !hasBeenRead(context, sha256)) return false;
    return mode === 'reference' || existsSync(context.directory.libraryFile(sha256));
  }
}

function presenceOf(files: readonly FoundFile[], known: ReadonlyMap<string, WatchedFile>) {
  const paths = new Set(files.map(({ path }) => path));
  const gone = [...known.values()].filter(({ path, isGone }) => !isGone && !paths.has(path));
  const back = [...known.values()].filter(({ path, isGone }) => isGone && paths.has(path));
  return { gone: gone.map(({ path }) => path), back: back.map(({ path }) => path) };
}

/** Whether nothing is to be done for a file, or nothing now: an import that is under way ends first. */
function isDone(file: FoundFile, known: WatchedFile | undefined, wasAway: boolean): boolean {
  if (!known) return false;
  if (known.jobStatus === 'queued') return true;
  if (!isSame(file, known)) return false;
  if (known.sha256 !== null) return true;
  // It was out of reach while its turn had come.
  return known.problem !== 'file-not-found' && !(wasAway && known.problem === 'file-unreadable');
}

function isSame(a: FoundFile, b: FoundFile): boolean {
  return a.sizeBytes === b.sizeBytes && a.modifiedMs === b.modifiedMs;
}
