/** Imports through the interface and waits for the end. */
import { type ImportJob, isOpen } from '@mirubato/domain/import';
import { expect } from 'vitest';
import type { Client } from '../../src/client/client.ts';

export async function jobsOf(client: Client): Promise<ImportJob[]> {
  const response = await client.api.imports.$get({ query: { limit: '1000' } });
  return (await response.json()).jobs;
}

/** @param timeoutMs a test that never ends says less than one that fails */
export async function allEnded(client: Client, timeoutMs = 50_000): Promise<ImportJob[]> {
  await expect
    .poll(async () => (await jobsOf(client)).every(({ status }) => !isOpen(status)), {
      timeout: timeoutMs,
      interval: 100,
    })
    .toBe(true);
  return jobsOf(client);
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
