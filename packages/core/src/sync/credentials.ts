/** Who is signed in where: a file of its own beside the journal, in no backup and no export. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../store/data-directory.ts';
import { syncDirectory } from '../store/sync-directory.ts';

const credentialsSchema = z.object({
  relayUrl: z.string(),
  user: z.object({ id: z.string(), email: z.string(), displayName: z.string().nullable() }),
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  /** Of the access token, in milliseconds since 1970. */
  expiresAtMs: z.number(),
});

export type Credentials = z.infer<typeof credentialsSchema>;

export interface CredentialsFile {
  /** Undefined when nobody is signed in, or the file cannot be read. */
  read(): Promise<Credentials | undefined>;
  /** Durable when it answers; readable by its owner alone. */
  write(credentials: Credentials): Promise<void>;
  remove(): Promise<void>;
}

export function createCredentialsFile(dataDir: string): CredentialsFile {
  const path = join(dataDir, 'sync-credentials.json');
  return {
    async read() {
      try {
        return credentialsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
      } catch {
        return undefined;
      }
    },
    write: (credentials) => writeDurably(path, JSON.stringify(credentials)),
    async remove() {
      await rm(path, { force: true });
      await syncDirectory(dataDir);
    },
  };
}
