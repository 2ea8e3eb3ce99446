import { appendFile, open, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { type JournalFile, openJournalFile } from './journal-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array): string => new TextDecoder().decode(content);

async function openFile(directory: string): Promise<JournalFile> {
  return unwrap(await openJournalFile(directory));
}

async function contentOf(file: JournalFile): Promise<{ snapshot: string | undefined; updates: string[] }> {
  const { snapshot, updates } = unwrap(await file.read());
  return { snapshot: snapshot && text(snapshot), updates: updates.map(text) };
}

async function pathOf(directory: string, ending: string): Promise<string> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(ending)).sort();
  return join(directory, names.at(-1) ?? '');
}

describe('journal file', () => {
  it('2.1 keeps what was appended, numbered from 1, under one id', async () => {
    const directory = await temporaryFolder();
    const first = await openFile(directory);
    unwrap(await first.append([bytes('a'), bytes('b')]));
    unwrap(await first.append([bytes('c')]));
    expect(first.lastSeq()).toBe(3);
    await first.close();
    const second = await openFile(directory);
    expect(second.journalId).toBe(first.journalId);
    expect(second.lastSeq()).toBe(3);
    expect(await contentOf(second)).toEqual({ snapshot: undefined, updates: ['a', 'b', 'c'] });
    await second.close();
  });

  it('2.2 cuts a torn last frame off, says so, keeps its bytes aside and goes on', async () => {
    const directory = await temporaryFolder();
    const first = await openFile(directory);
    unwrap(await first.append([bytes('whole'), bytes('torn by the power cut')]));
    await first.close();
    const log = await pathOf(directory, '.log');
    await truncate(log, (await stat(log)).size - 3);
    const second = await openFile(directory);
    expect(second.repairs).toHaveLength(1);
    expect((await readdir(directory)).some((name) => name.includes('.cut-'))).toBe(true);
    unwrap(await second.append([bytes('next')]));
    await second.close();
    const third = await openFile(directory);
    expect(third.repairs).toEqual([]);
    expect(await contentOf(third)).toEqual({ snapshot: undefined, updates: ['whole', 'next'] });
    await third.close();
  });

  it('2.3 takes neither zeros nor foreign bytes at the end for frames', async () => {
    for (const tail of [Buffer.alloc(4096), Buffer.from('not a frame at all, but long enough')]) {
      const directory = await temporaryFolder();
      const first = await openFile(directory);
      unwrap(await first.append([bytes('kept')]));
      await first.close();
      await appendFile(await pathOf(directory, '.log'), tail);
      const second = await openFile(directory);
      expect((await contentOf(second)).updates).toEqual(['kept']);
      await second.close();
    }
  });

  it('2.4 compaction starts a generation and keeps the one before', async () => {
    const directory = await temporaryFolder();
    const file = await openFile(directory);
    unwrap(await file.append([bytes('a'), bytes('b')]));
    unwrap(await file.compact(bytes('state ab')));
    unwrap(await file.append([bytes('c')]));
    expect(await contentOf(file)).toEqual({ snapshot: 'state ab', updates: ['c'] });
    expect(file.lastSeq()).toBe(3);
    await file.close();
    const again = await openFile(directory);
    expect(again.lastSeq()).toBe(3);
    expect(await contentOf(again)).toEqual({ snapshot: 'state ab', updates: ['c'] });
    await again.close();
  });

  it('2.5 a damaged snapshot is read around through the generation before it', async () => {
    const directory = await temporaryFolder();
    const file = await openFile(directory);
    unwrap(await file.append([bytes('a')]));
    unwrap(await file.compact(bytes('state a')));
    unwrap(await file.append([bytes('b')]));
    unwrap(await file.compact(bytes('state ab')));
    unwrap(await file.append([bytes('c')]));
    await file.close();
    const snapshot = await pathOf(directory, '.snapshot');
    const content = await readFile(snapshot);
    content[content.length - 1] = (content.at(-1) ?? 0) ^ 0xff;
    await writeFile(snapshot, content);
    const again = await openFile(directory);
    expect(await contentOf(again)).toEqual({ snapshot: 'state a', updates: ['b', 'c'] });
    await again.close();
  });

  it('2.6 when no generation is whole it says so and touches nothing', async () => {
    const directory = await temporaryFolder();
    const file = await openFile(directory);
    unwrap(await file.append([bytes('a')]));
    await file.close();
    const log = await pathOf(directory, '.log');
    const before = Buffer.concat([Buffer.from('XX'), (await readFile(log)).subarray(2)]);
    await writeFile(log, before);
    const again = await openJournalFile(directory);
    expect(again).toMatchObject({ ok: false, problem: { code: 'journal-damaged' } });
    expect((await readFile(log)).equals(before)).toBe(true);
  });

  it('2.7 a write that fails half-way leaves no trace of itself', async () => {
    const directory = await temporaryFolder();
    const file = await openFile(directory);
    unwrap(await file.append([bytes('before')]));
    const probe = await open(join(directory, 'probe'), 'w');
    const prototype = Object.getPrototypeOf(probe) as { datasync(): Promise<void> };
    await probe.close();
    const { datasync } = prototype;
    prototype.datasync = async () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    try {
      const refused = await file.append([bytes('refused')]);
      expect(refused).toMatchObject({ ok: false, problem: { code: 'disk-full' } });
    } finally {
      prototype.datasync = datasync;
    }
    unwrap(await file.append([bytes('after')]));
    await file.close();
    const again = await openFile(directory);
    expect((await contentOf(again)).updates).toEqual(['before', 'after']);
    await again.close();
  });
});
