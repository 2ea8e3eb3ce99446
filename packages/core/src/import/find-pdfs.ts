import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * The files that paths stand for: a file as it is, whatever its name; of a folder, every `.pdf` beneath it.
 * Hidden folders are passed over, links are not followed, and what cannot be read is left for its own job to
 * report. In the order of the paths, folders sorted by name.
 */
export async function* findPdfs(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) {
    const absolute = resolve(path);
    const isFolder = await stat(absolute).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (isFolder) yield* pdfsBeneath(absolute);
    else yield absolute;
  }
}

async function* pdfsBeneath(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  entries.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* pdfsBeneath(path);
    else if (entry.isFile() && /\.pdf$/i.test(entry.name)) yield path;
  }
}
