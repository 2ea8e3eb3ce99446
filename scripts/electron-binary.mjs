/** Finds Electron's binary, or fetches it once; npm brings only its JavaScript. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, say } from './setup.mjs';

/** Long enough for 120 MB over a fair line, short enough to wait for once. */
const FETCH_TIMEOUT_MS = 60_000;

/** After a fetch that failed, the next starts are quick for this long. */
const RETRY_AFTER_MS = 24 * 60 * 60_000;

const folder = join(root, 'node_modules', 'electron');
const failed = join(root, 'node_modules', '.cache', 'mirubato', 'electron-not-fetched');

/** @param {string} node @returns {string | undefined} the executable */
export function electronBinary(node) {
  return process.env.ELECTRON_EXEC_PATH ?? installed() ?? fetched(node);
}

/** A window can be shown: elsewhere than on Linux one always can. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function installed() {
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const path = join(folder, 'dist', readFileSync(named, 'utf8'));
  return existsSync(path) ? path : undefined;
}

function fetched(node) {
  if (!hasDisplay()) return undefined;
  if (existsSync(failed) && Date.now() - statSync(failed).mtimeMs < RETRY_AFTER_MS) return undefined;
  say(`fetching Electron, once (at most ${FETCH_TIMEOUT_MS / 1000} s)`);
  spawnSync(node, [join(folder, 'install.js')], { stdio: 'ignore', timeout: FETCH_TIMEOUT_MS });
  const path = installed();
  if (path) return path;
  mkdirSync(dirname(failed), { recursive: true });
  writeFileSync(failed, '');
  return undefined;
}
