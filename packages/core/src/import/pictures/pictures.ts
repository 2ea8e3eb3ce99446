/** Pictures that a person has brought, until they are made a score or left. */
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ImportJob, MAX_PICTURE_BYTES, type Picture, type PictureScore } from '@mirubato/domain/import';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { CoreContext } from '../../context.ts';
import { writeProblem } from '../../journal/journal-file.ts';
import type { Imports } from '../imports.ts';
import { PICTURES_FOLDER, receiveUpload } from '../inbox.ts';
import { bringPicture } from './bring-picture.ts';
import { type PreviewJob, previewPath } from './picture-job.ts';
import type { PictureThreads } from './picture-threads.ts';
import { PICTURE_FILE, type RecipePage, undoRecipe, writeRecipe } from './recipe.ts';

export interface PreviewQuery extends Omit<PreviewJob, 'path'> {
  /** From 1. */
  readonly page: number;
}

export interface Pictures {
  /**
   * Takes a picture's bytes in. Problems, with its name in their words: `body-too-large`, `disk-full` and those of
   * `openPicture`; nothing of it is kept then.
   */
  addUpload(fileName: string, body: ReadableStream<Uint8Array>): Promise<Result<Picture>>;
  /** As `addUpload` for files on this computer, which are only read: all of them or none. */
  addPaths(paths: readonly string[], signal: AbortSignal): Promise<Result<Picture[]>>;
  /** WebP. Problem `not-found`. */
  preview(id: string, query: PreviewQuery): Promise<Result<Uint8Array>>;
  /** Problem `not-found`. */
  remove(id: string): Promise<Result<void>>;
  /** Queues the making of one score; its pictures are the job's from then on. Problem `not-found`. */
  makeScore(request: PictureScore): Promise<Result<ImportJob>>;
  close(): Promise<void>;
}

interface Held {
  readonly picture: Picture;
  readonly folder: string;
  usedAtMs: number;
}

/** What was begun before a lesson is there after it; what was left yesterday is not taken up again. */
const KEEP_MS = 12 * 60 * 60 * 1000;

const LOOK_EVERY_MS = 60 * 60 * 1000;

const UNNAMED = 'picture';

export function createPictures(context: CoreContext, imports: Imports, threads: PictureThreads): Pictures {
  const { inbox } = context.directory;
  const heldById = new Map<string, Held>();
  // Nobody knows the ids of those from before the start.
  const tidied = rm(join(inbox, PICTURES_FOLDER), { recursive: true, force: true }).catch(() => undefined);
  const sweeping = setInterval(() => void sweep(), LOOK_EVERY_MS).unref();

  return {
    addUpload: (fileName, body) =>
      add(fileName, (path) => receiveUpload(body, path, { maxBytes: MAX_PICTURE_BYTES, what: 'A picture' })),

    async addPaths(paths, signal) {
      const pictures: Picture[] = [];
      for (const path of paths) {
        const added = signal.aborted
          ? fail('source-unreachable', 'The request was given up.')
          : await add(basename(path), (target) => bringPicture(path, target));
        if (!added.ok) {
          for (const { id } of pictures) await drop(id);
          return added;
        }
        pictures.push(added.value);
      }
      return ok(pictures);
    },

    async preview(id, { page, ...query }) {
      const held = heldById.get(id);
      if (!held || page > held.picture.pages.length) return notHeld(id);
      held.usedAtMs = context.nowMs();
      return threads.preview({ path: previewPath(join(held.folder, PICTURE_FILE), page), ...query });
    },

    async remove(id) {
      if (!heldById.has(id)) return notHeld(id);
      await drop(id);
      return ok(undefined);
    },

    async makeScore({ title, pages }) {
      const named: RecipePage[] = [];
      const taken = new Map<string, Held>();
      for (const page of pages) {
        const held = heldById.get(page.pictureId);
        if (!held || page.page > held.picture.pages.length) return notHeld(page.pictureId);
        taken.set(page.pictureId, held);
        named.push({ ...page, fileName: held.picture.fileName });
      }
      // Before anything is waited for: a second request must not take them too.
      for (const id of taken.keys()) heldById.delete(id);
      const job = await queue(title, named, taken);
      if (!job.ok) for (const [id, held] of taken) heldById.set(id, held);
      return job;
    },

    async close() {
      clearInterval(sweeping);
      await threads.close();
    },
  };

  async function add(name: string, bring: (path: string) => Promise<Result<void>>): Promise<Result<Picture>> {
    await tidied;
    await sweep();
    const id = context.newId();
    const folder = join(inbox, PICTURES_FOLDER, id);
    const path = join(folder, PICTURE_FILE);
    const fileName = basename(name) || UNNAMED;
    try {
      await mkdir(folder, { recursive: true });
    } catch (cause) {
      return writeProblem(cause, 'There is no place for pictures.');
    }
    const brought = await bring(path);
    const pages = brought.ok ? await threads.inspect({ path }) : brought;
    if (!pages.ok) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      const { code, detail, cause } = pages.problem;
      return fail(code, `${fileName}: ${detail}`, { cause });
    }
    const picture = { id, fileName, sizeBytes: (await stat(path)).size, pages: pages.value };
    heldById.set(id, { picture, folder, usedAtMs: context.nowMs() });
    return ok(picture);
  }

  async function queue(
    title: string | undefined,
    pages: readonly RecipePage[],
    taken: ReadonlyMap<string, Held>,
  ): Promise<Result<ImportJob>> {
    const jobId = context.newId();
    const folders = new Map([...taken].map(([id, { folder }]) => [id, folder]));
    const pdfPath = join(inbox, `${jobId}.pdf`);
    const written = await writeRecipe(pdfPath, pages, folders);
    if (!written.ok) return written;
    const name = title ?? pages[0]?.fileName.replace(/\.[^.]*$/, '') ?? UNNAMED;
    const job = await imports.addMade(jobId, { fileName: `${name}.pdf`, givenTitle: title ?? null });
    if (!job.ok) await undoRecipe(pdfPath, folders);
    return job;
  }

  async function sweep(): Promise<void> {
    const before = context.nowMs() - KEEP_MS;
    for (const [id, { usedAtMs }] of heldById) if (usedAtMs < before) await drop(id);
  }

  async function drop(id: string): Promise<void> {
    const held = heldById.get(id);
    heldById.delete(id);
    if (held) await rm(held.folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function notHeld(id: string): Result<never> {
  return fail('not-found', `There is no picture ${id} with such a page; it may have been used or removed.`);
}
