/** Imports through the interface and waits for the end. */
import { type ImportJob, isOpen } from '@mirubato/domain/import';
import type { Client } from '../../src/client/client.ts';

export async function jobsOf(client: Client): Promise<ImportJob[]> {
  const response = await client.api.imports.$get({ query: { limit: '1000' } });
  return (await response.json()).jobs;
}

/** Throws when jobs are still open after `timeoutMs`: a test that never ends says less than one that fails. */
export async function allEnded(client: Client, timeoutMs = 50_000): Promise<ImportJob[]> {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const jobs = await jobsOf(client);
    const open = jobs.filter(({ status }) => isOpen(status));
    if (open.length === 0) return jobs;
    if (performance.now() > endMs) throw new Error(`still open: ${open.map(({ path }) => path).join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function importPaths(
  client: Client,
  paths: string[],
  mode: 'copy' | 'reference' = 'copy',
  timeoutMs?: number,
): Promise<ImportJob[]> {
  await client.api.imports.$post({ json: { paths, mode } });
  return allEnded(client, timeoutMs);
}
