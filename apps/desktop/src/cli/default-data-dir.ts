import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the platform keeps an application's data; `data` inside what Electron calls userData. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.MIRUBATO_DATA_DIR) return env.MIRUBATO_DATA_DIR;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Mirubato', 'data');
  if (platform === 'win32')
    return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Mirubato', 'data');
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Mirubato', 'data');
}
