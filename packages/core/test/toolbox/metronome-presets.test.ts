import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { type Core, createCore } from '../../src/core.ts';
import { clientOf } from '../client-of.ts';
import { databaseImage } from '../temporary.ts';

let dataDir: string;
let core: Core;
let client: Client;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mirubato-toolbox-'));
  core = unwrap(await createCore({ databaseImage: databaseImage(), dataDir }));
  client = clientOf(core);
});

afterAll(async () => {
  await core.close();
  await rm(dataDir, { recursive: true, force: true });
});

const names = async () =>
  (await (await client.api['metronome-presets'].$get()).json()).presets.map(({ name }) => name);
const send = (path: string, method: string, body?: unknown) =>
  core.fetch(
    new Request(`http://mirubato.invalid/api/metronome-presets${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );

it('37.10 keeps a preset, changes it, puts it into the trash and brings it back', async () => {
  const created = await send('', 'POST', { id: 'scales', name: 'Scales', bpm: 92, beatsPerMeasure: 4 });
  expect(created.status).toBe(201);
  expect(await created.json()).toMatchObject({ selectedPattern: 'plain', subdivision: 1, deletedAt: null });
  await send('', 'POST', { id: 'scales', name: 'Again', bpm: 60, beatsPerMeasure: 3 });
  expect(await names()).toEqual(['Scales']);
  const ramp = { toBpm: 120, unit: 'bars', length: 16 };
  const changed = await send('/scales', 'PATCH', { name: 'Scales, faster', ramp });
  expect(await changed.json()).toMatchObject({ bpm: 92, ramp, name: 'Scales, faster' });

  expect((await send('/scales', 'DELETE')).status).toBe(204);
  expect(await names()).toEqual([]);
  expect((await send('/scales', 'PATCH', { bpm: 80 })).status).toBe(409);
  const { items } = await (await client.api.trash.$get()).json();
  expect(items).toContainEqual(
    expect.objectContaining({ collection: 'metronomePresets', title: 'Scales, faster' }),
  );
  await send('/scales/restore', 'POST');
  expect(await names()).toEqual(['Scales, faster']);
});

it('37.10 refuses what no metronome has', async () => {
  const wrong = await send('', 'POST', { name: '', bpm: 301, beatsPerMeasure: 37 });
  expect(wrong.status).toBe(400);
  const { fields } = (await wrong.json()) as { fields: Record<string, string> };
  expect(Object.keys(fields).sort()).toEqual(['beatsPerMeasure', 'bpm', 'name']);
  expect((await send('/nothing', 'DELETE')).status).toBe(404);
});

it('37.10 takes the original’s presets in once, and leaves those in the trash there', async () => {
  const preset = {
    name: 'Etude',
    bpm: 108,
    beatsPerMeasure: 4,
    beatValue: 4,
    volume: 80,
    selectedPattern: 'bossa',
  };
  const preferences = { metronomePresets: { a: { ...preset, id: 'a' }, b: { ...preset, id: 'b' }, c: {} } };
  expect(await (await send('/import', 'POST', preferences)).json()).toEqual({
    added: 2,
    kept: 0,
    rejected: 1,
  });
  await send('/b', 'DELETE');
  expect(await (await send('/import', 'POST', preferences)).json()).toEqual({
    added: 0,
    kept: 2,
    rejected: 1,
  });
  expect(await names()).toEqual(['Scales, faster', 'Etude']);
  expect((await send('/import', 'POST', { theme: 'dark' })).status).toBe(400);
});

it('37.10 has them in the export, and an empty journal takes them from it', async () => {
  const document = (await (await client.api.export.records.$get()).json()) as Record<string, unknown>;
  expect(document.metronomePresets).toHaveLength(3);
  const reply = await core.fetch(
    new Request('http://mirubato.invalid/api/import-data?zone=UTC&dryRun=true', {
      method: 'POST',
      body: JSON.stringify(document),
    }),
  );
  expect(await reply.json()).toMatchObject({
    collections: { metronomePresets: { added: 0, updated: 0, kept: 2, inTrash: 1 } },
  });
});
