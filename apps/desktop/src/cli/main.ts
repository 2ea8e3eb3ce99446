#!/usr/bin/env node
/**
 * `mirubato` on the command line. Exit codes: 0 done, 1 a problem, 2 wrong usage, 3 the data directory is in
 * use and its process does not answer.
 */
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { run } = await import('./program.ts');
process.exitCode = await run(process.argv.slice(2));
