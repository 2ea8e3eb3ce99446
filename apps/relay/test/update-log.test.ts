/** The contract of the update log, on PGlite and, where one answers, on PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createUpdateLog, type UpdateLog } from '../src/log/update-log.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { postgresForTests } from './postgres.ts';

const postgres = await postgresForTests();

/** The updates that a document makes while words are put into it. */
function updatesOf(words: readonly string[]): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update) => updates.push(update));
  for (const word of words) doc.getArray('words').push([word]);
  return updates;
}

function wordsOf(update: Uint8Array | undefined): unknown[] {
  const doc = new Y.Doc();
  if (update) Y.applyUpdate(doc, update);
  return doc.getArray('words').toArray();
}

describe.each([
  ['PGlite', undefined],
  ['PostgreSQL', postgres?.url],
] as const)('update log on %s', (name, databaseUrl) => {
  const isSkipped = name === 'PostgreSQL' && databaseUrl === undefined;
  let dataDir: string;
  let database: Database;
  let log: UpdateLog;

  beforeAll(async () => {
    if (isSkipped) return;
    dataDir = await mkdtemp(join(tmpdir(), 'mirubato-relay-'));
    database = await openDatabase({ dataDir, databaseUrl });
    log = createUpdateLog(database.db);
  });

  afterAll(async () => {
    if (isSkipped) return;
    await log.close();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
    if (databaseUrl) await postgres?.drop();
  });

  const ref = () => ({ userId: randomUUID(), document: 'journal' });

  it.skipIf(isSkipped)('13.1 numbers the updates of each document from 1 without gap', async () => {
    const [a, b] = [ref(), ref()];
    const updates = updatesOf(['one', 'two', 'three']);
    const numbers = await Promise.all([
      ...updates.map((update) => log.append(a, update)),
      ...updates.map((update) => log.append(b, update)),
    ]);
    expect(numbers).toEqual([1, 2, 3, 1, 2, 3]);
    expect(await log.append(a, updates[0] as Uint8Array)).toBe(4);
    const read = await log.read(a);
    expect([read?.seq, wordsOf(read?.update)]).toEqual([4, ['one', 'two', 'three']]);
  });

  it.skipIf(isSkipped)('13.2 what was answered is there for the next that opens it', async () => {
    const given = ref();
    const bytes = updatesOf(['kept']);
    await log.append(given, bytes[0] as Uint8Array);
    if (databaseUrl === undefined) {
      await log.close();
      await database.close();
      database = await openDatabase({ dataDir, databaseUrl });
      log = createUpdateLog(database.db);
    }
    expect(wordsOf((await log.read(given))?.update)).toEqual(['kept']);
    expect(await log.read(ref())).toBeUndefined();
  });

  it.skipIf(isSkipped)('13.3 compaction changes nothing that is read, also while others write', async () => {
    const given = ref();
    const words = Array.from({ length: 600 }, (_, index) => `word ${index}`);
    const updates = updatesOf(words);
    const written = updates.map((update) => log.append(given, update));
    await Promise.all([...written, log.compact(given), log.compact(given)]);
    // Waits for the compaction the log began itself: another one meanwhile stands back.
    await log.close();
    await log.compact(given);
    const read = await log.read(given);
    expect(read?.seq).toBe(600);
    expect(wordsOf(read?.update)).toEqual(words);
    const rows = await database.db
      .selectFrom('updates')
      .select('seq')
      .where('user_id', '=', given.userId)
      .execute();
    expect(rows.map(({ seq }) => Number(seq))).toEqual([600]);
    const [{ bytes } = { bytes: 0 }] = await log.documents(given.userId);
    expect(bytes).toBe(read?.update.length);
  });

  it.skipIf(isSkipped)('13.4 a user has its own documents alone', async () => {
    const [a, b] = [ref(), ref()];
    await log.append(a, updatesOf(['mine'])[0] as Uint8Array);
    await log.append({ ...a, document: 'other' }, updatesOf(['mine too'])[0] as Uint8Array);
    expect((await log.documents(a.userId)).map(({ document }) => document).sort()).toEqual([
      'journal',
      'other',
    ]);
    expect(await log.documents(b.userId)).toEqual([]);
    expect(await log.read(b)).toBeUndefined();
  });
});
