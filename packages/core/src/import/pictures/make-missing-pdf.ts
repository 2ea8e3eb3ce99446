/** The step before an import: a job that was asked for with pictures has its PDF made of them. */
import { existsSync } from 'node:fs';
import type { ImportJob } from '@mirubato/domain/import';
import { ok, type Result } from '@mirubato/domain/problem';
import { MAX_PDF_BYTES } from '../pdf-reader.ts';
import type { PictureThreads } from './picture-threads.ts';
import { readRecipe } from './recipe.ts';

/**
 * Does nothing where the PDF is there or none is to be made. Problems: as of `PictureThreads`, and `file-too-large`
 * when the PDF would be. Rejects with the signal's reason.
 */
export async function makeMissingPdf(
  threads: PictureThreads,
  { path, isUpload }: ImportJob,
  signal: AbortSignal,
  onProgress: (made: NonNullable<ImportJob['made']>) => void,
): Promise<Result<void>> {
  if (!isUpload || existsSync(path)) return ok(undefined);
  const pages = await readRecipe(path);
  if (!pages) return ok(undefined);
  onProgress({ pages: 0, pageCount: pages.length });
  return threads.make(
    { pages, pdfPath: path, partialPath: `${path}.partial`, maxBytes: MAX_PDF_BYTES },
    { signal, onPage: (made) => onProgress({ pages: made, pageCount: pages.length }) },
  );
}
