import { createHash, randomBytes } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createCore } from '@mirubato/core';
import { serveLoopback } from '@mirubato/core/http/loopback';
import { publishAddress } from './address.ts';
import { databaseImagePath } from './database-image.ts';
import type { GlobalOptions } from './program.ts';
import { reportProblem } from './report.ts';

const EXIT_USAGE = 2;

const FIRST_PORT = 20_000;
const PORTS = 12_000;

/** Serves until it is told to stop. @param portText a port; `undefined` for the data directory's own */
export async function serveCommand(options: GlobalOptions, portText: string | undefined): Promise<number> {
  const port = portText === undefined ? portOf(options.dataDir) : Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write(`mirubato: ${portText} is not a port (0 to 65535).\n`);
    return EXIT_USAGE;
  }
  const stopped = stopSignal();
  const opened = await createCore({ dataDir: options.dataDir, databaseImage: databaseImagePath() });
  if (!opened.ok) return reportProblem(options, opened.problem);
  const core = opened.value;
  for (const repair of core.repairs) process.stderr.write(`mirubato: ${repair}\n`);

  const token = randomBytes(32).toString('base64url');
  const rendererDir = fileURLToPath(new URL('../../out/renderer', import.meta.url));
  const serveAt = (at: number) => serveLoopback({ fetch: core.fetch, token, port: at, rendererDir });
  let served = await serveAt(port);
  if (!served.ok && portText === undefined) served = await serveAt(0);
  if (!served.ok) {
    await core.close();
    return reportProblem(options, served.problem);
  }
  const { url, close } = served.value;
  const withdrawAddress = await publishAddress(options.dataDir, { url, token, pid: process.pid });
  process.stdout.write(`${JSON.stringify({ url, token, pid: process.pid })}\n`);
  // Otherwise written at an orderly end, which a served Mirubato may never have.
  flushCompileCache();

  await stopped;
  await withdrawAddress();
  await close();
  await core.close();
  return 0;
}

/**
 * The same at every start: what a page keeps in the browser (the last page of a score) belongs to its address.
 * Below the range from which systems take ports at random.
 */
function portOf(dataDir: string): number {
  return FIRST_PORT + (createHash('sha256').update(dataDir).digest().readUInt16BE() % PORTS);
}

/** Ctrl-C in a terminal comes twice, from it and from the script that started us: the second must not kill. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
