/** Which folder's model the dictionary is searched by: a file beside the journal, since the folder is on this computer alone. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../store/data-directory.ts';
import { syncDirectory } from '../store/sync-directory.ts';

const meaningModelSchema = z.object({ folder: z.string().min(1) });

export interface MeaningModelFile {
  /** Undefined when none was chosen, or the file cannot be read. */
  read(): Promise<string | undefined>;
  /** Durable when it answers; undefined for none. In the order of the calls. */
  write(folder: string | undefined): Promise<void>;
}

export function createMeaningModelFile(dataDir: string): MeaningModelFile {
  const path = join(dataDir, 'meaning-model.json');
  let writing: Promise<void> = Promise.resolve();
  return {
    async read() {
      try {
        return meaningModelSchema.parse(JSON.parse(await readFile(path, 'utf8'))).folder;
      } catch {
        return undefined;
      }
    },
    write(folder) {
      writing = writing.catch(() => undefined).then(() => replace(folder));
      return writing;
    },
  };

  async function replace(folder: string | undefined): Promise<void> {
    if (folder !== undefined) return writeDurably(path, JSON.stringify({ folder }));
    await rm(path, { force: true });
    await syncDirectory(dataDir);
  }
}
