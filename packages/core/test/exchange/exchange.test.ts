import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOpen } from '@mirubato/domain/import';
import { describe, expect, it } from 'vitest';
import { type Client, type TestRestoreLine, testRestoreLines } from '../../src/client/client.ts';
import { entryInput, openTestCore, temporaryFolder } from '../temporary.ts';

const TWO_PAGES = fileURLToPath(new URL('../import/fixtures/two-pages.pdf', import.meta.url));

/** A core with an entry, a trashed entry, a piece and a score. */
async function openFilled() {
  const opened = await openTestCore();
  const { client } = opened;
  await client.api.logbook.entries.$post({
    query: {},
    json: entryInput({ id: 'e1', notes: '=cmd|calc' }) as never,
  });
  await client.api.logbook.entries.$post({ query: {}, json: entryInput({ id: 'e2' }) as never });
  await client.api.logbook.entries[':id'].$delete({ param: { id: 'e2' } });
  await client.api.pieces.$post({ json: { title: 'Mondschein', composer: 'Ludwig van Beethoven' } });
  const response = await client.api.imports.$post({ json: { paths: [TWO_PAGES] } });
  const { ids } = (await response.json()) as { ids: string[] };
  const status = async () =>
    (await (await client.api.imports[':id'].$get({ param: { id: ids[0] ?? '' } })).json()).status;
  await expect.poll(async () => isOpen(await status()), { timeout: 30_000 }).toBe(false);
  return opened;
}

async function everything(client: Client): Promise<unknown> {
  const { entries } = (await (await client.api.logbook.entries.$get({ query: {} })).json()) as {
    entries: unknown;
  };
  const { pieces } = await (await client.api.pieces.$get({ query: {} })).json();
  const { items } = await (await client.api.scores.$get({ query: {} })).json();
  const trash = await (await client.api.trash.$get()).json();
  return { entries, pieces, trash, scores: items.map(({ hasThumbnail: _, ...score }) => score) };
}

describe('export', () => {
  it('10.1 38.1 writes every record, tables without formulas, Markdown and the PDFs', async () => {
    const { client } = await openFilled();
    const folder = join(await temporaryFolder(), 'out');
    const response = await client.api.export.$post({ json: { folder, withPdfs: true } });
    expect(await response.json()).toMatchObject({ pdfs: 1, missing: [], records: { entries: 2, scores: 1 } });
    const exported = JSON.parse(await readFile(join(folder, 'mirubato.json'), 'utf8'));
    expect(exported.entries.map(({ id }: { id: string }) => id)).toEqual(['e1', 'e2']);
    const csv = await readFile(join(folder, 'entries.csv'), 'utf8');
    expect(csv).toContain('2026-03-01');
    expect(csv).toMatch(/'=cmd\|calc/);
    expect((await readdir(folder)).sort()).toEqual(
      [
        ...['README.md', 'logbook', 'mirubato.json', 'scores'],
        ...['entries', 'goals', 'pieces', 'plans', 'scores', 'sessions'].map((kind) => `${kind}.csv`),
        ...['goals', 'pieces', 'plans', 'scores'].map((kind) => `${kind}.md`),
      ].sort(),
    );
    const logbook = await readFile(join(folder, 'logbook', '2026.md'), 'utf8');
    expect(logbook.match(/^### Mondschein \(Ludwig van Beethoven\)$/gm)).toHaveLength(1);
    expect(logbook).toContain('> =cmd|calc');
    expect(await readFile(join(folder, 'pieces.csv'), 'utf8')).toContain(
      'Mondschein,Ludwig van Beethoven,planned',
    );
    expect(await readFile(join(folder, 'pieces.md'), 'utf8')).toContain('- Composer: Ludwig van Beethoven');
    const [name] = await readdir(join(folder, 'scores'));
    expect((await readFile(join(folder, 'scores', name ?? ''))).equals(await readFile(TWO_PAGES))).toBe(true);
  });
});

describe('backup', () => {
  it('11.1 brings everything back on another computer', async () => {
    const { client } = await openFilled();
    const file = join(await temporaryFolder(), 'my.mirubato');
    const made = await client.api.backup.$post({ json: { file } });
    expect(await made.json()).toMatchObject({ file, pdfs: 1, missing: [] });
    const other = await openTestCore();
    expect((await other.client.api.restore.$post({ json: { file } })).status).toBe(200);
    expect(await everything(other.client)).toEqual(await everything(client));
    const restored = async () => (await (await other.client.api.scores.$get({ query: {} })).json()).items[0];
    await expect.poll(async () => (await restored())?.hasThumbnail, { timeout: 30_000 }).toBe(true);
  });

  it('11.2 never overwrites what is newer', async () => {
    const { client } = await openFilled();
    const file = join(await temporaryFolder(), 'my.mirubato');
    await client.api.backup.$post({ json: { file } });
    await client.api.logbook.entries[':id'].$patch({ param: { id: 'e1' }, json: { mood: 'proud' } });
    await client.api.restore.$post({ json: { file } });
    const entry = await (await client.api.logbook.entries[':id'].$get({ param: { id: 'e1' } })).json();
    expect(entry).toMatchObject({ mood: 'proud' });
  });

  it('11.3 a backup that is not whole is refused and changes nothing', async () => {
    const { client } = await openFilled();
    const file = join(await temporaryFolder(), 'my.mirubato');
    await client.api.backup.$post({ json: { file } });
    const other = await openTestCore();
    const harms = [
      async () => truncate(file, Math.floor((await stat(file)).size / 2)),
      async () => writeFile(file, 'no zip at all'),
    ];
    const whole = await readFile(file);
    const flipped = Buffer.from(whole);
    flipped[Math.floor(whole.length / 2)] = (flipped[Math.floor(whole.length / 2)] ?? 0) ^ 0xff;
    await writeFile(file, flipped);
    expect((await other.client.api.restore.$post({ json: { file } })).status).toBe(422);
    for (const harm of harms) {
      await writeFile(file, whole);
      await harm();
      expect((await other.client.api.restore.$post({ json: { file } })).ok).toBe(false);
    }
    await rm(file);
    expect((await other.client.api.restore.$post({ json: { file } })).status).toBe(404);
    expect(await everything(other.client)).toMatchObject({ entries: [], pieces: [], scores: [] });
  });
});

describe('doctor', () => {
  it('12.1 finds all well, then a changed PDF and wrong rows, and mends the rows', async () => {
    const { core, client, dataDir } = await openFilled();
    const findings = async (hashesFiles: boolean, from = client) => {
      const response = await from.api.doctor.$post({ json: { hashesFiles } });
      const report = (await response.json()) as { findings: { check: string; status: string }[] };
      return Object.fromEntries(report.findings.map(({ check, status }) => [check, status]));
    };
    expect(await findings(true)).toEqual({
      journal: 'well',
      rows: 'well',
      library: 'well',
      'page-texts': 'well',
    });
    await rm(join(dataDir, 'derived'), { recursive: true });
    await core.close();
    await rm(join(dataDir, 'database'), { recursive: true });
    const second = await openTestCore({ dataDir });
    expect(await findings(false, second.client)).toMatchObject({ 'page-texts': 'repaired' });
    expect(await findings(false, second.client)).toMatchObject({ 'page-texts': 'well' });
    const [folder = ''] = await readdir(join(dataDir, 'library'));
    const [name = ''] = await readdir(join(dataDir, 'library', folder));
    await writeFile(join(dataDir, 'library', folder, name), 'changed');
    expect(await findings(true, second.client)).toMatchObject({ library: 'needs-you' });
    await second.core.close();
    await rm(join(dataDir, 'database'), { recursive: true });
    const again = await openTestCore({ dataDir });
    expect(await findings(false, again.client)).toMatchObject({ rows: 'well', 'page-texts': 'repaired' });
    expect(await readdir(join(dataDir, 'library', folder))).toEqual([name]);
  });
});

describe('test restore', () => {
  async function tested(client: Client, file: string) {
    const response = await client.api.backup.test.$post({ json: { file } });
    const lines: TestRestoreLine[] = [];
    for await (const line of testRestoreLines(response.body as never)) lines.push(line);
    return lines;
  }

  it('38.2 38.3 tells that all comes back or what is wrong, and leaves nothing behind', async () => {
    const { client, dataDir } = await openFilled();
    const folder = await temporaryFolder();
    const file = join(folder, 'whole.mirubato');
    await client.api.backup.$post({ json: { file } });
    await client.api.logbook.entries.$post({ query: {}, json: entryInput({ id: 'later' }) as never });
    const before = await everything(client);
    const lines = await tested(client, file);
    expect(lines).toContainEqual({ progress: { step: 'pdfs', done: 0, total: 1 } });
    expect(lines.at(-1)).toMatchObject({
      report: {
        pdfs: 1,
        missing: [],
        records: expect.arrayContaining([
          { collection: 'entries', inBackup: 2, here: 3 },
          { collection: 'pieces', inBackup: 1, here: 1 },
        ]),
      },
    });
    const upload = await client.api.backup['test-upload'].$post({}, { init: { body: await readFile(file) } });
    const uploaded: TestRestoreLine[] = [];
    for await (const line of testRestoreLines(upload.body as never)) uploaded.push(line);
    expect(uploaded.at(-1)).toEqual(lines.at(-1));

    const whole = await readFile(file);
    const damaged = join(folder, 'damaged.mirubato');
    const spoilt = async (bytes: Uint8Array) => {
      await writeFile(damaged, bytes);
      return (await tested(client, damaged)).at(-1);
    };
    const problem = (detail: string) => ({
      problem: { code: 'backup-invalid', detail: expect.stringContaining(detail) },
    });
    expect(await spoilt(whole.subarray(0, whole.length / 2))).toEqual(problem('its end is missing'));
    const pdf = Uint8Array.from(whole);
    pdf.fill(0, pdf.length / 2, pdf.length / 2 + 50);
    expect(await spoilt(pdf)).toEqual(problem('The PDF '));
    expect(await spoilt(Buffer.from('Dear teacher'))).toEqual(problem('no zip archive'));
    expect((await tested(client, join(folder, 'none'))).at(-1)).toMatchObject({
      problem: { code: 'file-not-found' },
    });

    const stopping = new AbortController();
    const stopped = await client.api.backup.test.$post(
      { json: { file } },
      { init: { signal: stopping.signal } },
    );
    await stopped.body?.cancel();
    stopping.abort();
    await expect.poll(async () => (await readdir(dataDir)).includes('test-restore')).toBe(false);
    expect(await everything(client)).toEqual(before);
  });
});
