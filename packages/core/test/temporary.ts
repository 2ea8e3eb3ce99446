/** Folders, stores and cores that end with the test that asked for them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { onTestFinished } from 'vitest';
import type { Client } from '../src/client/client.ts';
import { type Core, type CoreOptions, createCore } from '../src/core.ts';
import { clientOf } from './client-of.ts';

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mirubato-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function databaseImage(): string {
  const image = process.env.MIRUBATO_TEST_IMAGE;
  if (!image) throw new Error('the global set-up has made no image');
  return image;
}

export async function openTestCore(
  options: Partial<CoreOptions> = {},
): Promise<{ core: Core; client: Client; dataDir: string }> {
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const core = unwrap(await createCore({ databaseImage: databaseImage(), ...options, dataDir }));
  onTestFinished(() => core.close());
  return { core, client: clientOf(core), dataDir };
}

/** A plain entry, complete enough to be accepted. */
export function entryInput(more: Record<string, unknown> = {}) {
  return {
    timestamp: '2026-03-01T18:00:00.000Z',
    zone: 'Europe/Berlin',
    duration: 30,
    type: 'practice' as const,
    instrument: 'piano',
    pieces: [{ title: 'Mondschein', composer: 'Ludwig van Beethoven' }],
    ...more,
  };
}
