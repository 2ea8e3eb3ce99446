/** `npm test`: sets up, then runs every check in order and stops at the first that fails. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { buildApp, ensureSetup, root } from './setup.mjs';

const { node, chromium } = await ensureSetup({ browser: true, build: false });
const reports = mkdtempSync(join(tmpdir(), 'mirubato-reports-'));
const unitReport = join(reports, 'unit.json');
const endToEndReport = join(reports, 'end-to-end.json');
const temporary = mkdtempSync(join(quickFolder() ?? tmpdir(), 'mirubato-tests-'));
const env = {
  ...process.env,
  TMPDIR: temporary,
  // Kept from run to run, where Node keeps it by itself.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache'),
  PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
  PLAYWRIGHT_JSON_OUTPUT_FILE: endToEndReport,
  ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
};

const vitestReporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
const playwrightConfig = join('apps', 'desktop', 'playwright.config.ts');

/** @type {{ name: string, run: () => number, count?: () => { passed: number, failed: number } }[]} */
const steps = [
  { name: 'format and lint', run: tool('@biomejs/biome/bin/biome', 'ci', '.') },
  { name: 'types', run: tool('typescript/bin/tsc', '-p', '.') },
  {
    name: 'types of the renderer',
    run: tool('typescript/bin/tsc', '-p', 'apps/desktop/tsconfig.renderer.json'),
  },
  // Before the tests: one of them packs what was built.
  { name: 'build', run: () => (buildApp(node) ? 0 : 1) },
  {
    name: 'unit and integration',
    run: tool('vitest/vitest.mjs', 'run', ...vitestReporters),
    count: countUnit,
  },
  {
    name: 'end to end',
    run: tool('@playwright/test/cli.js', 'test', '-c', playwrightConfig, '--reporter=list,json'),
    count: countEndToEnd,
  },
];

let passed = 0;
let failed = 0;
let exitCode = 0;
for (const { name, run, count } of steps) {
  process.stdout.write(`\n== ${name}\n`);
  const startedAt = Date.now();
  exitCode = run();
  const counted = count?.() ?? { passed: 0, failed: 0 };
  passed += counted.passed;
  failed += exitCode === 0 ? counted.failed : Math.max(1, counted.failed);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`== ${name}: ${exitCode === 0 ? 'done' : 'failed'} in ${seconds} s\n`);
  if (exitCode !== 0) break;
}
for (const folder of [reports, temporary]) rmSync(folder, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = exitCode;

function tool(path, ...args) {
  return () => {
    const command = [join(root, 'node_modules', path), ...args];
    return spawnSync(node, command, { cwd: root, stdio: 'inherit', env }).status ?? 1;
  };
}

function countUnit() {
  const { numPassedTests = 0, numFailedTests = 0 } = readReport(unitReport);
  return { passed: numPassedTests, failed: numFailedTests };
}

function countEndToEnd() {
  const { expected = 0, flaky = 0, unexpected = 0 } = readReport(endToEndReport).stats ?? {};
  return { passed: expected + flaky, failed: unexpected };
}

/**
 * A folder in memory with room for what tests write: they open hundreds of databases, each of which waits for the disk
 * again and again. What a power cut leaves is tested by a record of what was synced, on any disk.
 */
function quickFolder() {
  const folder = '/dev/shm';
  if (!existsSync(folder)) return undefined;
  const { bsize, bavail } = statfsSync(folder);
  return bsize * bavail > 8 * 2 ** 30 ? folder : undefined;
}

/** Empty when the tool ended before it wrote one. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}
