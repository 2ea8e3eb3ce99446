/** Finds a Chromium for the app window of browser mode and for end-to-end tests, or installs one where it may. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Another package manager may be at work when a machine has just started. */
const APT_LOCK_SECONDS = 400;

/** CHROMIUM_PATH, the platform's usual places, then Playwright's own. @returns {string | undefined} */
export function findChromium() {
  return [process.env.CHROMIUM_PATH, ...usualPlaces(), ...playwrightPlaces()].find(
    (path) => path && existsSync(path),
  );
}

/**
 * With the system's package manager as root on Debian and its kin, else with Playwright's installer.
 * @param {string} root @param {string} node @param {(text: string) => void} say
 * @returns {string | undefined} undefined when there is none and none may be had
 */
export function installChromium(root, node, say) {
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('installing Chromium (apt-get)');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const lock = ['-o', `DPkg::Lock::Timeout=${APT_LOCK_SECONDS}`];
    spawnSync('apt-get', [...lock, '-qq', 'update'], { stdio: ['ignore', 2, 2], env });
    spawnSync('apt-get', [...lock, '-qq', 'install', '-y', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 2, 2],
      env,
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  say('fetching Chromium (playwright install chromium)');
  const cli = join(root, 'node_modules', 'playwright', 'cli.js');
  spawnSync(node, [cli, 'install', 'chromium'], { stdio: ['ignore', 2, 2] });
  const fetched = findChromium();
  if (!fetched) say('no Chromium was found and none could be installed; what needs one is left out');
  return fetched;
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge', 'Brave Browser'].flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map(
        (folder) => `${folder}/${name}.app/Contents/MacOS/${name}`,
      ),
    );
  }
  if (process.platform === 'win32') {
    const folders = [process.env.LOCALAPPDATA, process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']];
    const programs = [
      'Chromium\\Application\\chrome.exe',
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return folders.flatMap((folder) => (folder ? programs.map((program) => join(folder, program)) : []));
  }
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'];
  return names.flatMap((name) =>
    ['/usr/bin', '/usr/local/bin', '/snap/bin'].map((folder) => join(folder, name)),
  );
}

/** The newest first. */
function playwrightPlaces() {
  const caches = { darwin: 'Library/Caches', win32: 'AppData/Local' };
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    join(homedir(), caches[process.platform] ?? '.cache', 'ms-playwright');
  const programs = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-win/chrome.exe',
    'chrome-win64/chrome.exe',
  ];
  if (!existsSync(cache)) return [];
  const versions = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  versions.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  return versions.flatMap((version) => programs.map((program) => join(cache, version, program)));
}
