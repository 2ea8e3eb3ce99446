/** `npm start [-- --data-dir <folder>]`: sets up, then opens the app in Electron, else in browser mode. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { electronBinary, hasDisplay } from './electron-binary.mjs';
import { ensureSetup, root, say } from './setup.mjs';

const desktop = join(root, 'apps', 'desktop');
const args = resolvePaths(process.argv.slice(2));
const isRoot = process.getuid?.() === 0;

/** Chromium's sandbox refuses to run as root. */
const asRoot = isRoot ? ['--no-sandbox'] : [];

const { node } = await ensureSetup();
const electron = hasDisplay() ? electronBinary(node) : undefined;
const code = electron ? await startElectron(electron) : undefined;
process.exitCode = code ?? (await startBrowserMode(electron !== undefined));

/** @returns {Promise<number | undefined>} undefined when this computer does not let Electron run */
async function startElectron(executable) {
  const child = spawn(executable, [...asRoot, desktop, ...args], { stdio: 'inherit' });
  endWith(child);
  const { code, signal } = await ended(child);
  // What Chromium dies of where the system keeps it from making its sandbox.
  return signal === 'SIGTRAP' || signal === 'SIGABRT' ? undefined : (code ?? 1);
}

async function startBrowserMode(hasElectron) {
  const { chromium } = await ensureSetup({ browser: hasDisplay() });
  const cli = join(desktop, 'src', 'cli', 'main.ts');
  const server = spawn(node, [cli, 'serve', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  endWith(server);
  const serverEnded = ended(server);
  const address = await firstLine(server.stdout);
  if (address === undefined) return (await serverEnded).code ?? 1;
  const { url, token } = JSON.parse(address);
  const page = `${url}/#token=${token}`;
  if (!hasDisplay() || !chromium) {
    const reason = hasDisplay() ? 'neither Electron nor Chromium runs here' : 'there is no display';
    say(`browser mode: ${reason}; open ${page} (Ctrl-C ends)`);
    return (await serverEnded).code ?? 0;
  }
  const reason = hasElectron ? 'Electron does not run here' : 'Electron is not installed here';
  say(`browser mode: ${reason}; opening a window of Chromium (closing it ends Mirubato)`);
  const window = spawn(chromium, [`--app=${page}`, `--user-data-dir=${profileFolder()}`, ...windowArgs()], {
    stdio: 'ignore',
  });
  endWith(window);
  await Promise.race([ended(window), serverEnded]);
  window.kill();
  server.kill();
  return (await serverEnded).code ?? 0;
}

function windowArgs() {
  return [
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    ...asRoot,
  ];
}

/** A window of its own needs a profile of its own, one for each data directory. */
function profileFolder() {
  const caches = { darwin: join(homedir(), 'Library', 'Caches'), win32: process.env.LOCALAPPDATA };
  const cache = process.env.XDG_CACHE_HOME ?? caches[process.platform] ?? join(homedir(), '.cache');
  const name = createHash('sha256').update(args.join('\0')).digest('hex').slice(0, 12);
  const folder = join(cache, 'mirubato', `window-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Ctrl-C and a closed terminal end the child too; we wait for it. */
function endWith(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
}

function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(`${child.spawnfile} cannot be started: ${error.message}`);
      resolve({ code: 1, signal: null });
    });
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** @returns {Promise<string | undefined>} undefined when the stream ends without one */
function firstLine(stream) {
  return new Promise((resolve) => {
    const lines = createInterface({ input: stream });
    lines.once('line', resolve);
    lines.once('close', () => resolve(undefined));
  });
}

/** npm runs us in the project's folder; paths are meant from where the person stands. */
function resolvePaths(given) {
  const from = process.env.INIT_CWD ?? process.cwd();
  return given.map((argument, index) => {
    if (given[index - 1] === '--data-dir') return resolve(from, argument);
    if (argument.startsWith('--data-dir=')) return `--data-dir=${resolve(from, argument.slice(11))}`;
    return argument.startsWith('-') ? argument : resolve(from, argument);
  });
}
