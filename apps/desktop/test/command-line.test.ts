/** The command line as a person runs it: processes of their own, on a data directory of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { photographedPage } from '../e2e/png-picture.ts';

const root = resolve(import.meta.dirname, '../../..');
const cli = join(root, 'apps/desktop/src/cli/main.ts');
const TWO_PAGES = join(root, 'packages/core/test/import/fixtures/two-pages.pdf');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'mirubato-cli-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

function start(args: readonly string[], script = cli): ChildProcess {
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function run(...args: string[]): Promise<Ended> {
  const child = start(args);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

async function serve(dataDir: string, script = cli, first: string[] = []) {
  const child = start([...first, 'serve', '--data-dir', dataDir], script);
  const [line] = await once(createInterface({ input: child.stdout as never }), 'line');
  return { child, address: JSON.parse(line) as { url: string; token: string; pid: number } };
}

function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe('mirubato', () => {
  it('imports, searches, exports, backs up, restores and examines without a running app', async () => {
    const dataDir = await folder();
    const sources = await folder();
    await copyFile(TWO_PAGES, join(sources, 'good.pdf'));
    await writeFile(join(sources, 'letter.pdf'), 'Dear Sir or Madam');

    const imported = await run('import', sources, '--data-dir', dataDir, '--json');
    expect(imported.code).toBe(1);
    const byName = Object.fromEntries(jsonLines(imported.out).map((job) => [job.path, job]));
    const good = byName[join(sources, 'good.pdf')];
    expect(good).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), problem: null });
    expect(good).toHaveProperty('confidences.title', expect.any(Number));
    expect(byName[join(sources, 'letter.pdf')]).toMatchObject({
      status: 'failed',
      problem: { code: 'not-a-pdf' },
    });
    const again = await run('import', join(sources, 'good.pdf'), '--data-dir', dataDir, '--json');
    expect([again.code, jsonLines(again.out)[0]?.status]).toEqual([0, 'duplicate']);

    const word = String(good?.title).split(' ')[0] ?? '';
    const found = await run('search', word, '--data-dir', dataDir, '--json');
    expect(jsonLines(found.out)).toMatchObject([{ kind: 'score', title: good?.title }]);

    const out = join(await folder(), 'out');
    expect((await run('export', out, '--pdfs', '--data-dir', dataDir)).code).toBe(0);
    expect(JSON.parse(await readFile(join(out, 'mirubato.json'), 'utf8')).scores).toHaveLength(1);
    expect(await readdir(join(out, 'scores'))).toHaveLength(1);

    const backup = join(await folder(), 'my.mirubato');
    expect((await run('backup', backup, '--data-dir', dataDir)).code).toBe(0);
    const other = await folder();
    expect((await run('restore', backup, '--data-dir', other)).code).toBe(0);
    expect((await run('doctor', '--hashes', '--data-dir', other)).code).toBe(0);
    const restored = await run('search', word, '--data-dir', other, '--json');
    expect(jsonLines(restored.out)).toMatchObject([{ kind: 'score', title: good?.title }]);
    const absent = await run('restore', join(other, 'none'), '--data-dir', other, '--json');
    expect([absent.code, jsonLines(absent.err)]).toMatchObject([
      1,
      [{ problem: { code: 'file-not-found' } }],
    ]);
  });

  it('prints the scores as a table, and takes in what another program has made of it', async () => {
    const dataDir = await folder();
    await run('import', TWO_PAGES, '--data-dir', dataDir);
    const printed = await run('scores', '--csv', 'forscore', '--data-dir', dataDir);
    expect(printed.code).toBe(0);
    const [header, row = ''] = printed.out.replace('\uFEFF', '').split('\r\n');
    expect(header).toMatch(/^Filename,Title,.*,keysf,keymi$/);
    expect(row).toContain('two-pages.pdf');
    expect((await run('scores', '--csv', 'other', '--data-dir', dataDir)).code).toBe(2);

    const table = join(await folder(), 'table.csv');
    await writeFile(table, 'Filename,Tags\ntwo-pages.pdf,recital\n');
    const told = await run('scores', '--read', table, '--data-dir', dataDir, '--json');
    expect(jsonLines(told.out)).toMatchObject([
      { kind: 'changes', changes: [{ field: 'tags', after: ['recital'] }] },
    ]);
    expect((await run('scores', '--read', table, '--apply', '--data-dir', dataDir)).code).toBe(0);
    const again = await run('scores', '--read', table, '--data-dir', dataDir, '--json');
    expect([again.code, jsonLines(again.out)]).toMatchObject([0, [{ kind: 'same' }]]);
    await writeFile(table, 'no header\n');
    const wrong = await run('scores', '--read', table, '--data-dir', dataDir, '--json');
    expect([wrong.code, jsonLines(wrong.err)]).toMatchObject([
      1,
      [{ problem: { code: 'table-without-header' } }],
    ]);
  });

  it('asks the app that runs, and a second serve is refused with the process id', async () => {
    const dataDir = await folder();
    const { child, address } = await serve(dataDir);
    expect(address.pid).toBe(child.pid);
    const imported = await run('import', TWO_PAGES, '--data-dir', dataDir, '--json');
    expect(imported.code).toBe(0);
    const answer = await fetch(`${address.url}/api/scores`, {
      headers: { authorization: `Bearer ${address.token}` },
    });
    expect((await answer.json()).total).toBe(1);
    const second = await run('serve', '--data-dir', dataDir);
    expect(second.code).toBe(3);
    expect(second.err).toContain(String(child.pid));
  });

  it('makes one score of the pictures that are named, in their order', async () => {
    const dataDir = await folder();
    const sources = await folder();
    const [second, first] = [join(sources, 'b.png'), join(sources, 'a.png')];
    for (const [number, path] of [first, second].entries())
      await writeFile(path, photographedPage(number + 1, 80 + number, 120));
    const made = await run('import', second, first, '--data-dir', dataDir, '--json');
    expect(made.code).toBe(0);
    expect(jsonLines(made.out)).toHaveLength(1);
    const again = await run('import', second, first, '--data-dir', dataDir, '--json');
    expect(jsonLines(again.out)).toMatchObject([
      { status: 'duplicate', sha256: jsonLines(made.out)[0]?.sha256 },
    ]);
    const turned = await run('import', first, second, TWO_PAGES, '--data-dir', dataDir, '--json');
    expect(jsonLines(turned.out).map(({ status }) => status)).not.toContain('duplicate');
    expect(jsonLines(turned.out)).toHaveLength(2);
    await writeFile(first, 'Dear Sir or Madam');
    const refused = await run('import', first, second, '--data-dir', dataDir, '--json');
    expect([refused.code, jsonLines(refused.err)]).toMatchObject([
      1,
      [{ problem: { code: 'not-a-picture' } }],
    ]);
  });

  it('ends whole on Ctrl-C, which reaches it twice, and opens again at the same address', async () => {
    const dataDir = await folder();
    const first = await serve(dataDir);
    first.child.kill('SIGINT');
    first.child.kill('SIGINT');
    const [code] = await once(first.child, 'close');
    expect(code).toBe(0);
    expect(existsSync(join(dataDir, 'address.json'))).toBe(false);
    const second = await serve(dataDir);
    expect(second.address.url).toBe(first.address.url);
    expect(second.address.token).not.toBe(first.address.token);
  });

  it('a lock and an address left by a killed process block nobody', async () => {
    const dataDir = await folder();
    const { child } = await serve(dataDir);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(existsSync(join(dataDir, 'address.json'))).toBe(true);
    expect((await run('doctor', '--data-dir', dataDir)).code).toBe(0);
  });

  it('says what it does not understand, with exit code 2', async () => {
    expect((await run('improt', 'x')).code).toBe(2);
    expect((await run('serve', '--port', '70000')).code).toBe(2);
    expect((await run('--help')).code).toBe(0);
  });
});
