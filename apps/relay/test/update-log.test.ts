/** The contract of the update log: in files, in rows of PGlite and, where one answers, in rows of PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openFileLog } from '../src/log/file-log.ts';
import { createRowLog } from '../src/log/row-log.ts';
import type { UpdateLog } from '../src/log/update-log.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { postgresForTests } from './postgres.ts';
import { newDataDir } from './relay.ts';

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

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.each([
  ['files', undefined],
  ['rows of PGlite', undefined],
  ['rows of PostgreSQL', postgres?.url],
] as const)('update log in %s', (name, databaseUrl) => {
  const isSkipped = name === 'rows of PostgreSQL' && databaseUrl === undefined;
  let dataDir: string;
  let database: Database;
  let log: UpdateLog;

  beforeAll(async () => {
    if (isSkipped) return;
    dataDir = await newDataDir();
    await open();
  });

  async function reopen(): Promise<void> {
    await log.close();
    await database.close();
    await open();
  }

  async function open(): Promise<void> {
    database = await openDatabase({ dataDir, databaseUrl });
    const { db } = database;
    log =
      name === 'files'
        ? await openFileLog({ directory: join(dataDir, 'log'), db, logger })
        : createRowLog({ db, logger });
  }

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
    await reopen();
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
    await reopen();
    await log.compact(given);
    const read = await log.read(given);
    expect(read?.seq).toBe(600);
    expect(wordsOf(read?.update)).toEqual(words);
    expect((await log.after(given, 0)).map(({ seq }) => seq)).toEqual([600]);
    const [{ bytes } = { bytes: 0 }] = await log.documents(given.userId);
    const merged = read?.update.length ?? 0;
    // Files count what frames the update too.
    expect(bytes).toBeGreaterThanOrEqual(merged);
    expect(bytes).toBeLessThan(merged + 300);
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

  it.skipIf(isSkipped)('13.5 tells what came after a number, and the number of the last', async () => {
    const given = ref();
    expect(await log.lastSeq(given)).toBe(0);
    const updates = updatesOf(['one', 'two', 'three']);
    for (const update of updates) await log.append(given, update);
    expect(await log.lastSeq(given)).toBe(3);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, updates[0] as Uint8Array);
    for (const { update } of await log.after(given, 1)) Y.applyUpdate(doc, update);
    expect(doc.getArray('words').toArray()).toEqual(['one', 'two', 'three']);
    expect(await log.after(given, 3)).toEqual([]);
  });

  it.skipIf(isSkipped)('13.6 what is removed of a user does not come back, and begins anew', async () => {
    const [given, other] = [ref(), ref()];
    for (const update of updatesOf(['gone', 'gone too'])) await log.append(given, update);
    await log.append(other, updatesOf(['kept'])[0] as Uint8Array);
    await log.read(given);
    await log.remove(given.userId);
    await reopen();
    expect(await log.read(given)).toBeUndefined();
    expect(await log.documents(given.userId)).toEqual([]);
    expect(wordsOf((await log.read(other))?.update)).toEqual(['kept']);
    expect(await log.append(given, updatesOf(['new'])[0] as Uint8Array)).toBe(1);
    expect(wordsOf((await log.read(given))?.update)).toEqual(['new']);
  });

  it.skipIf(isSkipped)('13.6 what was read of it before is not mixed into it', async () => {
    const given = ref();
    await log.append(given, updatesOf(['gone'])[0] as Uint8Array);
    await log.read(given);
    await log.remove(given.userId);
    for (const update of updatesOf(['new', 'and more'])) await log.append(given, update);
    expect(wordsOf((await log.read(given))?.update)).toEqual(['new', 'and more']);
  });
});
