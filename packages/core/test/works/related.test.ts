import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpen } from '@mirubato/domain/import';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { openStore } from '../../src/store/database.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';

const FIXTURES = new URL('../import/fixtures/', import.meta.url);

it('scores and pieces of one work find each other, by whatever name', async () => {
  const { client } = await openTestCore();
  const ids = await importPdfs(client, [
    'alto-clef.pdf',
    'grand-staff.pdf',
    'two-instruments.pdf',
    'clarinet-and-piano.pdf',
  ]);
  const [moonlight, mondschein, other] = ids;
  await name(client, moonlight, { title: 'Moonlight', composer: 'Beethoven', opus: null });
  await name(client, mondschein, { title: 'Sonate cis-Moll', composer: 'Ludwig van Beethoven', opus: null });
  await name(client, other, { title: 'Sonate', composer: 'Beethoven', opus: 'Op. 27 No. 1' });
  await name(client, ids[3], { title: 'Op. 27', composer: 'Beethoven', opus: null });
  const piece = await addPiece(client, 'Piano Sonata No. 14', 'L. van Beethoven');
  await addPiece(client, 'Piano Sonata No. 15', 'L. van Beethoven');

  const related = await relatedOf(client, moonlight);
  expect(related.work).toMatchObject({ title: 'Piano Sonata No. 14', numbers: ['Op. 27 No. 2'] });
  expect(related.scores).toMatchObject([{ score: { id: mondschein }, relation: 'edition' }]);
  expect(related.pieces).toMatchObject([{ id: piece }]);
  expect(await relatedOf(client, other)).toMatchObject({ scores: [], pieces: [] });

  await client.api.pieces[':id'].$patch({
    param: { id: piece },
    json: { scoreIds: [moonlight as never] },
  });
  expect((await relatedOf(client, moonlight)).pieces).toEqual([]);
  await client.api.scores[':id'].$delete({ param: { id: mondschein ?? '' } });
  expect((await relatedOf(client, moonlight)).scores).toEqual([]);
  const missing = await client.api.scores[':id'].related.$get({ param: { id: 'score_none' } });
  expect(missing.status).toBe(404);
});

it('a new piece is asked about when its work is there, and never for another number', async () => {
  const { client } = await openTestCore();
  await addPiece(client, 'Moonlight Sonata', 'Beethoven');
  await addPiece(client, 'Étude Op. 10 No. 3', 'Chopin');
  await addPiece(client, 'Prelude No. 4', 'Chopin');
  await addPiece(client, 'Sonata K. 330', 'Mozart');
  await addPiece(client, 'Symphony No. 26', 'Michael Haydn');
  await addPiece(client, 'Song of the Old Mill', 'Cornelius Nobody');
  const similar = async (title: string, composer?: string) => {
    const query = { title, ...(composer === undefined ? {} : { composer }) };
    const answer = await (await client.api.pieces.similar.$get({ query })).json();
    return answer.similar.map(({ piece, by }) => `${piece.title}: ${by}`);
  };
  expect(await similar('Mondscheinsonate', 'Beethoven')).toEqual(['Moonlight Sonata: work']);
  expect(await similar('Sonate cis-Moll, op. 27 Nr. 2', 'Ludwig van Beethoven')).toEqual([
    'Moonlight Sonata: work',
  ]);
  expect(await similar('Mondscheinsonate')).toEqual(['Moonlight Sonata: work']);
  expect(await similar('Tristesse', 'Chopin')).toEqual(['Étude Op. 10 No. 3: work']);
  expect(await similar('Étude Op. 10 No. 4', 'Chopin')).toEqual([]);
  expect(await similar('Prelude No. 15', 'Chopin')).toEqual([]);
  expect(await similar('Sonata K. 331', 'Mozart')).toEqual([]);
  expect(await similar('Symphony No. 26', 'Joseph Haydn')).toEqual([]);
  expect(await similar('Song of the Old Mil', 'Cornelius Nobody')).toEqual(['Song of the Old Mill: title']);
  expect(await similar('Something else', 'Cornelius Nobody')).toEqual([]);
  const empty = await client.api.pieces.similar.$get({ query: { title: ' ' } });
  expect(empty.status).toBe(400);
});

it('keys made by other rules are made anew at the next start', async () => {
  const { core, client, dataDir } = await openTestCore();
  await addPiece(client, 'Moonlight', 'Beethoven');
  await core.close();
  const store = await openStore(dataDir, undefined);
  await sql`UPDATE pieces SET work_key = 'of old'`.execute(store.db);
  await sql`UPDATE work_keys SET version = 'of old'`.execute(store.db);
  await store.close();
  const again = await openTestCore({ dataDir });
  await again.core.close();
  const after = await openStore(dataDir, undefined);
  onTestFinished(() => after.close());
  const rows = await after.db.selectFrom('pieces').select('work_key').execute();
  expect(rows).toEqual([{ work_key: 'Beethoven, Ludwig van|Op. 27 No. 2' }]);
});

async function relatedOf(client: Client, id: string | undefined) {
  return (await client.api.scores[':id'].related.$get({ param: { id: id ?? '' } })).json();
}

async function name(
  client: Client,
  id: string | undefined,
  card: { title: string; composer: string; opus: string | null },
): Promise<void> {
  await client.api.scores[':id'].$patch({ param: { id: id ?? '' }, json: card });
}

async function addPiece(client: Client, title: string, composer: string): Promise<string> {
  const response = await client.api.pieces.$post({ json: { title, composer } });
  return (await response.json()).id;
}

/** Answers the scores' ids in the order of the names. */
async function importPdfs(client: Client, names: readonly string[]): Promise<string[]> {
  const folder = await temporaryFolder();
  for (const file of names) await writeFile(join(folder, file), await readFile(new URL(file, FIXTURES)));
  await client.api.imports.$post({ json: { paths: [folder], mode: 'copy' } });
  const jobs = async () => (await (await client.api.imports.$get({ query: {} })).json()).jobs;
  await expect
    .poll(async () => (await jobs()).every(({ status }) => !isOpen(status)), { timeout: 50_000 })
    .toBe(true);
  const done = await jobs();
  return names.map((file) => done.find(({ fileName }) => fileName === file)?.scoreId ?? '');
}
