/** What a score's PDF is to be made of: its pictures and what becomes of each, beside the place of the PDF. */
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type PicturePage, picturePageSchema } from '@mirubato/domain/import';
import { ok, type Result } from '@mirubato/domain/problem';
import { z } from 'zod';
import { writeProblem } from '../../journal/journal-file.ts';
import { writeDurably } from '../../store/data-directory.ts';
import { recipeFolder } from '../inbox.ts';
import type { PageToMake } from './picture-job.ts';

export type RecipePage = PicturePage & { readonly fileName: string };

const recipeSchema = z.array(picturePageSchema.extend({ fileName: z.string() }));

/** A picture lies in a folder of its own, with its previews. */
export const PICTURE_FILE = 'picture';

/**
 * Moves the pictures' folders to the job; they are back where they were when it fails.
 * @param pdfPath where the PDF will be
 * @param folderById of the pictures
 */
export async function writeRecipe(
  pdfPath: string,
  pages: readonly RecipePage[],
  folderById: ReadonlyMap<string, string>,
): Promise<Result<void>> {
  const folder = recipeFolder(pdfPath);
  try {
    await mkdir(folder, { recursive: true });
    for (const [id, from] of folderById) await rename(from, join(folder, id));
    await writeDurably(join(folder, 'pages.json'), JSON.stringify(pages));
    return ok(undefined);
  } catch (cause) {
    await undoRecipe(pdfPath, folderById);
    return writeProblem(cause, 'The pictures could not be kept.');
  }
}

/** The pictures' folders are where they were. */
export async function undoRecipe(pdfPath: string, folderById: ReadonlyMap<string, string>): Promise<void> {
  const folder = recipeFolder(pdfPath);
  for (const [id, from] of folderById) await rename(join(folder, id), from).catch(() => undefined);
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** Undefined where nothing is to be made. */
export async function readRecipe(pdfPath: string): Promise<PageToMake[] | undefined> {
  const folder = recipeFolder(pdfPath);
  try {
    const pages = recipeSchema.parse(JSON.parse(await readFile(join(folder, 'pages.json'), 'utf8')));
    return pages.map(({ pictureId, ...page }) => ({ ...page, path: join(folder, pictureId, PICTURE_FILE) }));
  } catch {
    return undefined;
  }
}
