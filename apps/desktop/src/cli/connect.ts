/** Reaches the core of a data directory: the running one through its address, else one opened in process. */
import { type Core, createCore } from '@mirubato/core';
import { type Client, createClient } from '@mirubato/core/client';
import { createHttpFetch } from '@mirubato/core/client/http-fetch';
import { ok, type Result } from '@mirubato/domain/problem';
import { readAddress } from './address.ts';
import { databaseImagePath } from './database-image.ts';

export interface Connected {
  readonly client: Client;
  /** A running Mirubato answers; it goes on when we are done. */
  readonly isRemote: boolean;
  close(): Promise<void>;
}

/** Problem `data-directory-locked` when another process holds the directory and does not answer. */
export async function connect(dataDir: string): Promise<Result<Connected>> {
  const remote = await connectToRunning(dataDir);
  if (remote) return ok(remote);
  const opened = await createCore({ dataDir, databaseImage: databaseImagePath() });
  if (!opened.ok) return opened;
  const core = opened.value;
  return ok({ client: inProcessClient(core), isRemote: false, close: () => core.close() });
}

export function inProcessClient(core: Core): Client {
  return createClient({
    baseUrl: 'http://mirubato.invalid',
    fetch: async (input, init) => core.fetch(new Request(input, init)),
  });
}

/** Undefined when none runs, or the address is left over from one that was killed. */
export async function connectToRunning(dataDir: string): Promise<Connected | undefined> {
  const address = await readAddress(dataDir);
  if (!address) return undefined;
  const fetch = createHttpFetch(address.socket);
  const client = createClient({ baseUrl: address.url, token: address.token, fetch });
  try {
    const health = await client.api.health.$get();
    return health.ok ? { client, isRemote: true, close: async () => undefined } : undefined;
  } catch {
    return undefined;
  }
}
