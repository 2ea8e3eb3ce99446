/**
 * Brings a clean clone to where it can start or be tested, and does nothing when it already is there. Plain
 * JavaScript for Node 18 and newer: it runs before there are dependencies and a Node that is new enough.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, installChromium } from './chromium.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ours between runs; git ignores it. */
export const cacheDir = join(root, '.cache');

const modules = join(root, 'node_modules');

/** The first that runs TypeScript and `await using` as they stand. */
const NODE_NEEDED = [24, 0];

/** How often a second set-up looks whether the first is done. */
const LOCK_POLL_MS = 500;

/**
 * Says on standard error what it does, and nothing where there is nothing to do.
 * @param {{ browser?: boolean, build?: boolean }} wanted `browser`: install one when none is found, if it may
 * @returns {Promise<{ node: string, chromium: string | undefined }>} executables
 */
export async function ensureSetup({ browser = false, build = true } = {}) {
  const unlock = await lockSetup();
  try {
    installDependencies();
    const node = findNode();
    const chromium = findChromium() ?? (browser ? installChromium(root, node, say) : undefined);
    if (build && !buildApp(node)) giveUp('the app could not be built; see above.');
    return { node, chromium };
  } finally {
    unlock();
  }
}

/** @param {string} text */
export function say(text) {
  process.stderr.write(`mirubato: ${text}\n`);
}

/** The one pinned among the dependencies, else the one that runs this; ends with a message when both are too old. */
export function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = join(modules, `node-${platform}-${process.arch}`, 'bin', name);
  if (existsSync(pinned) && isNewEnough(spawnSync(pinned, ['--version'], { encoding: 'utf8' }).stdout))
    return pinned;
  if (isNewEnough(process.version)) return process.execPath;
  return giveUp(
    `Node ${NODE_NEEDED.join('.')} or newer is needed; this is ${process.version}, and no newer one could be ` +
      'installed beside it for this computer. Please install a newer Node and try again.',
  );
}

/** Builds when a source is newer than what was built. @param {string} node @returns {boolean} there is a build */
export function buildApp(node) {
  const desktop = join(root, 'apps', 'desktop');
  const stamp = join(cacheDir, 'build.stamp');
  const state = sourcesState();
  const isBuilt = ['main/main.js', 'preload/preload.cjs', 'renderer/index.html'].every((file) =>
    existsSync(join(desktop, 'out', file)),
  );
  if (isBuilt && readOr(stamp, '') === state) return true;
  say('building the app');
  rmSync(stamp, { force: true });
  const cli = join(modules, 'electron-vite', 'bin', 'electron-vite.js');
  const built = spawnSync(node, [cli, 'build', '--logLevel', 'warn'], {
    cwd: desktop,
    stdio: ['ignore', 2, 2],
  });
  if (built.status === 0) writeFileSync(stamp, state);
  return built.status === 0;
}

function installDependencies() {
  const stamp = join(modules, '.mirubato-setup');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (readOr(stamp, '') === lock) return;
  say(
    existsSync(modules)
      ? 'bringing the dependencies up to date (npm ci)'
      : 'installing dependencies (npm ci)',
  );
  // Also `npm install`: `npm ci` refuses a lock file that lacks a package of another platform.
  const refused = npm('ci') && npm('install', '--no-save');
  if (refused) giveUp(`the dependencies could not be installed.\n${refused}`);
  writeFileSync(stamp, lock);
}

/** Gives what npm said when it failed, else nothing. */
function npm(...command) {
  const args = [...command, '--no-fund', '--no-audit', '--loglevel', 'error'];
  // The encoder runs on the processor; its package would download a library for graphics cards.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  const options = { cwd: root, encoding: 'utf8', env };
  const path = process.env.npm_execpath;
  const { status, stderr, error } = path?.endsWith('.js')
    ? spawnSync(process.execPath, [path, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return status === 0 ? '' : `${stderr ?? ''}${error?.message ?? ''}` || `npm ended with ${status}`;
}

/** Waits while another set-up of this folder is at work; one that has died does not block. */
async function lockSetup() {
  const path = join(cacheDir, 'setup.lock');
  mkdirSync(cacheDir, { recursive: true });
  for (let isWaiting = false; ; isWaiting = true) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = Number(readOr(path, '0'));
    if (owner && !isAlive(owner)) rmSync(path, { force: true });
    else {
      if (!isWaiting) say(`another set-up (process ${owner}) is at work in this folder; waiting for it`);
      await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Names, sizes and times of all that the build reads. */
function sourcesState() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  const addFolder = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) addFolder(path);
      else if (!/\.test\.tsx?$/.test(entry.name)) add(path);
    }
  };
  for (const folder of ['packages/domain/src', 'packages/core/src', 'apps/desktop/src', 'resources'])
    addFolder(join(root, folder));
  for (const file of [
    'package-lock.json',
    'apps/desktop/package.json',
    'apps/desktop/electron.vite.config.ts',
  ]) {
    add(join(root, file));
  }
  return hash.digest('hex');
}

function isNewEnough(version) {
  const [major, minor] = (version ?? '').replace(/^v/, '').split('.').map(Number);
  return major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1]);
}

/** @returns {never} */
function giveUp(text) {
  say(text);
  rmSync(join(cacheDir, 'setup.lock'), { force: true });
  process.exit(1);
}

function readOr(path, fallback) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return fallback;
  }
}
