import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { entryInput, openTestCore, temporaryFolder } from '../temporary.ts';

it('10.2 an export is taken in by an empty journal, and all of it is there again', async () => {
  const from = await openTestCore();
  await from.client.api.logbook.entries.$post({
    query: {},
    json: entryInput({ id: 'e1', notes: 'slowly' }) as never,
  });
  const piece = await (await from.client.api.pieces.$post({ json: { title: 'Mondschein' } })).json();
  await from.client.api.pieces[':id'].$delete({ param: { id: piece.id } });
  const document = await exported(from.client);

  const to = await openTestCore();
  const dry = await imported(to.client, document, true);
  expect(dry).toMatchObject({ isDryRun: true, collections: { entries: { added: 1 }, pieces: { added: 1 } } });
  expect(await exported(to.client)).toMatchObject({ entries: [], pieces: [] });
  await imported(to.client, document);
  const again = await exported(to.client);
  expect(again.entries).toEqual(document.entries);
  expect(again.pieces).toEqual(document.pieces);
  expect(await imported(to.client, document)).toMatchObject({
    collections: { entries: { added: 0, kept: 1 }, pieces: { added: 0, inTrash: 1 } },
  });
});

it('10.3 what is newer here stays, what is newer there comes, and the trash is left alone', async () => {
  const { client } = await openTestCore();
  for (const id of ['newer-here', 'newer-there', 'trashed'])
    await client.api.logbook.entries.$post({ query: {}, json: entryInput({ id }) as never });
  const document = await exported(client);
  await client.api.logbook.entries[':id'].$patch({
    param: { id: 'newer-here' },
    json: { notes: 'mine' },
  } as never);
  await client.api.logbook.entries[':id'].$delete({ param: { id: 'trashed' } });
  const entries = (document.entries as Record<string, unknown>[]).map((entry) => ({
    ...entry,
    notes: 'theirs',
    ...(entry.id === 'newer-there' ? { updatedAt: '2999-01-01T00:00:00.000Z' } : {}),
  }));
  expect(await imported(client, { ...document, entries })).toMatchObject({
    collections: { entries: { added: 0, updated: 1, kept: 1, inTrash: 1 } },
  });
  const after = (await exported(client)).entries as { id: string; notes: string; deletedAt: string | null }[];
  expect(Object.fromEntries(after.map(({ id, notes }) => [id, notes]))).toEqual({
    'newer-here': 'mine',
    'newer-there': 'theirs',
    trashed: '',
  });
  expect(after.find(({ id }) => id === 'trashed')?.deletedAt).not.toBeNull();
});

it('10.4 a piece of the original system that is here under another id is the same piece', async () => {
  const { client } = await openTestCore();
  const piece = await (
    await client.api.pieces.$post({ json: { title: 'Nocturne', composer: 'Chopin', status: 'polished' } })
  ).json();
  const report = await imported(client, {
    version: '2.0',
    repertoire: [{ id: 'r1', scoreId: 'nocturne-chopin', status: 'learning', updatedAt: 1_700_000_000 }],
  });
  expect(report).toMatchObject({ collections: { pieces: { added: 0, kept: 1 } } });
  const { pieces } = await (await client.api.pieces.$get({ query: {} })).json();
  expect(pieces).toMatchObject([{ id: piece.id, status: 'polished' }]);
});

it('38.8 a body of the original sync interface comes in after a look, and nothing newer is overwritten', async () => {
  const { client } = await openTestCore();
  await client.api.logbook.entries.$post({
    query: {},
    json: entryInput({ id: 'here', notes: 'mine' }) as never,
  });
  const entry = {
    ...entryInput(),
    timestamp: 1_700_000_000_000,
    notes: 'theirs',
    updated_at: 1_700_000_000_000,
  };
  const body = {
    changes: {
      entries: [
        { ...entry, id: 'here' },
        { ...entry, id: 'new' },
      ],
    },
  };
  const expected = {
    version: 'sync push',
    collections: { entries: { added: 1, updated: 0, kept: 1, inTrash: 0 } },
  };
  expect(await imported(client, body, true)).toMatchObject({ ...expected, isDryRun: true });
  expect((await exported(client)).entries).toHaveLength(1);
  expect(await imported(client, body)).toMatchObject(expected);
  expect((await exported(client)).entries).toMatchObject([
    { id: 'here', notes: 'mine' },
    { id: 'new', notes: 'theirs', localDate: '2023-11-14' },
  ]);
});

it('10.5 what is no export is refused and nothing is written', async () => {
  const { client } = await openTestCore();
  for (const body of ['{', '[]', '{"version":"7"}']) {
    const response = await post(client, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid-input' });
  }
});

async function exported(client: Client): Promise<Record<string, unknown>> {
  const folder = join(await temporaryFolder(), 'export');
  await client.api.export.$post({ json: { folder } });
  return JSON.parse(await readFile(join(folder, 'mirubato.json'), 'utf8'));
}

async function imported(client: Client, document: object, isDryRun = false) {
  return (await post(client, JSON.stringify(document), isDryRun)).json();
}

function post(client: Client, body: string, isDryRun = false) {
  return client.api['import-data'].$post(
    { query: { zone: 'Europe/Berlin', dryRun: isDryRun ? 'true' : 'false' } },
    { headers: { 'content-type': 'application/json' }, init: { body } },
  );
}
