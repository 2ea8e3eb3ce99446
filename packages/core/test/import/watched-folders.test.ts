import {
  appendFile,
  copyFile,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ImportJob, isOpen } from '@mirubato/domain/import';
import { describe, expect, it } from 'vitest';
import type { Client, WatchedFolderItem } from '../../src/client/client.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';

const TWO_PAGES = fileURLToPath(new URL('./fixtures/two-pages.pdf', import.meta.url));
const PATIENT = { timeout: 40_000, interval: 100 };

/** Its clock runs ten times as fast, so that a file soon counts as whole. */
function openQuickCore(options: { dataDir?: string } = {}) {
  const startMs = Date.now();
  return openTestCore({ ...options, nowMs: () => startMs + (Date.now() - startMs) * 10 });
}

/** The fixture with a comment behind it: other bytes, the same pages. */
async function pdf(path: string, remark: string): Promise<string> {
  await writeFile(path, Buffer.concat([await readFile(TWO_PAGES), Buffer.from(`\n%${remark}\n`)]));
  return path;
}

async function watch(
  client: Client,
  path: string,
  mode: 'copy' | 'reference' = 'reference',
): Promise<string> {
  const response = await client.api['watched-folders'].$post({ json: { path, mode } });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

async function folderOf(client: Client): Promise<WatchedFolderItem | undefined> {
  return (await (await client.api['watched-folders'].$get()).json()).folders[0];
}

async function jobsOf(client: Client): Promise<ImportJob[]> {
  return (await (await client.api.imports.$get({ query: { limit: '1000' } })).json()).jobs;
}

async function scoresOf(client: Client) {
  return (await (await client.api.scores.$get({ query: {} })).json()).items;
}

/** Waits until so many scores are here and nothing is under way. */
async function scoresAre(client: Client, count: number) {
  await expect
    .poll(
      async () =>
        (await jobsOf(client)).every(({ status }) => !isOpen(status)) && (await scoresOf(client)).length,
      PATIENT,
    )
    .toBe(count);
  return scoresOf(client);
}

/** Waits for a look that is asked for here. */
async function looked(client: Client): Promise<void> {
  const id = (await folderOf(client))?.id ?? '';
  const before = (await folderOf(client))?.lookedAt;
  await client.api['watched-folders'][':id'].look.$post({ param: { id } });
  await expect
    .poll(async () => {
      const folder = await folderOf(client);
      return folder?.lookedAt !== before && folder?.state;
    }, PATIENT)
    .toBe('watching');
}

async function bytesOf(client: Client, id: string): Promise<string> {
  return (await client.api.scores[':id'].file.$get({ param: { id } })).text();
}

describe('watched folders', () => {
  it('7.31 what is put into one, at any depth, is imported by itself and stays where it is', async () => {
    const { client } = await openQuickCore();
    const folder = await temporaryFolder();
    await pdf(join(folder, 'there before.pdf'), 'before');
    await watch(client, folder);
    await scoresAre(client, 1);
    await mkdir(join(folder, 'Chopin', 'Op. 9'), { recursive: true });
    await pdf(join(folder, 'Chopin', 'Op. 9', 'Nocturne.PDF'), 'later');
    await writeFile(join(folder, 'notes.txt'), 'not music');
    const scores = await scoresAre(client, 2);
    expect(scores.map(({ isAvailable }) => isAvailable)).toEqual([true, true]);
    expect(await folderOf(client)).toMatchObject({ path: folder, mode: 'reference', pdfCount: 2 });
    await rm(join(folder, 'Chopin'), { recursive: true });
    await expect.poll(async () => (await folderOf(client))?.pdfCount, PATIENT).toBe(1);
  });

  it('7.31 with copies, a score is here also when its file is gone', async () => {
    const { client } = await openQuickCore();
    const folder = await temporaryFolder();
    const path = await pdf(join(folder, 'a.pdf'), 'copied');
    await watch(client, folder, 'copy');
    await scoresAre(client, 1);
    await rm(path);
    await expect.poll(async () => (await folderOf(client))?.pdfCount, PATIENT).toBe(0);
    expect(await scoresOf(client)).toMatchObject([{ isAvailable: true }]);
  });

  it('7.32 a file that is still being written, or empty, waits until it is whole', async () => {
    const { client } = await openTestCore();
    const folder = await temporaryFolder();
    await watch(client, folder);
    const path = join(folder, 'growing.pdf');
    const bytes = await readFile(TWO_PAGES);
    await writeFile(join(folder, 'to come.pdf'), '');
    const parts = 12;
    for (let part = 0; part < parts; part += 1) {
      const [from, to] = [part, part + 1].map((edge) => Math.floor((bytes.length * edge) / parts));
      await appendFile(path, bytes.subarray(from, to));
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    await scoresAre(client, 1);
    expect((await jobsOf(client)).map(({ fileName, problem }) => [fileName, problem])).toEqual([
      ['growing.pdf', null],
    ]);
  });

  it('7.33 a file that was looked at is not read again, also after a restart', async () => {
    const { core, client, dataDir } = await openTestCore();
    const folder = await temporaryFolder();
    const path = await pdf(join(folder, 'a.pdf'), 'first');
    await watch(client, folder);
    await scoresAre(client, 1);
    // Other bytes that look the same from outside: only a second reading could tell.
    const { atime, mtime } = await stat(path);
    await pdf(path, 'other');
    await utimes(path, atime, mtime);
    await core.close();
    const again = await openTestCore({ dataDir });
    for (let time = 0; time < 3; time += 1) await looked(again.client);
    expect(await jobsOf(again.client)).toHaveLength(1);
    expect(await scoresOf(again.client)).toHaveLength(1);
  });

  it('7.33 without the database, what is here already is not imported again', async () => {
    const { core, client, dataDir } = await openQuickCore();
    const folder = await temporaryFolder();
    const path = await pdf(join(folder, 'a.pdf'), 'known');
    await watch(client, folder);
    await scoresAre(client, 1);
    await core.close();
    await rm(join(dataDir, 'database'), { recursive: true });
    await rename(path, join(folder, 'b.pdf'));
    const again = await openQuickCore({ dataDir });
    const [score] = await scoresOf(again.client);
    await isHereAgain(again.client, score?.id ?? '');
    expect(await jobsOf(again.client)).toHaveLength(1);
    expect(await folderOf(again.client)).toMatchObject({ path: folder, pdfCount: 1 });
  });

  it('7.34 what was moved or renamed within watched folders is the same score in its new place', async () => {
    const { client } = await openQuickCore();
    const [first, second] = [await temporaryFolder(), await temporaryFolder()];
    const path = await pdf(join(first, 'a.pdf'), 'wandering');
    await pdf(join(first, 'b.pdf'), 'staying');
    await watch(client, first);
    await watch(client, second);
    const before = await scoresAre(client, 2);
    const id = before.find(({ fileName }) => fileName === 'a.pdf')?.id ?? '';
    await client.api.scores[':id'].$patch({ param: { id }, json: { title: 'Wanderer' } });
    await rename(path, join(first, 'renamed.pdf'));
    await isHereAgain(client, id);
    await mkdir(join(second, 'deep'));
    await rename(join(first, 'renamed.pdf'), join(second, 'deep', 'c.pdf'));
    await isHereAgain(client, id);
    expect((await bytesOf(client, id)).includes('%wandering')).toBe(true);
    const { score } = await (await client.api.scores[':id'].$get({ param: { id } })).json();
    expect(score).toMatchObject({ title: 'Wanderer', isAvailable: true });
    expect(await jobsOf(client)).toHaveLength(2);
    expect(await scoresOf(client)).toHaveLength(2);
  });

  it('7.34 two files that change places are told apart', async () => {
    const { client } = await openQuickCore();
    const folder = await temporaryFolder();
    const [a, b] = [await pdf(join(folder, 'a.pdf'), 'one'), await pdf(join(folder, 'b.pdf'), 'another')];
    await watch(client, folder);
    const scores = await scoresAre(client, 2);
    const id = scores.find(({ fileName }) => fileName === 'a.pdf')?.id ?? '';
    await rename(a, join(folder, 'c.pdf'));
    await rename(b, a);
    await rename(join(folder, 'c.pdf'), b);
    await expect.poll(async () => (await bytesOf(client, id)).includes('%one'), PATIENT).toBe(true);
    expect(await jobsOf(client)).toHaveLength(2);
  });

  it('7.34 a second file of the same bytes takes over when the first goes', async () => {
    const { client } = await openQuickCore();
    const folder = await temporaryFolder();
    const first = await pdf(join(folder, 'a.pdf'), 'twin');
    await watch(client, folder);
    const [score] = await scoresAre(client, 1);
    await copyFile(first, join(folder, 'b.pdf'));
    await expect.poll(async () => (await folderOf(client))?.pdfCount, PATIENT).toBe(2);
    await rm(first);
    await isHereAgain(client, score?.id ?? '');
    expect(await jobsOf(client)).toHaveLength(1);
  });

  it('7.35 what is out of reach is only marked, and well again by itself', async () => {
    const { client } = await openQuickCore();
    const drive = await temporaryFolder();
    const folder = join(drive, 'Scores');
    await mkdir(folder);
    await pdf(join(folder, 'a.pdf'), 'on a drive');
    await watch(client, folder);
    const [score] = await scoresAre(client, 1);
    await client.api.scores[':id'].$patch({ param: { id: score?.id ?? '' }, json: { title: 'Ferne' } });
    await looked(client);
    await rename(folder, join(drive, 'unplugged'));
    const id = (await folderOf(client))?.id ?? '';
    await client.api['watched-folders'][':id'].look.$post({ param: { id } });
    await expect.poll(async () => (await folderOf(client))?.state, PATIENT).toBe('unreachable');
    expect(await folderOf(client)).toMatchObject({ unreachableSince: expect.any(String), pdfCount: 1 });
    expect(await scoresOf(client)).toMatchObject([{ title: 'Ferne', isAvailable: false, deletedAt: null }]);
    // What came meanwhile is found when the drive is back.
    await pdf(join(drive, 'unplugged', 'b.pdf'), 'came meanwhile');
    await rename(join(drive, 'unplugged'), folder);
    const scores = await scoresAre(client, 2);
    expect(scores.map(({ isAvailable }) => isAvailable)).toEqual([true, true]);
    expect(await folderOf(client)).toMatchObject({ unreachableSince: null, state: 'watching' });
    expect((await jobsOf(client)).filter(({ status }) => status === 'failed')).toEqual([]);
  });

  it('7.35 what was to be imported when the drive went is imported when it comes back', async () => {
    const { client } = await openQuickCore();
    const drive = await temporaryFolder();
    const folder = join(drive, 'Scores');
    await mkdir(folder);
    await pdf(join(folder, 'a.pdf'), 'late');
    await client.api.imports.pause.$post();
    const id = await watch(client, folder);
    await expect.poll(async () => (await jobsOf(client)).length, PATIENT).toBe(1);
    await rename(folder, join(drive, 'unplugged'));
    await client.api.imports.resume.$post();
    await expect.poll(() => jobsOf(client), PATIENT).toEqual([]);
    await rename(join(drive, 'unplugged'), folder);
    await client.api['watched-folders'][':id'].look.$post({ param: { id } });
    await scoresAre(client, 1);
    expect((await jobsOf(client)).map(({ problem }) => problem)).toEqual([null]);
  });

  it('7.36 what lies in the trash stays there, looked at, moved or copied; a person takes it out', async () => {
    const { client } = await openQuickCore();
    const folder = await temporaryFolder();
    const path = await pdf(join(folder, 'a.pdf'), 'unwanted');
    await watch(client, folder);
    const [score] = await scoresAre(client, 1);
    const id = score?.id ?? '';
    await client.api.scores[':id'].$delete({ param: { id } });
    for (let time = 0; time < 2; time += 1) await looked(client);
    await copyFile(path, join(folder, 'twin.pdf'));
    await rename(path, join(folder, 'moved.pdf'));
    await pdf(join(folder, 'z.pdf'), 'wanted');
    await scoresAre(client, 1);
    const trashed = await (await client.api.scores[':id'].$get({ param: { id } })).json();
    expect(trashed.score).toMatchObject({ deletedAt: expect.any(String), isAvailable: true });
    await client.api.imports.$post({ json: { paths: [join(folder, 'moved.pdf')], mode: 'reference' } });
    await scoresAre(client, 2);
  });

  it('7.36 it stays there also when its bytes have to be imported', async () => {
    const { client } = await openQuickCore();
    const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
    const path = await pdf(join(elsewhere, 'a.pdf'), 'unwanted');
    await client.api.imports.$post({ json: { paths: [path], mode: 'reference' } });
    const [score] = await scoresAre(client, 1);
    await client.api.scores[':id'].$delete({ param: { id: score?.id ?? '' } });
    await copyFile(path, join(folder, 'a.pdf'));
    await watch(client, folder, 'copy');
    await expect
      .poll(async () => (await jobsOf(client)).map(({ status }) => status), PATIENT)
      .toContain('duplicate');
    expect(await scoresOf(client)).toEqual([]);
  });

  it('7.37 a changed file is a new score, and the one before it has no file any more', async () => {
    const { client } = await openQuickCore();
    const folder = await temporaryFolder();
    const path = await pdf(join(folder, 'a.pdf'), 'first edition');
    await watch(client, folder);
    const [score] = await scoresAre(client, 1);
    await pdf(path, 'second edition');
    await scoresAre(client, 2);
    await expect
      .poll(async () => {
        const scores = await scoresOf(client);
        return scores.map(({ id, isAvailable }) => isAvailable === (id !== score?.id));
      }, PATIENT)
      .toEqual([true, true]);
  });

  it('7.38 a folder that cannot be watched is refused with its reason', async () => {
    const { client, dataDir } = await openQuickCore();
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'inner', 'most'), { recursive: true });
    await writeFile(join(folder, 'file.pdf'), 'no folder');
    await symlink(join(folder, 'inner'), join(folder, 'link'));
    await symlink(join(folder, 'loop'), join(folder, 'loop'));
    const refusal = async (path: string) => {
      const response: Response = await client.api['watched-folders'].$post({ json: { path, mode: 'copy' } });
      const { code, detail } = (await response.json()) as { code: string; detail: string };
      expect(detail).not.toBe('');
      return [response.status, code];
    };
    expect(await refusal('Scores')).toEqual([400, 'folder-not-absolute']);
    expect(await refusal(join(folder, 'none'))).toEqual([422, 'folder-not-found']);
    expect(await refusal(join(folder, 'file.pdf'))).toEqual([422, 'folder-not-found']);
    expect(await refusal(join(folder, 'loop'))).toEqual([422, 'folder-unreadable']);
    expect(await refusal(dataDir)).toEqual([409, 'folder-of-mirubato']);
    expect(await refusal(join(dataDir, 'database'))).toEqual([409, 'folder-of-mirubato']);
    await watch(client, join(folder, 'inner'));
    expect(await refusal(join(folder, 'inner'))).toEqual([409, 'folder-watched-already']);
    expect(await refusal(join(folder, 'inner', 'most'))).toEqual([409, 'folder-watched-already']);
    expect(await refusal(folder)).toEqual([409, 'folder-watched-already']);
    expect(await refusal(join(folder, 'link', 'most'))).toEqual([409, 'folder-watched-already']);
  });

  it('7.39 links are not followed, in a circle or out, and our own data is passed over', async () => {
    const folder = await temporaryFolder();
    const elsewhere = await temporaryFolder();
    const { client } = await openQuickCore({ dataDir: join(folder, 'Mirubato') });
    await pdf(join(elsewhere, 'out.pdf'), 'out');
    await symlink(folder, join(folder, 'circle'));
    await symlink(elsewhere, join(folder, 'out'));
    await symlink(join(elsewhere, 'out.pdf'), join(folder, 'link.pdf'));
    await pdf(join(folder, 'a.pdf'), 'inside');
    await watch(client, folder, 'copy');
    await scoresAre(client, 1);
    await looked(client);
    expect(await folderOf(client)).toMatchObject({ pdfCount: 1, state: 'watching' });
  });

  it('7.40 after a start it goes on by itself', async () => {
    const { core, client, dataDir } = await openTestCore();
    const folder = await temporaryFolder();
    await watch(client, folder);
    await core.close();
    await pdf(join(folder, 'a.pdf'), 'while closed');
    const again = await openTestCore({ dataDir });
    expect(await folderOf(again.client)).toMatchObject({ state: 'waiting', path: folder });
    await scoresAre(again.client, 1);
  });

  it('7.41 a folder that is no longer watched keeps its scores and brings no more', async () => {
    const { client } = await openQuickCore();
    const folder = await temporaryFolder();
    const other = await temporaryFolder();
    await pdf(join(folder, 'a.pdf'), 'kept');
    const id = await watch(client, folder);
    await scoresAre(client, 1);
    await client.api.imports.pause.$post();
    await pdf(join(folder, 'b.pdf'), 'too late');
    await expect.poll(async () => (await jobsOf(client)).length, PATIENT).toBe(2);
    const removed = await client.api['watched-folders'][':id'].$delete({ param: { id } });
    expect(removed.status).toBe(204);
    expect((await client.api['watched-folders'][':id'].$delete({ param: { id } })).status).toBe(404);
    await client.api.imports.resume.$post();
    await pdf(join(folder, 'c.pdf'), 'unseen');
    await pdf(join(other, 'd.pdf'), 'seen');
    await watch(client, other);
    const scores = await scoresAre(client, 2);
    expect(scores.map(({ fileName }) => fileName).sort()).toEqual(['a.pdf', 'd.pdf']);
    expect(scores.every(({ isAvailable }) => isAvailable)).toBe(true);
    await client.api['watched-folders'][':id'].restore.$post({ param: { id } });
    await scoresAre(client, 4);
  });
});

async function isHereAgain(client: Client, id: string): Promise<void> {
  const isAvailable = async () =>
    (await (await client.api.scores[':id'].$get({ param: { id } })).json()).score.isAvailable;
  await expect.poll(isAvailable, PATIENT).toBe(true);
}
