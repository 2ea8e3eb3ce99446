/** Pictures through the interface, from their bytes to the score. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from '@mirubato/domain/import';
import { unwrap } from '@mirubato/domain/problem';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import type { Core } from '../../src/core.ts';
import { openPdf } from '../../src/import/pdf-document.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';
import { allEnded, jobsOf } from './import-paths.ts';
import { pictureOf } from './page-pictures.ts';
import { printPage } from './scan.ts';

async function send(core: Core, name: string, bytes: Buffer | string): Promise<Response> {
  const url = `http://mirubato.invalid/api/imports/pictures/files?${new URLSearchParams({ name })}`;
  return core.fetch(new Request(url, { method: 'POST', body: new Uint8Array(Buffer.from(bytes)) }));
}

async function bring(core: Core, name: string, bytes: Buffer): Promise<Picture> {
  const response = await send(core, name, bytes);
  expect(response.status).toBe(201);
  return ((await response.json()) as { picture: Picture }).picture;
}

async function makeScore(client: Client, pictures: readonly Picture[], title?: string) {
  const pages = pictures.map(({ id }) => ({ pictureId: id }));
  const response = await client.api.imports.pictures.$post({ json: { pages, ...(title && { title }) } });
  expect(response.status).toBe(202);
  return (await response.json()).job;
}

async function scoreOf(client: Client, id: string | null) {
  return (await (await client.api.scores[':id'].$get({ param: { id: id ?? '' } })).json()).score;
}

describe('pictures', () => {
  it('7.61 become one score, and nothing of them is left in the inbox', async () => {
    const { core, client, dataDir } = await openTestCore();
    const first = await bring(core, 'page 1.jpg', await pictureOf('jpeg'));
    expect(first).toMatchObject({ fileName: 'page 1.jpg', pages: [{ widthPx: 60, heightPx: 80 }] });
    const second = await bring(core, 'page 2.png', await pictureOf('png', 80, 60));
    await makeScore(client, [first, second]);
    const [job] = await allEnded(client);
    expect(job).toMatchObject({ status: expect.stringMatching(/^(?:done|needs-review)$/), problem: null });
    expect(job?.fileName).toBe('page 1.pdf');
    expect(await scoreOf(client, job?.scoreId ?? null)).toMatchObject({ pageCount: 2, hasThumbnail: true });
    expect(await readdir(join(dataDir, 'inbox', 'pictures'))).toEqual([]);
    const left = async () => (await readdir(join(dataDir, 'inbox'))).filter((name) => name !== 'pictures');
    await expect.poll(left).toEqual([]);
  });

  it('7.63 the same ones twice are one score, whatever it is called', async () => {
    const { core, client } = await openTestCore();
    const bytes = await pictureOf('png');
    await makeScore(client, [await bring(core, 'a.png', bytes)], 'Lantern Walk');
    await allEnded(client);
    await makeScore(client, [await bring(core, 'b.png', bytes)], 'Another Walk');
    const jobs = await allEnded(client);
    expect(new Set(jobs.map(({ scoreId }) => scoreId)).size).toBe(1);
    expect(jobs.map(({ status }) => status)).toContain('duplicate');
    expect((await scoreOf(client, jobs[0]?.scoreId ?? null)).title).toBe('Lantern Walk');
  });

  it('7.69 what a person calls the score is its title', async () => {
    const { core, client } = await openTestCore();
    const job = await makeScore(
      client,
      [await bring(core, 'IMG_0001.png', await pictureOf('png'))],
      'Elegy ♯',
    );
    expect(job.fileName).toBe('Elegy ♯.pdf');
    const [ended] = await allEnded(client);
    const score = await scoreOf(client, ended?.scoreId ?? null);
    expect(score.title).toBe('Elegy ♯');
    expect(score.evidence.title).toMatchObject({ source: 'person', confidence: 1 });
  });

  it('7.69 without it the title is read from the pages', async () => {
    const { core, client } = await openTestCore();
    const pdf = await readFile(new URL('./fixtures/two-pages.pdf', import.meta.url));
    const { document, end } = unwrap(await openPdf(new Uint8Array(pdf)));
    const page = await (await printPage(document, 1, 150)).encode('jpeg', 95);
    await end();
    await makeScore(client, [await bring(core, 'IMG_0001.jpg', page)]);
    const [job] = await allEnded(client);
    const score = await scoreOf(client, job?.scoreId ?? null);
    expect(score).toMatchObject({ title: 'Lantern Walk', composer: 'Fanny Hensel' });
    expect(score.evidence.title).toMatchObject({ source: 'recognition', page: 1 });
  });

  it('7.65 a bad one is refused by its name, and nothing of it is kept', async () => {
    const { core, dataDir } = await openTestCore();
    const good = await pictureOf('png');
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    for (const [name, bytes, status, code] of [
      ['letter.png', Buffer.from('Dear Sir or Madam'), 422, 'not-a-picture'],
      ['IMG_1.HEIC', heic, 422, 'picture-damaged'],
      ['half.png', good.subarray(0, 100), 422, 'picture-damaged'],
      ['nothing.png', Buffer.alloc(0), 422, 'file-empty'],
    ] as const) {
      const refused = await send(core, name, bytes);
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        status,
        'application/problem+json',
      ]);
      expect(await refused.json()).toMatchObject({ code, detail: expect.stringContaining(`${name}: `) });
    }
    expect(await readdir(join(dataDir, 'inbox', 'pictures'))).toEqual([]);
  });

  it('7.62 files on this computer are copied and only read; all of them come or none', async () => {
    const { client, dataDir } = await openTestCore();
    const folder = await temporaryFolder();
    const bytes = await pictureOf('jpeg');
    const paths = ['1.jpg', '2.jpg'].map((name) => join(folder, name));
    for (const path of paths) await writeFile(path, bytes);
    const response = await client.api.imports.pictures.paths.$post({ json: { paths } });
    const { pictures } = await response.json();
    expect(pictures.map(({ fileName }) => fileName)).toEqual(['1.jpg', '2.jpg']);
    await makeScore(client, pictures);
    await allEnded(client);
    expect((await readFile(paths[0] as string)).equals(bytes)).toBe(true);
    const refused = await client.api.imports.pictures.paths.$post({
      json: { paths: [paths[0] as string, join(folder, 'gone.jpg')] },
    });
    expect([refused.status, await refused.json()]).toMatchObject([404, { code: 'file-not-found' }]);
    expect(await readdir(join(dataDir, 'inbox', 'pictures'))).toEqual([]);
    const relative = await client.api.imports.pictures.paths.$post({ json: { paths: ['a.png'] } });
    expect(relative.status).toBe(400);
  });

  it('shows previews, turned and with contrast, until a picture is put away', async () => {
    const { core, client } = await openTestCore();
    const { id } = await bring(core, 'a.png', await pictureOf('png'));
    const preview = client.api.imports.pictures[':id'].preview;
    const shown = await preview.$get({
      param: { id },
      query: { side: '40', rotation: '90', contrast: 'black-and-white' } as never,
    });
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect((await preview.$get({ param: { id }, query: { page: '2' } as never })).status).toBe(404);
    expect((await preview.$get({ param: { id }, query: { rotation: '45' } as never })).status).toBe(400);
    const picture = client.api.imports.pictures[':id'];
    expect((await picture.$delete({ param: { id } })).status).toBe(204);
    expect((await picture.$delete({ param: { id } })).status).toBe(404);
    expect((await preview.$get({ param: { id }, query: {} as never })).status).toBe(404);
  });

  it('a picture is one score’s: a second request for it finds nothing', async () => {
    const { core, client } = await openTestCore();
    const { id } = await bring(core, 'a.png', await pictureOf('png'));
    const ask = () =>
      client.api.imports.pictures.$post({ json: { pages: [{ pictureId: id }, { pictureId: id }] } });
    const statuses = (await Promise.all([ask(), ask()])).map(({ status }) => status as number);
    expect(statuses.sort()).toEqual([202, 404]);
    const [job] = await allEnded(client);
    expect((await scoreOf(client, job?.scoreId ?? null)).pageCount).toBe(2);
  });

  it('7.67 can be cancelled and tried again, goes on after a restart, and is cleared', async () => {
    const { core, client, dataDir } = await openTestCore();
    await client.api.imports.pause.$post();
    const job = await makeScore(client, [await bring(core, 'a.png', await pictureOf('png'))]);
    const second = await makeScore(client, [await bring(core, 'b.png', await pictureOf('png', 20, 30))]);
    const cancelled = await client.api.imports[':id'].cancel.$post({ param: { id: job.id } });
    expect(await cancelled.json()).toMatchObject({ status: 'cancelled' });
    await core.close();

    const again = await openTestCore({ dataDir });
    const jobs = await allEnded(again.client);
    expect(jobs.find(({ id }) => id === second.id)).toMatchObject({
      problem: null,
      scoreId: expect.any(String),
    });
    expect(existsSync(join(dataDir, 'inbox', `${job.id}.pdf.pages`))).toBe(true);
    await again.client.api.imports[':id'].retry.$post({ param: { id: job.id } });
    await allEnded(again.client);
    expect((await jobsOf(again.client)).map(({ status }) => status)).not.toContain('cancelled');
    await expect.poll(() => existsSync(join(dataDir, 'inbox', `${job.id}.pdf.pages`))).toBe(false);
  });

  it('7.67 shows how many pages are done, and a cancel cuts it off', async () => {
    const { core, client, dataDir } = await openTestCore();
    const { id } = await bring(core, 'large.png', await pictureOf('png', 1500, 2000));
    const pages = Array.from({ length: 100 }, () => ({
      pictureId: id,
      contrast: 'black-and-white' as const,
    }));
    const response = await client.api.imports.pictures.$post({ json: { pages } });
    const { job } = await response.json();
    const present = async () => (await jobsOf(client)).find((one) => one.id === job.id);
    await expect
      .poll(async () => (await present())?.made?.pages ?? 0, { timeout: 60_000 })
      .toBeGreaterThan(0);
    expect(await present()).toMatchObject({ status: 'reading', made: { pageCount: 100 } });
    await client.api.imports[':id'].cancel.$post({ param: { id: job.id } });
    await expect.poll(async () => (await present())?.status, { timeout: 60_000 }).toBe('cancelled');
    expect((await present())?.made).toBeNull();
    const left = async () => (await readdir(join(dataDir, 'inbox'))).sort();
    await expect.poll(left, { timeout: 60_000 }).toEqual([`${job.id}.pdf.pages`, 'pictures'].sort());
    await client.api.imports.finished.$delete();
    expect(await left()).toEqual(['pictures']);
  });

  it('7.68 those of the last run are removed at the start', async () => {
    const { core, dataDir } = await openTestCore();
    await bring(core, 'a.png', await pictureOf('png'));
    expect(await readdir(join(dataDir, 'inbox', 'pictures'))).toHaveLength(1);
    await core.close();
    const again = await openTestCore({ dataDir });
    await bring(again.core, 'b.png', await pictureOf('png'));
    expect(await readdir(join(dataDir, 'inbox', 'pictures'))).toHaveLength(1);
  });

  it('7.68 those that nobody has used for twelve hours are removed', async () => {
    let nowMs = Date.now();
    const { core, client, dataDir } = await openTestCore({ nowMs: () => nowMs });
    const [left, used] = [await pictureOf('png'), await pictureOf('jpeg')];
    const { id: leftId } = await bring(core, 'left.png', left);
    const { id: usedId } = await bring(core, 'used.jpg', used);
    const preview = (id: string) =>
      client.api.imports.pictures[':id'].preview.$get({ param: { id }, query: {} as never });
    nowMs += 11 * 3_600_000;
    expect((await preview(usedId)).status).toBe(200);
    nowMs += 2 * 3_600_000;
    await bring(core, 'next.png', left);
    expect([(await preview(leftId)).status, (await preview(usedId)).status]).toEqual([404, 200]);
    expect(await readdir(join(dataDir, 'inbox', 'pictures'))).toHaveLength(2);
  });

  it('7.66 a page that takes too long is refused, and the next picture is taken', async () => {
    const { core } = await openTestCore({ pictureLimits: { pageTimeoutMs: 1 } });
    const refused = await send(core, 'slow.png', await pictureOf('png'));
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'pictures-failed' }]);
  });

  it('7.8 pictures in folders are left alone', async () => {
    const { client } = await openTestCore();
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'covers'));
    await writeFile(join(folder, 'covers', 'a.png'), await pictureOf('png'));
    const response = await client.api.imports.$post({ json: { paths: [folder], mode: 'copy' } });
    expect(await response.json()).toMatchObject({ queued: 0 });
  });

  it('7.63 the made PDF lies in the library under its hash', async () => {
    const { core, client, dataDir } = await openTestCore();
    await makeScore(client, [await bring(core, 'a.jpg', await pictureOf('jpeg'))]);
    const [job] = await allEnded(client);
    const sha256 = job?.sha256 ?? '';
    const kept = await readFile(join(dataDir, 'library', sha256.slice(0, 2), `${sha256}.pdf`));
    expect(createHash('sha256').update(kept).digest('hex')).toBe(sha256);
  });
});
