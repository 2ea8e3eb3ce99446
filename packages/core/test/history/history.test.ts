import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { expect, it } from 'vitest';
import type { Client, RecordHistory } from '../../src/client/client.ts';
import { createCore } from '../../src/core.ts';
import { CHANGES_KEPT } from '../../src/history/record-changes.ts';
import { clientOf } from '../client-of.ts';
import { databaseImage, entryInput, temporaryFolder } from '../temporary.ts';

const open = async (dataDir: string) => {
  const core = unwrap(await createCore({ dataDir, databaseImage: databaseImage() }));
  return { core, client: clientOf(core) };
};

async function historyOf(
  client: Client,
  collection: 'entries' | 'pieces',
  id: string,
): Promise<RecordHistory> {
  const response = await client.api.history[':collection'][':id'].$get({ param: { collection, id } });
  expect(response.status).toBe(200);
  return (await response.json()) as RecordHistory;
}

function restore(client: Client, collection: 'entries' | 'pieces', id: string, before: number) {
  return client.api.history[':collection'][':id'].restore.$post({
    param: { collection, id },
    json: { before },
  });
}

async function entryOf(client: Client, id: string) {
  return (await client.api.logbook.entries[':id'].$get({ param: { id } })).json();
}

it('38.4 to 38.7 keeps what was there, brings it back by a new change, and finds it again in the log', async () => {
  const dataDir = await temporaryFolder();
  const { core, client } = await open(dataDir);
  const change = (json: object) =>
    client.api.logbook.entries[':id'].$patch({ param: { id: 'e1' }, json: json as never });
  await client.api.logbook.entries.$post({
    query: {},
    json: entryInput({ id: 'e1', notes: 'first' }) as never,
  });
  expect(await historyOf(client, 'entries', 'e1')).toMatchObject({
    changes: [],
    beginning: 'made',
    since: null,
  });
  await change({ notes: 'second', mood: 'proud' });
  await change({ timestamp: '2026-03-02T18:00:00.000Z', pieces: [{ title: 'Für Elise' }] });
  const { changes } = await historyOf(client, 'entries', 'e1');
  expect(changes).toMatchObject([
    {
      device: { isThis: true, name: null },
      changes: {
        timestamp: ['2026-03-01T18:00:00.000Z', '2026-03-02T18:00:00.000Z'],
        pieces: [[{ title: 'Mondschein' }], [{ title: 'Für Elise' }]],
      },
    },
    { changes: { notes: ['first', 'second'], mood: [null, 'proud'] } },
  ]);

  const first = changes[1]?.seq ?? 0;
  const before = await entryOf(client, 'e1');
  const { seq } = await (await restore(client, 'entries', 'e1', first)).json();
  expect(await entryOf(client, 'e1')).toMatchObject({
    notes: 'first',
    mood: null,
    localDate: '2026-03-01',
    pieces: [{ title: 'Mondschein' }],
  });
  expect((await historyOf(client, 'entries', 'e1')).changes).toHaveLength(3);
  await restore(client, 'entries', 'e1', seq ?? 0);
  const { updatedAt: _undone, ...undone } = await entryOf(client, 'e1');
  const { updatedAt: _before, ...was } = before;
  expect(undone).toEqual(was);

  const piece = await (await client.api.pieces.$post({ json: { title: 'Nocturne', tags: ['a'] } })).json();
  await client.api.pieces[':id'].$patch({ param: { id: piece.id }, json: { status: 'learning', tags: [] } });
  await client.api.pieces[':id'].$delete({ param: { id: piece.id } });
  const ofPiece = await historyOf(client, 'pieces', piece.id);
  expect(ofPiece.changes).toMatchObject([
    { changes: { deletedAt: [null, expect.any(String)] } },
    { changes: { status: ['planned', 'learning'], tags: [['a'], []] } },
  ]);
  expect((await restore(client, 'pieces', piece.id, ofPiece.changes[1]?.seq ?? 0)).status).toBe(409);
  expect((await restore(client, 'entries', 'e1', 999_999)).status).toBe(404);
  expect((await restore(client, 'entries', 'none', 1)).status).toBe(404);

  const old = {
    id: 'old',
    title: 'Arietta',
    createdAt: '2020-01-01T00:00:00.000Z',
    updatedAt: '2024-01-01T00:00:00.000Z',
  };
  const body = JSON.stringify({ version: '3.0', pieces: [old] });
  await client.api['import-data'].$post(
    { query: { zone: 'UTC' } },
    { headers: { 'content-type': 'application/json' }, init: { body } },
  );
  expect(await historyOf(client, 'pieces', 'old')).toMatchObject({ changes: [], beginning: 'elsewhere' });

  // Rows made anew leave it as it is; a database that is gone is filled from the log.
  await client.api.doctor.$post({ json: {} });
  const kept = await historyOf(client, 'entries', 'e1');
  expect(kept.changes).toHaveLength(4);
  await core.close();
  await rm(join(dataDir, 'database'), { recursive: true });
  const again = await open(dataDir);
  const found = await historyOf(again.client, 'entries', 'e1');
  expect(found.beginning).toBe('made');
  expect(found.changes.map(({ seq: _seq, ...each }) => each)).toEqual(
    kept.changes.map(({ seq: _seq, ...each }) => each),
  );

  for (let minutes = 1; minutes <= CHANGES_KEPT + 3; minutes += 1) {
    await again.client.api.logbook.entries[':id'].$patch({
      param: { id: 'e1' },
      json: { duration: 100 + minutes },
    });
  }
  const bounded = await historyOf(again.client, 'entries', 'e1');
  expect(bounded.changes).toHaveLength(CHANGES_KEPT);
  expect(bounded.beginning).toBe('bounded');
  expect(bounded.changes[0]?.changes).toEqual({ duration: [102 + CHANGES_KEPT, 103 + CHANGES_KEPT] });
  await again.core.close();
});
