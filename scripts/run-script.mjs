/** Runs one of our TypeScript programs with a Node that is new enough. Standard output is the program's alone. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSetup, findNode, root } from './setup.mjs';

/**
 * @param {string} script path from the project's folder; it gets our arguments, and what ends us ends it
 * @param {Record<string, string>} env beside our own
 * @param {readonly string[]} nodeOptions
 */
export async function runScript(script, env = {}, nodeOptions = []) {
  const isSetUp = existsSync(join(root, 'node_modules', '.mirubato-setup'));
  const node = isSetUp ? findNode() : (await ensureSetup({ build: false })).node;
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const child = spawn(node, [...nodeOptions, join(root, script), ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd,
    env: { ...process.env, ...env, INIT_CWD: cwd },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}
