import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOpen } from '@mirubato/domain/import';
import { describe, expect, it } from 'vitest';
import { openTestCore, temporaryFolder } from '../temporary.ts';
import { allEnded, importPaths, jobsOf } from './import-paths.ts';

const fixture = (name: string) => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
const TWO_PAGES = fixture('two-pages.pdf');

/** The fixture with a comment behind it: other bytes, the same pages. */
async function variant(folder: string, name: string, remark: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, Buffer.concat([await readFile(TWO_PAGES), Buffer.from(`\n%${remark}\n`)]));
  return path;
}

describe('imports', () => {
  it('7.1 a bad file ends as one failed job with its reason, and the batch goes on', async () => {
    const { client } = await openTestCore();
    const folder = await temporaryFolder();
    await copyFile(TWO_PAGES, join(folder, 'good.pdf'));
    await writeFile(join(folder, 'empty.pdf'), '');
    await writeFile(join(folder, 'renamed.pdf'), 'I am a letter to my teacher.');
    await writeFile(
      join(folder, 'corrupt.pdf'),
      Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5000, 'x')]),
    );
    await copyFile(fixture('asks-password.pdf'), join(folder, 'locked.pdf'));
    await writeFile(join(folder, 'huge.pdf'), '%PDF-1.7');
    await truncate(join(folder, 'huge.pdf'), 300 * 1024 * 1024);
    const jobs = await importPaths(client, [folder, join(folder, 'gone.pdf')]);
    const found = Object.fromEntries(
      jobs.map(({ fileName, status, problem }) => [fileName, problem?.code ?? status]),
    );
    expect(found).toEqual({
      'good.pdf': expect.stringMatching(/^(?:done|needs-review)$/),
      'empty.pdf': 'file-empty',
      'renamed.pdf': 'not-a-pdf',
      'corrupt.pdf': 'pdf-damaged',
      'locked.pdf': 'pdf-encrypted',
      'huge.pdf': 'file-too-large',
      'gone.pdf': 'file-not-found',
    });
    expect(
      jobs.filter(({ problem }) => problem !== null).every(({ problem }) => problem?.detail !== ''),
    ).toBe(true);
  });

  it('7.2 copies the bytes under their SHA-256, reads what they say, and leaves the source as it was', async () => {
    const { client, dataDir } = await openTestCore();
    const folder = await temporaryFolder();
    const source = await variant(folder, 'Sonatine.pdf', 'one');
    const before = await readFile(source);
    const [job] = await importPaths(client, [source]);
    const sha256 = createHash('sha256').update(before).digest('hex');
    expect(job).toMatchObject({ sha256, scoreId: `score_${sha256.slice(0, 24)}` });
    expect((await readFile(source)).equals(before)).toBe(true);
    expect(
      (await readFile(join(dataDir, 'library', sha256.slice(0, 2), `${sha256}.pdf`))).equals(before),
    ).toBe(true);
    const response = await client.api.scores[':id'].$get({ param: { id: job?.scoreId ?? '' } });
    const { score } = await response.json();
    expect(score).toMatchObject({ pageCount: 2, hasTextLayer: true, isAvailable: true, hasThumbnail: true });
    expect(score.evidence.title?.confidence).toBeGreaterThan(0);
  });

  it('7.3 the same bytes are one score, under whatever names they come', async () => {
    const { client } = await openTestCore();
    const folder = await temporaryFolder();
    await copyFile(TWO_PAGES, join(folder, 'a.pdf'));
    await copyFile(TWO_PAGES, join(folder, 'b.pdf'));
    const jobs = await importPaths(client, [folder]);
    expect(new Set(jobs.map(({ scoreId }) => scoreId)).size).toBe(1);
    expect(jobs.map(({ status }) => status === 'duplicate').sort()).toEqual([false, true]);
    const { total } = await (await client.api.scores.$get({ query: {} })).json();
    expect(total).toBe(1);
  });

  it('7.4 a file left in place is found there, and only marked when it is gone', async () => {
    const { client, dataDir } = await openTestCore();
    const source = await variant(await temporaryFolder(), 'stays.pdf', 'two');
    const [job] = await importPaths(client, [source], 'reference');
    const id = job?.scoreId ?? '';
    expect(existsSync(join(dataDir, 'library'))).toBe(false);
    expect((await client.api.scores[':id'].file.$get({ param: { id } })).status).toBe(200);
    await rm(source);
    const { score } = await (await client.api.scores[':id'].$get({ param: { id } })).json();
    expect(score).toMatchObject({ isAvailable: false, deletedAt: null });
    expect((await client.api.scores[':id'].file.$get({ param: { id } })).status).toBe(404);
  });

  it('7.5 goes on after a restart where it was cut off', async () => {
    const { core, client, dataDir } = await openTestCore();
    const folder = await temporaryFolder();
    for (let number = 0; number < 12; number += 1) await variant(folder, `${number}.pdf`, String(number));
    await client.api.imports.$post({ json: { paths: [folder], mode: 'copy' } });
    await expect
      .poll(async () => (await jobsOf(client)).some(({ status }) => !isOpen(status)), { timeout: 30_000 })
      .toBe(true);
    await core.close();
    const again = await openTestCore({ dataDir });
    const jobs = await allEnded(again.client);
    expect(jobs.map(({ status }) => status)).not.toContain('failed');
    expect(jobs).toHaveLength(12);
    const { total } = await (await again.client.api.scores.$get({ query: {} })).json();
    expect(total).toBe(12);
    expect(await readdir(join(dataDir, 'inbox')).catch(() => [])).toEqual([]);
  });

  it('7.6 pauses, goes on, cancels, tries again and clears', async () => {
    const { client } = await openTestCore();
    const folder = await temporaryFolder();
    for (let number = 0; number < 4; number += 1) await variant(folder, `${number}.pdf`, `p${number}`);
    await client.api.imports.pause.$post();
    await client.api.imports.$post({ json: { paths: [folder], mode: 'copy' } });
    const queued = await jobsOf(client);
    expect(queued.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued', 'queued']);
    const [first] = queued;
    const id = first?.id ?? '';
    expect((await client.api.imports[':id'].cancel.$post({ param: { id } })).status).toBe(200);
    expect((await client.api.imports[':id'].cancel.$post({ param: { id } })).status).toBe(409);
    await client.api.imports.resume.$post();
    const ended = await allEnded(client);
    expect(ended.filter(({ status }) => status === 'cancelled').map((job) => job.id)).toEqual([id]);
    expect((await client.api.imports[':id'].retry.$post({ param: { id } })).status).toBe(200);
    expect((await allEnded(client)).map(({ status }) => status)).not.toContain('cancelled');
    await client.api.imports.finished.$delete();
    expect(await jobsOf(client)).toEqual([]);
  });

  it('7.7 an import of what lies in the trash takes it out', async () => {
    const { client } = await openTestCore();
    const source = await variant(await temporaryFolder(), 'again.pdf', 'again');
    const [job] = await importPaths(client, [source]);
    const id = job?.scoreId ?? '';
    await client.api.scores[':id'].$delete({ param: { id } });
    await importPaths(client, [source]);
    const { score } = await (await client.api.scores[':id'].$get({ param: { id } })).json();
    expect(score.deletedAt).toBeNull();
  });

  it('7.8 of a folder takes the PDFs at any depth, and follows no link', async () => {
    const { client } = await openTestCore();
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'Bach', '.hidden'), { recursive: true });
    await variant(join(folder, 'Bach'), 'INVENTION.PDF', 'deep');
    await variant(join(folder, 'Bach', '.hidden'), 'no.pdf', 'hidden');
    await writeFile(join(folder, 'notes.txt'), 'not music');
    await symlink(folder, join(folder, 'loop'));
    const jobs = await importPaths(client, [folder]);
    expect(jobs.map(({ fileName }) => fileName)).toEqual(['INVENTION.PDF']);
  });

  it('7.9 finds scores by title, by words inside, and with a typing mistake', async () => {
    const { client } = await openTestCore();
    const source = await variant(await temporaryFolder(), 'x.pdf', 'search');
    const [job] = await importPaths(client, [source]);
    await client.api.scores[':id'].$patch({
      param: { id: job?.scoreId ?? '' },
      json: { title: 'Träumerei', composer: 'Robert Schumann' },
    });
    const search = async (q: string) =>
      (await (await client.api.scores.$get({ query: { q } })).json()).items.map(({ title }) => title);
    expect(await search('traumer')).toEqual(['Träumerei']);
    expect(await search('Schuman Träu')).toEqual(['Träumerei']);
    expect(await search('Traumerrei')).toEqual(['Träumerei']);
    expect(await search('Zauberflöte')).toEqual([]);
    for (const odd of ["'; DROP TABLE scores; --", '%', '\\', '🎹', 'a:* & | !', ' ']) {
      expect((await client.api.scores.$get({ query: { q: odd } })).status).toBe(200);
    }
    expect((await client.api.scores.$get({ query: { q: '\u0000' } })).status).toBe(400);
  });

  it('7.10 lists titles as people count', async () => {
    const { client } = await openTestCore();
    const folder = await temporaryFolder();
    const titles = ['10. Zwielicht', '2. Intermezzo', 'Étude', '1. In der Fremde', 'Elegie'];
    for (const [number, title] of titles.entries()) {
      const [job] = await importPaths(client, [await variant(folder, `${number}.pdf`, `t${number}`)]);
      await client.api.scores[':id'].$patch({ param: { id: job?.scoreId ?? '' }, json: { title } });
    }
    const { items } = await (await client.api.scores.$get({ query: {} })).json();
    expect(items.map(({ title }) => title)).toEqual([
      '1. In der Fremde',
      '2. Intermezzo',
      '10. Zwielicht',
      'Elegie',
      'Étude',
    ]);
  });

  it('7.11 the bytes of a cancelled upload are there to be tried again', async () => {
    const { core, client } = await openTestCore();
    await client.api.imports.pause.$post();
    const bytes = await readFile(await variant(await temporaryFolder(), 'x.pdf', 'upload'));
    const sent = await core.fetch(
      new Request('http://mirubato.invalid/api/imports/files?name=x.pdf', { method: 'POST', body: bytes }),
    );
    const { job } = (await sent.json()) as { job: { id: string } };
    await client.api.imports.cancel.$post();
    expect((await jobsOf(client)).map(({ status }) => status)).toEqual(['cancelled']);
    await client.api.imports.resume.$post();
    await client.api.imports[':id'].retry.$post({ param: { id: job.id } });
    const [ended] = await allEnded(client);
    expect(ended).toMatchObject({ id: job.id, problem: null, sha256: expect.any(String) });
  });
});
