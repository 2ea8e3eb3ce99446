/**
 * Files that are no files, vanish or change, and folders that cannot be written. Where rights would do, something
 * stands in the way instead: tests may run as a user to whom everything is allowed.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { openTestCore, temporaryFolder } from '../temporary.ts';
import { allEnded, importPaths, jobsOf } from './import-paths.ts';

const twoPages = readFileSync(join(import.meta.dirname, 'fixtures/two-pages.pdf'));

function variantOf(remark: string): Buffer {
  return Buffer.concat([twoPages, Buffer.from(`\n%${remark}\n`)]);
}

it('7.20 what is no file, or cannot be reached, is a failed row', async () => {
  const { client } = await openTestCore();
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'folder.pdf'));
  await symlink('loop.pdf', join(folder, 'loop.pdf'));
  await writeFile(join(folder, 'file'), '');
  const paths = [
    join(folder, 'loop.pdf'),
    join(folder, 'file', 'beneath-a-file.pdf'),
    join(folder, `${'a'.repeat(300)}.pdf`),
    ...(process.platform === 'win32' ? [] : [pipeAt(join(folder, 'pipe.pdf')), '/dev/zero']),
  ];
  const jobs = await importPaths(client, paths);
  expect(jobs).toHaveLength(paths.length);
  for (const { problem } of jobs) expect(problem?.code).toMatch(/^file-(?:unreadable|not-found)$/);
});

function pipeAt(path: string): string {
  execFileSync('mkfifo', [path]);
  return path;
}

it('7.20 a file that has gone when its turn comes is a failed row, and so is a folder in its place', async () => {
  const { client } = await openTestCore();
  const folder = await temporaryFolder();
  const names = ['gone.pdf', 'folder.pdf', 'stays.pdf'];
  for (const name of names) await writeFile(join(folder, name), variantOf(name));
  await client.api.imports.pause.$post();
  await client.api.imports.$post({ json: { paths: [folder], mode: 'copy' } });
  for (const name of names.slice(0, 2)) await rm(join(folder, name));
  await mkdir(join(folder, 'folder.pdf'));
  await client.api.imports.resume.$post();
  const jobs = await allEnded(client);
  expect(Object.fromEntries(jobs.map((job) => [job.fileName, job.problem?.code ?? job.status]))).toEqual({
    'gone.pdf': 'file-not-found',
    'folder.pdf': 'file-unreadable',
    'stays.pdf': 'done',
  });
});

it.each(['copy', 'reference'] as const)(
  '7.20 files that change all the while (%s) are kept as one of what they were, or fail',
  async (mode) => {
    const { client, dataDir } = await openTestCore();
    const folder = await temporaryFolder();
    const paths = Array.from({ length: 12 }, (_, index) => join(folder, `${index}.pdf`));
    const contents = [twoPages, variantOf('longer'), twoPages.subarray(0, 9000), Buffer.alloc(0)];
    const hashes = contents.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    for (const path of paths) await writeFile(path, twoPages);
    let turn = 0;
    const changing = setInterval(() => {
      for (const path of paths) {
        turn += 1;
        writeFileSync(path, contents[turn % contents.length] ?? '');
      }
    }, 7);
    const jobs = await importPaths(client, paths, mode).finally(() => clearInterval(changing));
    for (const { status, problem, sha256 } of jobs) {
      if (status === 'failed') expect(problem?.code).toMatch(/^(?:file-|pdf-damaged|not-a-pdf)/);
      else expect(hashes).toContain(sha256);
    }
    const kept = mode === 'copy' ? filesBeneath(join(dataDir, 'library')) : [];
    for (const path of kept) {
      const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
      expect(`${hash}.pdf`).toBe(basename(path));
      expect(jobs.map(({ sha256 }) => sha256)).toContain(hash);
    }
    expect(await readdir(join(dataDir, 'inbox')).catch(() => [])).toEqual([]);
  },
);

function filesBeneath(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

it.each(['library', 'derived', 'inbox'])(
  '7.20 when %s cannot be written the file is not blamed, and it can be tried again',
  async (name) => {
    const { client, dataDir } = await openTestCore();
    const source = join(await temporaryFolder(), 'a.pdf');
    await writeFile(source, twoPages);
    await writeFile(join(dataDir, name), 'in the way');
    const [failed] = await importPaths(client, [source]);
    expect(failed).toMatchObject({ status: 'failed', problem: { code: 'internal' } });
    expect(failed?.problem?.detail).toMatch(/library|what is read/);
    await rm(join(dataDir, name));
    await client.api.imports[':id'].retry.$post({ param: { id: failed?.id ?? '' } });
    expect(await allEnded(client)).toMatchObject([{ status: 'done', problem: null }]);
    expect(await readFile(source)).toEqual(twoPages);
  },
);

it('7.20 an upload for which there is no inbox is refused, and leaves no row', async () => {
  const { core, client, dataDir } = await openTestCore();
  await writeFile(join(dataDir, 'inbox'), 'in the way');
  const response = await core.fetch(
    new Request('http://mirubato.invalid/api/imports/files?name=x.pdf', { method: 'POST', body: twoPages }),
  );
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ detail: 'The file did not arrive whole.' });
  expect(await jobsOf(client)).toEqual([]);
});

it('7.21 a file may have any name', async () => {
  const { client } = await openTestCore();
  const folder = await temporaryFolder();
  const names = [
    'Träumerei (Kinderszenen, op. 15).pdf',
    'Träumerei, zerlegt.pdf'.normalize('NFD'),
    'Лебединое озеро.pdf',
    '月の光 ドビュッシー.pdf',
    '아리랑.pdf',
    'ألف ليلة وليلة.pdf',
    'हिन्दी राग.pdf',
    '🎻🎼👩‍👩‍👧‍👦.pdf',
    `${'🎻'.repeat(62)}abc.pdf`,
    `${'a'.repeat(251)}.pdf`,
    "'; DROP TABLE scores; --.pdf",
    '%00%2e%2e.pdf',
    ' leading and trailing .pdf',
    '.pdf.pdf',
    '-rf.pdf',
    ...(process.platform === 'win32'
      ? []
      : ['line\nbreak\tand\u0001control.pdf', 'back\\slash "quoted" <b>.pdf']),
  ];
  for (const name of names) await writeFile(join(folder, name), variantOf(name));
  const jobs = await importPaths(
    client,
    names.map((name) => join(folder, name)),
  );
  expect(jobs.map(({ fileName }) => fileName).sort()).toEqual([...names].sort());
  for (const { fileName, problem, title } of jobs)
    expect({ fileName, problem, title }).toEqual({ fileName, problem: null, title: 'Lantern Walk' });
});

// Linux alone keeps names as bytes; elsewhere such a file cannot be made.
it.runIf(process.platform === 'linux')('7.21 a name that is no text is a failed row', async () => {
  const { client } = await openTestCore();
  const folder = await temporaryFolder();
  writeFileSync(
    Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.pdf')]),
    twoPages,
  );
  expect(await importPaths(client, [folder])).toMatchObject([{ problem: { code: 'file-not-found' } }]);
});
