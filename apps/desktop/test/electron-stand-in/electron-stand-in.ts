#!/usr/bin/env node
/**
 * Stands in for Electron's executable (ELECTRON_EXEC_PATH): loads the main module of the app it is given, as it
 * was built, and gives it a Node implementation of `electron` that shows pages in a Chromium app window.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const args = process.argv.slice(2).filter((argument) => argument !== '--no-sandbox');
const appFolder = resolve(args[0] ?? '.');
const { main } = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')) as { main: string };
process.argv = [process.argv[1] ?? '', appFolder, ...args.slice(1)];

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'electron'
      ? { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true }
      : nextResolve(specifier, context),
});
await import(pathToFileURL(join(appFolder, main)).href);
