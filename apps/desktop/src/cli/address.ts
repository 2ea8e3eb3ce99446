/** How a running Mirubato tells the command line where it can be asked: a file in its data directory. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const addressSchema = z.object({
  url: z.url(),
  /** Unix socket or named pipe; without one, `url` has the port. */
  socket: z.string().min(1).optional(),
  token: z.string().min(1),
  pid: z.int(),
});

export type Address = z.infer<typeof addressSchema>;

/** The file is readable by its owner alone. Gives what withdraws it. */
export async function publishAddress(dataDir: string, address: Address): Promise<() => Promise<void>> {
  const path = join(dataDir, 'address.json');
  await rm(path, { force: true });
  await writeFile(path, JSON.stringify(address), { mode: 0o600 });
  return () => rm(path, { force: true });
}

/** Undefined when there is none. One that was left over from a killed process is given like any other. */
export async function readAddress(dataDir: string): Promise<Address | undefined> {
  try {
    return addressSchema.parse(JSON.parse(await readFile(join(dataDir, 'address.json'), 'utf8')));
  } catch {
    return undefined;
  }
}
