import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpen } from '@mirubato/domain/import';
import { expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { type EngravedPiece, engravedPdf } from '../import/engraved-pdf.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';

const easy: EngravedPiece = { title: 'Cradle Song', composer: 'Amy Beach', tempo: 'Lento', notesInBar: 4 };
const hard: EngravedPiece = {
  title: 'Whirlwind',
  composer: 'Franz Liszt',
  tempo: 'Presto',
  notesInBar: 16,
  chordSize: 3,
  flats: 5,
};

it('an engraved score says how difficult it is, and why', async () => {
  const { client } = await openTestCore();
  const scores = await imported(client, [easy, hard]);
  const [cradle, whirlwind] = [scores.get('Cradle Song'), scores.get('Whirlwind')];
  expect(cradle?.difficultyRange?.high).toBeLessThanOrEqual(4);
  expect(whirlwind?.difficultyRange?.low).toBeGreaterThanOrEqual(6);
  expect(whirlwind?.difficultyRange?.confidence).toBeLessThanOrEqual(0.6);
  expect(whirlwind?.difficultyRange?.reasons).toContainEqual(
    expect.objectContaining({ reason: 'key', value: -5 }),
  );
  expect(whirlwind?.difficultyRange?.reasons).toContainEqual(
    expect.objectContaining({ reason: 'density', value: 72 }),
  );
  expect(whirlwind).toMatchObject({ difficulty: null, difficultyLevel: null });
});

it('7.25 the difficulty is read anew, and the level that a person has given stays', async () => {
  const { client } = await openTestCore();
  const before = (await imported(client, [easy])).get('Cradle Song');
  const param = { id: before?.id ?? '' };
  await client.api.scores[':id'].$patch({ param, json: { difficultyLevel: 9 } });
  const again = await client.api.scores[':id'].readings.$post({ param, json: {} });
  expect(await again.json()).toMatchObject({ difficultyLevel: 9, difficultyRange: before?.difficultyRange });
});

it('sorts by what a person says, else by what the notes say, with the unknown last', async () => {
  const { client } = await openTestCore();
  const unknown = { ...easy, title: 'Blank', notesInBar: 0 };
  const own = { ...easy, title: 'Own', notesInBar: 5 };
  const scores = await imported(client, [hard, own, unknown, easy]);
  await client.api.scores[':id'].$patch({
    param: { id: scores.get('Own')?.id ?? '' },
    json: { difficultyLevel: 10 },
  });
  const titles = async (order: 'asc' | 'desc') =>
    (await (await client.api.scores.$get({ query: { sort: 'difficulty', order } })).json()).items.map(
      ({ title }) => title,
    );
  expect(scores.get('Blank')?.difficultyRange).toBeNull();
  expect(await titles('asc')).toEqual(['Cradle Song', 'Whirlwind', 'Own', 'Blank']);
  expect(await titles('desc')).toEqual(['Own', 'Whirlwind', 'Cradle Song', 'Blank']);
});

/** The scores by their titles. */
async function imported(client: Client, pieces: readonly EngravedPiece[]) {
  const folder = await temporaryFolder();
  for (const piece of pieces) await writeFile(join(folder, `${piece.title}.pdf`), engravedPdf(piece));
  await client.api.imports.$post({ json: { paths: [folder], mode: 'copy' } });
  const jobs = async () => (await (await client.api.imports.$get({ query: {} })).json()).jobs;
  await expect
    .poll(async () => (await jobs()).filter(({ status }) => !isOpen(status)).length, { timeout: 50_000 })
    .toBe(pieces.length);
  const { items } = await (await client.api.scores.$get({ query: {} })).json();
  return new Map(items.map((score) => [score.title, score]));
}
