import { existsSync } from 'node:fs';
import { open, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { journalCollections, type RecordFields } from '@mirubato/domain/journal';
import { ok, unwrap } from '@mirubato/domain/problem';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { type Journal, openJournal } from '../../src/journal/journal.ts';
import { openJournalFile } from '../../src/journal/journal-file.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { readWorks } from '../../src/works/read-works.ts';
import { databaseImage, entryInput, temporaryFolder } from '../temporary.ts';

interface Opened {
  readonly store: Store;
  readonly journal: Journal;
  close(): Promise<void>;
}

async function openBoth(dataDir: string): Promise<Opened> {
  const store = await openStore(dataDir, databaseImage());
  const journal = unwrap(
    await openJournal({
      name: 'journal',
      directory: join(dataDir, 'journal'),
      collections: journalCollections,
      store,
      works: readWorks,
      replica: 'replica-a',
      nowMs: Date.now,
      onTouched: () => undefined,
    }),
  );
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await journal.close();
    await store.close();
  };
  onTestFinished(close);
  return { store, journal, close };
}

function write(journal: Journal, id: string, fields: RecordFields = {}) {
  const record = { ...entryInput(), localDate: '2026-03-01', ...fields };
  return journal.edit(() => ok({ edits: [{ collection: 'entries', id, fields: record }], value: id }));
}

async function rowsOf({ store }: Opened): Promise<unknown[]> {
  const { rows } = await sql`SELECT to_jsonb(e) AS row FROM entries e ORDER BY id`.execute(store.db);
  const pieces = await sql`SELECT to_jsonb(p) AS row FROM entry_pieces p ORDER BY entry_id, position`.execute(
    store.db,
  );
  return [rows, pieces.rows];
}

describe('journal with its rows', () => {
  it('3.1 answers when the change is on disk and in the rows', async () => {
    const opened = await openBoth(await temporaryFolder());
    unwrap(await write(opened.journal, 'e1', { notes: 'left hand' }));
    const row = await opened.store.db.selectFrom('entries').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ id: 'e1', local_date: '2026-03-01', duration: 30 });
    expect(row.record).toMatchObject({ notes: 'left hand' });
    expect(opened.journal.lastSeq()).toBe(1);
  });

  it.each([
    ['deleted', async (dataDir: string) => rm(join(dataDir, 'database'), { recursive: true })],
    [
      'truncated',
      async (dataDir: string) => {
        const base = join(dataDir, 'database', 'base');
        for (const database of await readdir(base)) {
          for (const file of await readdir(join(base, database)))
            await truncate(join(base, database, file), 10);
        }
      },
    ],
    [
      'without its control file',
      async (dataDir: string) => rm(join(dataDir, 'database', 'global', 'pg_control')),
    ],
    ['of another PostgreSQL', async (dataDir: string) => writeFile(join(dataDir, 'database.version'), '17')],
  ])('3.2 a database that is %s is built anew with equal rows', async (_what, harm) => {
    const dataDir = await temporaryFolder();
    const before = await openBoth(dataDir);
    for (let number = 0; number < 20; number += 1) unwrap(await write(before.journal, `e${number}`));
    unwrap(await write(before.journal, 'e3', { mood: 'proud', notes: 'twice' }));
    const rows = await rowsOf(before);
    await before.close();
    await harm(dataDir);
    const after = await openBoth(dataDir);
    expect(after.store.rebuildReason).toBeDefined();
    expect(await rowsOf(after)).toEqual(rows);
    unwrap(await write(after.journal, 'next'));
  });

  it('3.3 rows that are behind catch up with the updates they miss', async () => {
    const dataDir = await temporaryFolder();
    const before = await openBoth(dataDir);
    for (let number = 0; number < 5; number += 1) unwrap(await write(before.journal, `e${number}`));
    const rows = await rowsOf(before);
    await sql`DELETE FROM entries WHERE id IN ('e3', 'e4')`.execute(before.store.db);
    await sql`UPDATE projections SET seq = 3`.execute(before.store.db);
    await before.close();
    expect(await rowsOf(await openBoth(dataDir))).toEqual(rows);
  });

  it('3.4 rows of another journal are not taken for its own', async () => {
    const dataDir = await temporaryFolder();
    const before = await openBoth(dataDir);
    unwrap(await write(before.journal, 'old'));
    await before.close();
    await rm(join(dataDir, 'journal'), { recursive: true });
    const after = await openBoth(dataDir);
    expect(await after.store.db.selectFrom('entries').selectAll().execute()).toEqual([]);
  });

  it('3.5 a disk that is full is an error, loses nothing, and is forgotten when there is room', async () => {
    const dataDir = await temporaryFolder();
    const opened = await openBoth(dataDir);
    unwrap(await write(opened.journal, 'before'));
    const restoreDisk = await fillDisk(dataDir);
    const refused = await Promise.all([
      write(opened.journal, 'refused-1'),
      write(opened.journal, 'refused-2'),
    ]);
    for (const result of refused) expect(result).toMatchObject({ ok: false, problem: { code: 'disk-full' } });
    restoreDisk();
    unwrap(await write(opened.journal, 'after'));
    const ids = await opened.store.db.selectFrom('entries').select('id').orderBy('id').execute();
    expect(ids.map(({ id }) => id)).toEqual(['after', 'before']);
    await opened.close();
    await rm(join(dataDir, 'database'), { recursive: true });
    const again = await openBoth(dataDir);
    const rebuilt = await again.store.db.selectFrom('entries').select('id').orderBy('id').execute();
    expect(rebuilt.map(({ id }) => id)).toEqual(['after', 'before']);
  });

  it('3.6 compaction changes nothing that is seen, now or after a start', async () => {
    const dataDir = await temporaryFolder();
    const before = await openBoth(dataDir);
    for (let number = 0; number < 30; number += 1) unwrap(await write(before.journal, `e${number}`));
    const rows = await rowsOf(before);
    const [compacted, written] = await Promise.all([before.journal.compact(), write(before.journal, 'e0')]);
    expect([compacted.ok, written.ok]).toEqual([true, true]);
    unwrap(await write(before.journal, 'e7', { mood: 'excited' }));
    await before.close();
    await rm(join(dataDir, 'database'), { recursive: true });
    const after = await openBoth(dataDir);
    const again = await rowsOf(after);
    expect((again[0] as unknown[]).length).toBe((rows[0] as unknown[]).length);
    const record = await after.store.db
      .selectFrom('entries')
      .select('mood')
      .where('id', '=', 'e7')
      .executeTakeFirst();
    expect(record?.mood).toBe('excited');
  });

  it('3.7 a journal of a newer version is refused and left alone', async () => {
    const dataDir = await temporaryFolder();
    const opened = await openBoth(dataDir);
    await opened.close();
    const file = unwrap(await openJournalFile(join(dataDir, 'journal')));
    unwrap(await file.append([updateOfNewerVersion()]));
    await file.close();
    await rm(join(dataDir, 'database'), { recursive: true });
    const store = await openStore(dataDir, databaseImage());
    onTestFinished(() => store.close());
    const again = await openJournal({
      name: 'journal',
      directory: join(dataDir, 'journal'),
      collections: journalCollections,
      store,
      works: readWorks,
      replica: 'replica-a',
      nowMs: Date.now,
      onTouched: () => undefined,
    });
    expect(again).toMatchObject({ ok: false, problem: { code: 'journal-too-new' } });
    expect(existsSync(join(dataDir, 'journal'))).toBe(true);
  });

  it('3.9 what a newer version wrote is not merged, and the journal goes on', async () => {
    const dataDir = await temporaryFolder();
    const opened = await openBoth(dataDir);
    unwrap(await write(opened.journal, 'e', { mood: 'neutral' }));
    expect(await opened.journal.merge(updateOfNewerVersion())).toMatchObject({
      ok: false,
      problem: { code: 'journal-too-new' },
    });
    unwrap(await write(opened.journal, 'f'));
    const before = await rowsOf(opened);
    await opened.close();
    const again = await openBoth(dataDir);
    expect(await rowsOf(again)).toEqual(before);
    expect(before[0]).toMatchObject([{ row: { id: 'e', mood: 'neutral' } }, { row: { id: 'f' } }]);
  });

  it('3.8 text that PostgreSQL cannot hold is kept in the journal and shown without it', async () => {
    const opened = await openBoth(await temporaryFolder());
    unwrap(await write(opened.journal, 'e', { notes: 'a\u0000b', tags: ['\\u0000', '\ud800x', '🎹'] }));
    const row = await opened.store.db.selectFrom('entries').select('record').executeTakeFirstOrThrow();
    expect(row.record).toMatchObject({ notes: 'ab', tags: ['\\u0000', '\ufffdx', '🎹'] });
  });
});

function updateOfNewerVersion(): Uint8Array {
  const newer = new Y.Doc();
  newer.getMap('meta').set('version other', 2);
  newer.getMap('entries').set('e other', { s: 1, f: { mood: 'proud' } });
  return Y.encodeStateAsUpdate(newer);
}

/** Lets every fsync of file data answer ENOSPC, as a full disk does, until the returned function is called. */
async function fillDisk(dataDir: string): Promise<() => void> {
  const probe = await open(join(dataDir, 'probe'), 'w');
  const prototype = Object.getPrototypeOf(probe) as { datasync(): Promise<void> };
  await probe.close();
  const { datasync } = prototype;
  prototype.datasync = async () => {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  return () => {
    prototype.datasync = datasync;
  };
}
