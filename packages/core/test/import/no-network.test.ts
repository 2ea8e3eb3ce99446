/** The whole import in a process that has no network: what tries to reach one is caught. */
import { execFile, execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { openPdf } from '../../src/import/pdf-document.ts';
import { databaseImage, temporaryFolder } from '../temporary.ts';
import { pdfOfScans, printPage, scanCanvas } from './scan.ts';

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);
const twoPages = fixture('two-pages.pdf');

/** An own, empty set of network devices, where the system lets us have one. */
const ALONE = ['unshare', '--map-root-user', '--net'];
const canBeAlone = runs(ALONE);

it('7.22 vector PDF and scan are imported without trying to reach a network', async () => {
  const { imported, attempts } = await importInChild([], ['--import', fixture('deny-network.ts')]);
  expect(imported).toEqual(Array(2).fill({ status: 'done', title: 'Lantern Walk', problem: null }));
  expect(attempts).toEqual([]);
});

it.skipIf(!canBeAlone)('7.22 vector PDF and scan are imported where there is no network device', async () => {
  const { imported } = await importInChild(ALONE, []);
  expect(imported).toEqual(Array(2).fill({ status: 'done', title: 'Lantern Walk', problem: null }));
});

it('7.22 who does try is caught, in the main thread and in others', async () => {
  const { port } = await openServer();
  expect(await reachOut([], [], port)).toMatchObject({
    reached: ['socket', 'http', 'fetch', 'datagram', 'name', 'program'],
    attempts: [],
  });
  const denied = await reachOut([], ['--import', fixture('deny-network.ts')], port);
  expect(denied.reached).toEqual([]);
  for (const thread of ['main', 'worker']) {
    const own = denied.attempts.filter((attempt) => attempt.startsWith(thread));
    expect(own).toEqual(
      [
        'socket connect',
        'socket connect',
        'socket connect',
        'global fetch',
        'datagram send',
        'dns.promises lookup',
        'program spawn',
      ].map((attempt) => `${thread} ${attempt}`),
    );
  }
});

it.skipIf(!canBeAlone)('7.22 without a network device nothing of this computer is reached', async () => {
  const { port } = await openServer();
  const { reached } = await reachOut(ALONE, [], port);
  expect(reached).not.toContain('socket');
  expect(reached).not.toContain('fetch');
});

async function importInChild(before: readonly string[], options: readonly string[]) {
  const folder = await temporaryFolder();
  const scan = join(folder, 'scan0001.pdf');
  await writeFile(scan, await scanOf(twoPages));
  const { stdout, attempts } = await runChild(before, [
    ...options,
    fixture('import-alone.ts'),
    join(folder, 'data'),
    databaseImage(),
    twoPages,
    scan,
  ]);
  return { imported: JSON.parse(stdout), attempts };
}

async function reachOut(before: readonly string[], options: readonly string[], port: number) {
  const { stdout, attempts } = await runChild(before, [...options, fixture('reach-out.ts'), String(port)]);
  return { reached: JSON.parse(stdout) as string[], attempts };
}

async function runChild(before: readonly string[], args: readonly string[]) {
  const log = join(await temporaryFolder(), 'attempts');
  await writeFile(log, '');
  const [program = '', ...rest] = [...before, process.execPath, ...args];
  const { stdout } = await promisify(execFile)(program, rest, {
    env: { ...process.env, NETWORK_ATTEMPTS: log },
  });
  const attempts = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
  return { stdout, attempts };
}

async function openServer(): Promise<{ port: number }> {
  const server = createServer((_, response) => response.end('reached'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port };
}

async function scanOf(path: string): Promise<Buffer> {
  const opened = await openPdf(new Uint8Array(await readFile(path)));
  if (!opened.ok) throw new Error(opened.problem.detail);
  const page = await printPage(opened.value.document, 1, 150);
  await opened.value.end();
  return pdfOfScans([await scanCanvas(page, 150)]);
}

function runs([program = '', ...args]: readonly string[]): boolean {
  try {
    execFileSync(program, [...args, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
