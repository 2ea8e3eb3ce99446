/** Where the bytes of an upload lie until its job has ended. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { CoreContext } from '../context.ts';
import { writeProblem } from '../journal/journal-file.ts';
import { MAX_PDF_BYTES } from './pdf-reader.ts';

/** Beside the uploads of jobs: pictures that are no job yet. */
export const PICTURES_FOLDER = 'pictures';

const PDF_LIMIT = { maxBytes: MAX_PDF_BYTES, what: 'A PDF' };

/** Problem `body-too-large` beyond the limit; what has come until then may lie at `path`. */
export async function receiveUpload(
  body: ReadableStream<Uint8Array>,
  path: string,
  { maxBytes, what } = PDF_LIMIT,
): Promise<Result<void>> {
  let sizeBytes = 0;
  try {
    await mkdir(dirname(path), { recursive: true });
    const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBytes) throw new RangeError('too large');
        yield chunk;
      }
    };
    await pipeline(Readable.fromWeb(body as never), counted, createWriteStream(path, { flush: true }));
    return ok(undefined);
  } catch (cause) {
    if (cause instanceof RangeError) {
      return fail('body-too-large', `${what} may have ${maxBytes / 1024 / 1024} MB at the most.`);
    }
    return writeProblem(cause, 'The file did not arrive whole.');
  }
}

/** What a PDF is to be made of lies beside it; see `pictures/recipe.ts`. */
export function recipeFolder(pdfPath: string): string {
  return `${pdfPath}.pages`;
}

/** Of a job that needs its bytes no more. */
export async function removeUpload(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(recipeFolder(path), { recursive: true, force: true });
}

/** Removes bytes that no job names: an upload that was cut off. */
export async function removeOrphans({ directory, store }: CoreContext): Promise<void> {
  const names = await readdir(directory.inbox).catch(() => []);
  if (names.length === 0) return;
  const rows = await store.db.selectFrom('imports').select('id').where('deleted_at', 'is', null).execute();
  const ids = new Set(rows.map(({ id }) => id));
  for (const name of names) {
    const [id = ''] = name.split('.');
    if (name === PICTURES_FOLDER || ids.has(id)) continue;
    await rm(join(directory.inbox, name), { recursive: true, force: true });
  }
}
