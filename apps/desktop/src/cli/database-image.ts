import { homedir } from 'node:os';
import { join } from 'node:path';

/** Changes with PGlite; the core adds what tells the tables apart. */
const IMAGE_NAME = 'database-pglite-0.5.16';

/** How the image of an empty database begins, in the user's own cache folder, shared by all data directories. */
export function databaseImagePath(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.MIRUBATO_CACHE_DIR) return join(env.MIRUBATO_CACHE_DIR, IMAGE_NAME);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Mirubato', IMAGE_NAME);
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? homedir(), 'Mirubato', 'Cache', IMAGE_NAME);
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mirubato', IMAGE_NAME);
}
