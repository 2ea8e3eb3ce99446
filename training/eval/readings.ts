/** What PDFs say, read as the app reads them, and kept in a folder when one is named. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LANGUAGES, MAX_PDF_BYTES } from '../../packages/core/src/import/pdf-reader.ts';
import type { PdfReading } from '../../packages/core/src/import/pdf-reading.ts';
import readPdf from '../../packages/core/src/import/pdf-worker.ts';
import type { Result } from '../../packages/domain/src/problem.ts';

export interface Readings {
  /** @returns `durationMs` when the PDF itself was read */
  of(
    path: string,
    name: string,
  ): Promise<{ readonly reading: Result<PdfReading>; readonly durationMs?: number }>;
}

export function createReadings(folder: string | undefined): Readings {
  const thumbnailPath = join(tmpdir(), `mirubato-eval-${process.pid}.webp`);
  return {
    async of(path, name) {
      const kept = folder && join(folder, `${name.replaceAll('/', ' ')}.json`);
      const known = kept && (await readFile(kept, 'utf8').catch(() => undefined));
      if (known) return { reading: JSON.parse(known) as Result<PdfReading> };
      const startedMs = performance.now();
      const reading = await readPdf({
        path,
        thumbnailPath,
        partialPath: `${thumbnailPath}.partial`,
        maxBytes: MAX_PDF_BYTES,
        languages: LANGUAGES,
      });
      const durationMs = performance.now() - startedMs;
      await rm(thumbnailPath, { force: true });
      if (kept) {
        await mkdir(folder, { recursive: true });
        await writeFile(kept, JSON.stringify(reading));
      }
      return { reading, durationMs };
    },
  };
}
