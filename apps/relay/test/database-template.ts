/** Makes one empty database per test run; every relay of a test starts on a copy, since making one takes seconds. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/store/database.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mirubato-relay-template-'));
  const { close } = await openDatabase({ dataDir, databaseUrl: undefined });
  await close();
  process.env.MIRUBATO_TEST_RELAY_TEMPLATE = dataDir;
  return () => rm(dataDir, { recursive: true, force: true });
}
