import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCore } from '../../packages/core/src/core.ts';
import { ask } from '../measure.ts';
import { demoHistory } from './history.ts';
import { makeDemo } from './make-demo.ts';

const options = { seed: 7, lastDay: '2026-03-01', years: 10 };
const small = { ...options, years: 1, scores: 2, databaseImage: process.env.MIRUBATO_TEST_IMAGE ?? '' };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mirubato-demo-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('makes the same ten years of the same seed, and others of another', () => {
  const make = (seed: number) => demoHistory({ ...options, seed, scoreIdOf: () => undefined });
  const once = make(7);
  expect(JSON.stringify(make(7)) === JSON.stringify(once)).toBe(true);
  expect(JSON.stringify(make(8)) === JSON.stringify(once)).toBe(false);
  expect(once.entries.length).toBeGreaterThan(2000);
  const years = new Set(once.entries.map(({ localDate }) => localDate.slice(0, 4)));
  expect(years.size).toBe(11);
  expect(new Set(once.entries.map(({ zone }) => zone)).size).toBe(4);
  expect(new Set(once.entries.map(({ id }) => id)).size).toBe(once.entries.length);
  const pieceIds = new Set(once.pieces.map(({ id }) => id));
  expect(
    once.entries.flatMap(({ pieces }) => pieces).every(({ pieceId }) => pieceIds.has(pieceId ?? '')),
  ).toBe(true);
  const entryIds = new Set(once.entries.map(({ id }) => id));
  const done = once.occurrences.filter(({ status }) => status === 'completed');
  expect(done.length).toBeGreaterThan(0);
  expect(done.every(({ logEntryId }) => entryIds.has(logEntryId ?? ''))).toBe(true);
});

it('fills an empty directory with what the core shows then, and no other', async () => {
  const dataDir = join(folder, 'demo');
  const made = unwrap(await makeDemo({ ...small, dataDir }));
  expect(made).toMatchObject({ pieces: 40, scores: 2, plans: 2, templates: 1 });
  const core = unwrap(await createCore({ dataDir }));
  const { items } = await ask<{ items: { id: string; title: string }[] }>(core, '/scores');
  expect(items.map(({ title }) => title).join()).toContain('Minuet');
  const { pieces } = await ask<{ pieces: { scoreIds: string[] }[] }>(core, '/pieces');
  expect(pieces.flatMap(({ scoreIds }) => scoreIds).sort()).toEqual(items.map(({ id }) => id).sort());
  const document = await ask<Record<string, unknown[]>>(core, '/export/records');
  expect(document.entries).toHaveLength(made.entries);
  expect(document.occurrences).toHaveLength(made.occurrences);
  await core.close();
  expect(await makeDemo({ ...small, dataDir })).toMatchObject({ ok: false, problem: { code: 'conflict' } });
  const foreign = join(folder, 'foreign');
  await makeFile(foreign);
  expect(await makeDemo({ ...small, dataDir: foreign })).toMatchObject({ ok: false });
});

async function makeFile(path: string): Promise<void> {
  await mkdir(path);
  await writeFile(join(path, 'letter.txt'), 'Dear teacher');
}
