import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Score } from '@mirubato/domain/scores';
import { Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';
import { allEnded, importPaths } from './import-paths.ts';

const TWO_PAGES = new URL('./fixtures/two-pages.pdf', import.meta.url);

const container = `<?xml version="1.0"?><container><rootfiles>
  <rootfile full-path="score/music.xml" media-type="application/vnd.recordare.musicxml+xml"/></rootfiles></container>`;

function musicXml(title: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><score-partwise version="4.0">
    <work><work-title>${title}</work-title></work>
    <identification><creator type="composer">Joh. Seb. Bach</creator><creator type="arranger">Max Muster</creator></identification>
    <part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list>
    <part id="P1"><measure number="1"><attributes><key><fifths>2</fifths></key></attributes></measure></part></score-partwise>`;
}

async function zipOf(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, content] of Object.entries(files)) {
    await zip.add(name, new Blob([content]).stream() as never, { level: 9 });
  }
  return zip.close();
}

/** A folder with `Etude.pdf` and what stands beside it. */
async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'Etude.pdf'), await readFile(TWO_PAGES));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

async function onlyScore(client: Client): Promise<Score> {
  const { items } = await (await client.api.scores.$get({ query: {} })).json();
  expect(items).toHaveLength(1);
  return items[0] as Score;
}

const told = {
  title: 'Etude in D',
  composer: 'Johann Sebastian Bach',
  arranger: 'Max Muster',
  instrument: 'Flute',
  keyFifths: 2,
};

it.each([
  ['as it is', 'Etude.musicxml', Buffer.from(musicXml('Etude in D'))],
  [
    'in UTF-16',
    'Etude.XML',
    Buffer.from(`\uFEFF${musicXml('Etude in D').replace('UTF-8', 'UTF-16')}`, 'utf16le'),
  ],
  ['zipped', 'Etude.mxl', undefined],
])('7.29 a PDF is imported with what the MusicXML beside it says, %s', async (_name, fileName, content) => {
  const { client } = await openTestCore();
  const bytes =
    content ??
    (await zipOf({ 'META-INF/container.xml': container, 'score/music.xml': musicXml('Etude in D') }));
  const folder = await folderWith({ [fileName]: bytes });
  const jobs = await importPaths(client, [folder]);
  expect(jobs).toMatchObject([{ status: 'done', title: 'Etude in D' }]);
  const score = await onlyScore(client);
  expect(score).toMatchObject(told);
  expect(score.evidence.keyFifths).toMatchObject({ source: 'notation', fileName, page: null });
  expect(await readdir(folder)).toEqual(['Etude.pdf', fileName].sort());
  expect((await readFile(join(folder, fileName))).equals(bytes)).toBe(true);
});

it('7.28 fills the score of its name, save for what a person has accepted', async () => {
  const { client } = await openTestCore();
  const folder = await folderWith({});
  await importPaths(client, [folder]);
  const { id } = await onlyScore(client);
  await client.api.scores[':id'].$patch({ param: { id }, json: { title: 'My étude' } });
  const elsewhere = await temporaryFolder();
  await writeFile(join(elsewhere, 'ETUDE.musicxml'), musicXml('Etude in D'));
  const jobs = await importPaths(client, [join(elsewhere, 'ETUDE.musicxml')]);
  const job = jobs.find(({ fileName }) => fileName === 'ETUDE.musicxml');
  expect(job).toMatchObject({ status: 'done', scoreId: id, title: 'My étude' });
  expect(await onlyScore(client)).toMatchObject({ ...told, title: 'My étude' });
});

it('7.28 of files that are sent together, the PDF is a score first', async () => {
  const { client } = await openTestCore();
  const send = async (name: string, body: Uint8Array | string) => {
    await client.api.imports.pause.$post();
    await client.api.imports.files.$post({ query: { name } }, { init: { body: body as BodyInit } });
  };
  await send('Etude.musicxml', musicXml('Etude in D'));
  await send('Etude.pdf', await readFile(TWO_PAGES));
  await client.api.imports.resume.$post();
  const jobs = await allEnded(client);
  expect(jobs.map(({ status }) => status)).toEqual(['done', 'done']);
  expect(await onlyScore(client)).toMatchObject(told);
});

it('7.28 what came before its PDF begins again when the PDF is a score', async () => {
  const { client } = await openTestCore();
  await client.api.imports.files.$post(
    { query: { name: 'Etude.musicxml' } },
    { init: { body: musicXml('Etude in D') } },
  );
  expect(await allEnded(client)).toMatchObject([{ status: 'failed' }]);
  const jobs = await importPaths(client, [await folderWith({})]);
  expect(jobs.map(({ status }) => status)).toEqual(['done', 'done']);
  expect(await onlyScore(client)).toMatchObject(told);
});

it('7.28 without a score of its name, or with several, it is a failed row', async () => {
  const { client } = await openTestCore();
  const folder = await folderWith({ 'Walzer.musicxml': musicXml('Walzer') });
  const alone = await importPaths(client, [join(folder, 'Walzer.musicxml')]);
  expect(alone).toMatchObject([{ status: 'failed', problem: { code: 'notation-without-score' } }]);
  await importPaths(client, [folder]);
  expect((await onlyScore(client)).title).not.toBe('Walzer');
});

it('7.28 7.29 a file that is damaged, or unpacks to too much, costs the PDF nothing', async () => {
  const bomb = await zipOf({
    'META-INF/container.xml': container,
    'score/music.xml': `<score-partwise>${' '.repeat(70 * 1024 * 1024)}`,
  });
  for (const [name, content, code] of [
    ['Etude.xml', '<score-partwise><work>', 'notation-damaged'],
    ['Etude.mxl', 'PK and no more', 'notation-damaged'],
    ['Etude.mxl', await zipOf({ mimetype: 'x' }), 'notation-damaged'],
    ['Etude.mxl', bomb, 'file-too-large'],
  ] as const) {
    const { client } = await openTestCore();
    const folder = await folderWith({ [name]: content });
    const [job] = await importPaths(client, [folder]);
    expect(job).toMatchObject({ problem: null });
    const jobs = await importPaths(client, [join(folder, name)]);
    expect(jobs.find(({ fileName }) => fileName === name)).toMatchObject({
      status: 'failed',
      problem: { code },
    });
    await onlyScore(client);
  }
});

it('7.30 reading the PDF anew leaves what the file says', async () => {
  const { client } = await openTestCore();
  await importPaths(client, [await folderWith({ 'Etude.musicxml': musicXml('Etude in D') })]);
  const { id } = await onlyScore(client);
  const again = await client.api.scores[':id'].readings.$post({ param: { id }, json: {} });
  expect(again.status).toBe(200);
  expect(await onlyScore(client)).toMatchObject(told);
});

it('7.28 7.29 ABC and MIDI beside a PDF say more of it, in whatever case their names are', async () => {
  for (const [name, content, said] of [
    ['Etude.ABC', 'X:1\nT:Etude in D\nC:J. S. Bach\nK:D\nabc', { title: 'Etude in D', keyFifths: 2 }],
    [
      'Etude.midi',
      await readFile(new URL('./fixtures/walk.midi', import.meta.url)),
      { title: 'Lantern Walk', instrument: 'Flute' },
    ],
  ] as const) {
    const { client } = await openTestCore();
    const [job] = await importPaths(client, [await folderWith({ [name]: content })]);
    expect(job).toMatchObject({ problem: null });
    expect(await onlyScore(client)).toMatchObject(said);
  }
});

it('7.29 of several files beside a PDF the one is read that says most', async () => {
  const { client } = await openTestCore();
  const midi = await readFile(new URL('./fixtures/walk.midi', import.meta.url));
  await importPaths(client, [
    await folderWith({
      'Etude.mid': midi,
      'Etude.abc': 'X:1\nT:By ABC\nK:G\n',
      'Etude.musicxml': musicXml('Etude in D'),
    }),
  ]);
  expect(await onlyScore(client)).toMatchObject(told);
});

it('7.72 what a MIDI file is not sure of replaces nothing that was read', async () => {
  const { client } = await openTestCore();
  const midi = await readFile(new URL('./fixtures/walk.midi', import.meta.url));
  const folder = await folderWith({});
  await importPaths(client, [folder]);
  const before = await onlyScore(client);
  expect(before).toMatchObject({ keyFifths: 1, timeSignature: '3/4', instrument: null });
  await writeFile(join(folder, 'Etude.mid'), midi);
  const jobs = await importPaths(client, [join(folder, 'Etude.mid')]);
  expect(jobs.find(({ fileName }) => fileName === 'Etude.mid')).toMatchObject({ problem: null });
  // The file has three flats and 6/8.
  expect(await onlyScore(client)).toMatchObject({ keyFifths: 1, timeSignature: '3/4', instrument: 'Flute' });
});

it('7.29 a file that is none of ABC or MIDI, or too large, costs the PDF nothing', async () => {
  for (const [name, content, code] of [
    ['Etude.abc', 'A letter.', 'notation-damaged'],
    ['Etude.mid', 'MThd', 'notation-damaged'],
    ['Etude.mid', Buffer.alloc(4 * 1024 * 1024 + 1), 'file-too-large'],
  ] as const) {
    const { client } = await openTestCore();
    const folder = await folderWith({ [name]: content });
    expect(await importPaths(client, [folder])).toMatchObject([{ problem: null }]);
    const jobs = await importPaths(client, [join(folder, name)]);
    expect(jobs.find(({ fileName }) => fileName === name)).toMatchObject({ problem: { code } });
  }
});
