/** A thread that works on pictures: looks at them, draws previews, makes PDFs of them. */
import { readFile, rename } from 'node:fs/promises';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { writeProblem } from '../../journal/journal-file.ts';
import { free } from './draw-part.ts';
import { pageImageOf } from './page-image.ts';
import { type OpenPicture, openPicture } from './picture-file.ts';
import {
  type InspectJob,
  type MakeJob,
  type PageSize,
  type PageToMake,
  type PreviewJob,
  previewPath,
} from './picture-job.ts';
import { createPicturePdf } from './picture-pdf.ts';
import { previewOf, writePreview } from './picture-preview.ts';

/** The sizes of its pages, when all of them can be drawn; leaves a preview of each beside it. */
export function inspect(job: InspectJob): Promise<Result<PageSize[]>> {
  return writing(() => inspectPages(job));
}

/** WebP. */
export function drawPreview(job: PreviewJob): Promise<Result<Uint8Array>> {
  return writing(async () => ok(await previewOf(job)));
}

/** Problems name the picture; nothing is at `pdfPath` then. */
export function makePdf(job: MakeJob): Promise<Result<void>> {
  return writing(() => makePages(job));
}

/** What is thrown loses its code on the way out of a thread. */
async function writing<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (cause) {
    return writeProblem(cause, 'What is made of pictures could not be kept.');
  }
}

async function inspectPages({ path, progress }: InspectJob): Promise<Result<PageSize[]>> {
  const opened = await openAt(path);
  if (!opened.ok) return opened;
  const pages: PageSize[] = [];
  for (let page = 1; page <= opened.value.pageCount; page += 1) {
    const drawn = await opened.value.draw(page);
    if (!drawn.ok) return drawn;
    const { width, height } = drawn.value;
    await writePreview(drawn.value, previewPath(path, page));
    free(drawn.value);
    pages.push({ widthPx: width, heightPx: height });
    progress.postMessage(page);
  }
  return ok(pages);
}

async function makePages(job: MakeJob): Promise<Result<void>> {
  const pdf = createPicturePdf(job.partialPath);
  let isDone = false;
  try {
    let open: { path: string; picture: OpenPicture } | undefined;
    for (const [index, page] of job.pages.entries()) {
      // The pages of a TIFF come one after the other.
      if (open?.path !== page.path) {
        const opened = await openAt(page.path);
        if (!opened.ok) return named(opened, page);
        open = { path: page.path, picture: opened.value };
      }
      const image = await pageImageOf(open.picture, page);
      if (!image.ok) return named(image, page);
      await pdf.addPage(image.value, page.rotation);
      if (pdf.sizeBytes() > job.maxBytes) return tooLarge(job.maxBytes);
      job.progress.postMessage(index + 1);
    }
    await pdf.end();
    await rename(job.partialPath, job.pdfPath);
    isDone = true;
    return ok(undefined);
  } finally {
    if (!isDone) await pdf.discard();
  }
}

async function openAt(path: string): Promise<Result<OpenPicture>> {
  return openPicture(await readFile(path));
}

function named(failed: Result<never>, { fileName }: PageToMake): Result<never> {
  if (failed.ok) return failed;
  const { code, detail } = failed.problem;
  return fail(code, `${fileName}: ${detail}`);
}

function tooLarge(maxBytes: number): Result<never> {
  const detail = `The pages have more than ${maxBytes / 1024 / 1024} MB; black and white needs least.`;
  return fail('file-too-large', detail);
}
