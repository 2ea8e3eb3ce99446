/** Serves one data directory after another as `mirubato serve` does, in one process: a start costs seconds. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createCore } from '@mirubato/core';
import { serveLoopback } from '@mirubato/core/http/loopback';
import { databaseImagePath } from '../src/cli/database-image.ts';

/** To this process; each is answered by one `HostAnswer`. */
export interface HostRequest {
  readonly kind: 'open' | 'close';
  readonly dataDir: string;
}

export type HostAnswer = { readonly url: string; readonly token: string } | { readonly problem: string };

const rendererDir = fileURLToPath(new URL('../out/renderer', import.meta.url));
const closeByDirectory = new Map<string, () => Promise<void>>();

process.on('message', async ({ kind, dataDir }: HostRequest) => {
  try {
    if (kind === 'open') process.send?.(await open(dataDir));
    else {
      await closeByDirectory.get(dataDir)?.();
      closeByDirectory.delete(dataDir);
      process.send?.({ url: '', token: '' } satisfies HostAnswer);
    }
  } catch (error) {
    process.send?.({ problem: String(error) } satisfies HostAnswer);
  }
});
process.on('disconnect', () => process.exit());

async function open(dataDir: string): Promise<HostAnswer> {
  const core = await createCore({ dataDir, databaseImage: databaseImagePath() });
  if (!core.ok) return { problem: JSON.stringify(core.problem) };
  const token = randomBytes(32).toString('base64url');
  const served = await serveLoopback({ fetch: core.value.fetch, token, port: 0, rendererDir });
  if (!served.ok) return { problem: JSON.stringify(served.problem) };
  closeByDirectory.set(dataDir, async () => {
    await served.value.close();
    await core.value.close();
  });
  return { url: served.value.url, token };
}
