/** Which language model is asked: a file of its own beside the journal, in no backup and no export. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../store/data-directory.ts';
import { syncDirectory } from '../store/sync-directory.ts';
import { parseLoopbackAddress } from './loopback-address.ts';

const settingSchema = z.object({
  address: z.string().refine((address) => parseLoopbackAddress(address).ok),
  model: z.string().min(1),
  key: z.string().nullable().default(null),
});

export type StoredLanguageModel = z.infer<typeof settingSchema>;

export interface LanguageModelFile {
  /** Undefined when none is set up, or the file cannot be read. */
  read(): Promise<StoredLanguageModel | undefined>;
  /** Durable when it answers; readable by its owner alone. */
  write(setting: StoredLanguageModel): Promise<void>;
  remove(): Promise<void>;
}

export function createLanguageModelFile(dataDir: string): LanguageModelFile {
  const path = join(dataDir, 'language-model.json');
  return {
    async read() {
      try {
        return settingSchema.parse(JSON.parse(await readFile(path, 'utf8')));
      } catch {
        return undefined;
      }
    },
    write: (setting) => writeDurably(path, JSON.stringify(setting)),
    async remove() {
      await rm(path, { force: true });
      await syncDirectory(dataDir);
    },
  };
}
