/** Makes one image of an empty database per test run; every test file loads it instead of creating its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDatabaseImage } from '../src/store/database.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'mirubato-image-'));
  process.env.MIRUBATO_CACHE_DIR = folder;
  // Where Node keeps it by itself: processes that tests start compile the same modules again and again.
  process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'node-compile-cache');
  process.env.MIRUBATO_TEST_IMAGE = join(folder, 'database');
  await writeDatabaseImage(process.env.MIRUBATO_TEST_IMAGE);
  return () => rm(folder, { recursive: true, force: true });
}
