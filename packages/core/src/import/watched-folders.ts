/** Folders whose PDFs are imported by themselves: when the system tells of a change, and every few minutes. */
import {
  type WatchedFolder,
  type WatchedFolderInput,
  type WatchedFolderState,
  watchedFolderSchema,
} from '@mirubato/domain/import';
import { ok, type Result } from '@mirubato/domain/problem';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { createRecord, notFound, restoreRecord } from '../store/record-edits.ts';
import { createFolderEvents, type FolderEvents } from './folder-events.ts';
import { createFolderLook } from './folder-look.ts';
import type { Imports } from './imports.ts';
import { notWithinWatched, watchableFolder } from './watchable-folder.ts';
import { forgetFilesOf } from './watched-files.ts';

export type WatchedFolderItem = WatchedFolder & { readonly state: WatchedFolderState };

export interface WatchedFolders {
  /** In the order in which they were added. */
  folders(): Promise<WatchedFolderItem[]>;
  /** Begins to watch and looks at once. Problems: those of `watchableFolder`. */
  add(input: WatchedFolderInput): Promise<Result<WatchedFolderItem>>;
  /** Ends watching and cancels what waits to be imported; what was imported stays. */
  remove(id: string): Promise<Result<void>>;
  /** Watches it again, whether it can be reached or not. Problem `folder-watched-already`. */
  restore(id: string): Promise<Result<WatchedFolderItem>>;
  /** Looks at the folder now, without waiting for it. */
  look(id: string): Promise<Result<WatchedFolderItem>>;
  /** Looks at all folders, and from now on at each again and again. */
  start(): void;
  close(): Promise<void>;
}

/** What one folder has while it is watched. */
interface Watch {
  readonly events: FolderEvents;
  readonly look: ReturnType<typeof createFolderLook>;
  readonly removal: AbortController;
  lookedAt: string | null;
  /** How long the last look took. */
  tookMs: number;
  soon?: NodeJS.Timeout | undefined;
}

/** Events are missed by network drives, and by folders with more in them than the system watches. */
const LOOK_EVERY_MS = 5 * 60_000;

/** Many files come together: they are looked at once. */
const SOON_MS = 500;

/** A drive that was plugged in is found while one still looks at the screen. */
const REACH_AGAIN_MS = 10_000;

/** While something is written all the time, a large folder is looked at for a fifth of the time at most. */
const PAUSE_SHARE = 4;

export function createWatchedFolders(context: CoreContext, imports: Imports): WatchedFolders {
  const { device, store, log } = context;
  const watches = new Map<string, Watch>();
  const wanted = new Set<string>();
  const closing = new AbortController();
  let present: string | undefined;
  let looking: Promise<void> | undefined;
  let every: NodeJS.Timeout | undefined;

  return {
    folders,
    async add({ path, mode }) {
      const watched = await folders();
      const checked = await watchableFolder(path, { dataDir: context.directory.path, watched });
      if (!checked.ok) return checked;
      const id = context.newId();
      const created = await createRecord(device, context, 'watchedFolders', id, {
        path: checked.value,
        mode,
      });
      if (!created.ok) return created;
      want(id);
      return folder(id);
    },
    async remove(id) {
      const found = await folder(id);
      if (!found.ok) return found;
      const fields = { deletedAt: instantNow(context) };
      const removed = await device.edit(() =>
        ok({ edits: [{ collection: 'watchedFolders', id, fields }], value: undefined }),
      );
      if (!removed.ok) return removed;
      wanted.delete(id);
      end(id);
      if (present === id) await looking;
      // A look that had just begun has made its watch anew.
      end(id);
      await forgetFilesOf(context, id);
      await imports.cancelFound(id);
      return ok(undefined);
    },
    async restore(id) {
      const row = await store.db
        .selectFrom('watchedFolders')
        .select('record')
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return notFound('watchedFolders', id);
      const { path, deletedAt } = watchedFolderSchema.parse(row.record);
      const fits = deletedAt === null ? ok(path) : await notWithinWatched(path, await folders());
      if (!fits.ok) return fits;
      const restored = await restoreRecord(device, context, 'watchedFolders', id);
      if (!restored.ok) return restored;
      want(id);
      return folder(id);
    },
    async look(id) {
      const found = await folder(id);
      if (!found.ok) return found;
      want(id);
      return folder(id);
    },
    start() {
      void wantAll();
      every = setInterval(() => void wantAll(), LOOK_EVERY_MS);
      every.unref();
    },
    async close() {
      clearInterval(every);
      closing.abort();
      for (const id of [...watches.keys()]) end(id);
      await looking;
    },
  };

  async function folders(): Promise<WatchedFolderItem[]> {
    const rows = await store.db
      .selectFrom('watchedFolders')
      .select('record')
      .where('deleted_at', 'is', null)
      .execute();
    return rows
      .map(({ record }) => watchedFolderSchema.parse(record))
      .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
      .map((found) => ({
        ...found,
        lookedAt: watches.get(found.id)?.lookedAt ?? found.lookedAt,
        state: stateOf(found),
      }));
  }

  async function folder(id: string): Promise<Result<WatchedFolderItem>> {
    const found = (await folders()).find((one) => one.id === id);
    return found ? ok(found) : notFound('watchedFolders', id);
  }

  function stateOf({ id, unreachableSince }: WatchedFolder): WatchedFolderState {
    if (unreachableSince !== null) return 'unreachable';
    if (present === id) return 'looking';
    return watches.get(id)?.lookedAt ? 'watching' : 'waiting';
  }

  async function wantAll(): Promise<void> {
    try {
      for (const { id } of await folders()) want(id);
    } catch (error) {
      log.warn({ err: error }, 'watched folders were not looked at');
    }
  }

  function want(id: string): void {
    if (closing.signal.aborted) return;
    wanted.add(id);
    looking ??= lookAtWanted()
      .catch((error: unknown) => log.error({ err: error }, 'a look at a watched folder failed'))
      .finally(() => {
        present = undefined;
        looking = undefined;
        publish('watchedFolders');
        for (const next of wanted) want(next);
      });
  }

  /** One after the other: they may lie on one disk. */
  async function lookAtWanted(): Promise<void> {
    for (;;) {
      const [id] = wanted;
      if (id === undefined || closing.signal.aborted) return;
      wanted.delete(id);
      present = id;
      const found = await folder(id);
      if (!found.ok) continue;
      publish('watchedFolders');
      await lookAt(found.value);
    }
  }

  async function lookAt(found: WatchedFolder): Promise<void> {
    const watch = watchOf(found);
    const startedMs = performance.now();
    const signal = AbortSignal.any([closing.signal, watch.removal.signal]);
    try {
      const seen = await watch.look(found, signal);
      signal.throwIfAborted();
      const now = instantNow(context);
      if (seen) {
        watch.events.follow(seen.folders);
        watch.lookedAt = now;
        if (seen.isUnsettled) soon(found.id);
        if (seen.queued > 0) void imports.idle().then(() => soon(found.id));
        await note(found, { pdfCount: seen.pdfCount, unreachableSince: null, lookedAt: now });
      } else {
        watch.events.close();
        soon(found.id, REACH_AGAIN_MS);
        await note(found, { unreachableSince: found.unreachableSince ?? now });
      }
      const wasAway = found.unreachableSince !== null;
      // Whether a score's file is there is asked of the disk.
      if (seen?.hasChanged || wasAway === (seen !== undefined)) publish('files');
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error, path: found.path }, 'a watched folder was not looked at');
    }
    watch.tookMs = performance.now() - startedMs;
  }

  function note(
    found: WatchedFolder,
    fields: Partial<Pick<WatchedFolder, 'pdfCount' | 'unreachableSince' | 'lookedAt'>>,
  ): Promise<Result<void>> {
    const { id, pdfCount, unreachableSince, lookedAt } = found;
    const isSame =
      (fields.pdfCount ?? pdfCount) === pdfCount &&
      fields.unreachableSince === unreachableSince &&
      (lookedAt !== null || fields.lookedAt === undefined);
    if (isSame) return Promise.resolve(ok(undefined));
    return device.edit(() => ok({ edits: [{ collection: 'watchedFolders', id, fields }], value: undefined }));
  }

  function watchOf({ id, path }: WatchedFolder): Watch {
    const watch = watches.get(id) ?? {
      events: createFolderEvents(path, () => soon(id)),
      look: createFolderLook(context, imports),
      removal: new AbortController(),
      lookedAt: null,
      tookMs: 0,
    };
    watches.set(id, watch);
    return watch;
  }

  function soon(id: string, afterMs = SOON_MS): void {
    const watch = watches.get(id);
    if (!watch || watch.soon !== undefined || closing.signal.aborted) return;
    watch.soon = setTimeout(
      () => {
        watch.soon = undefined;
        want(id);
      },
      Math.max(afterMs, watch.tookMs * PAUSE_SHARE),
    );
    watch.soon.unref();
  }

  function end(id: string): void {
    const watch = watches.get(id);
    if (!watch) return;
    watches.delete(id);
    watch.removal.abort();
    watch.events.close();
    clearTimeout(watch.soon);
  }

  function publish(collection: string): void {
    context.events.publish({ type: 'changed', collections: [collection], ids: {} });
  }
}
