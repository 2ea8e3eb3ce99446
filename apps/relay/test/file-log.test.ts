/** What the log in files does after a crash: the folder as it stands is copied and opened as by a new process. */
import { appendFile, cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { openFileLog } from '../src/log/file-log.ts';
import type { DocumentRef, UpdateLog } from '../src/log/update-log.ts';
import { openDatabase } from '../src/store/database.ts';
import { newDataDir } from './relay.ts';

const ref: DocumentRef = { userId: 'ana', document: 'journal' };

interface Opened {
  readonly log: UpdateLog;
  readonly errors: string[];
}

async function openPlace() {
  const dataDir = await newDataDir();
  const { db, close } = await openDatabase({ dataDir, databaseUrl: undefined });
  const opened: { log: UpdateLog; directory: string }[] = [];
  onTestFinished(async () => {
    for (const { log } of opened) await log.close();
    await close();
    for (const { directory } of opened) await rm(directory, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  });
  const open = async (directory: string): Promise<Opened> => {
    const errors: string[] = [];
    const note = (_: object, message: string) => void errors.push(message);
    const logger = { info: () => undefined, warn: note, error: note };
    const log = await openFileLog({ directory, db, logger });
    opened.push({ log, directory });
    return { log, errors };
  };
  /** What a process would find that starts after this one was killed now. */
  const openCopy = async (directory: string): Promise<Opened & { directory: string }> => {
    const copy = await mkdtemp(join(tmpdir(), 'mirubato-log-'));
    await cp(directory, copy, { recursive: true });
    return { ...(await open(copy)), directory: copy };
  };
  return { directory: join(dataDir, 'log'), open, openCopy };
}

function createWriter() {
  const doc = new Y.Doc();
  let made: Uint8Array = new Uint8Array();
  doc.on('update', (update) => {
    made = update;
  });
  return (word: string): Uint8Array => {
    doc.getArray('words').push([word]);
    return made;
  };
}

async function wordsIn(log: UpdateLog): Promise<unknown[]> {
  const doc = new Y.Doc();
  const stored = await log.read(ref);
  if (stored) Y.applyUpdate(doc, stored.update);
  return doc.getArray('words').toArray();
}

async function filesUnder(directory: string, ending: string): Promise<string[]> {
  const names = await readdir(directory, { recursive: true });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(directory, name));
}

describe('update log in files', () => {
  it('13.7 what was acknowledged is there after a kill at any point, once and in order', async () => {
    const { directory, open, openCopy } = await openPlace();
    const { log } = await open(directory);
    const write = createWriter();
    const words: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      for (let index = 0; index < 7; index += 1) {
        const word = `${round}.${index}`;
        await log.append(ref, write(word));
        words.push(word);
      }
      // Every other round some of it is in the document's own file already.
      if (round % 2 === 1) await log.compact(ref);
      const copy = await openCopy(directory);
      expect(await wordsIn(copy.log)).toEqual(words);
      expect(await copy.log.lastSeq(ref)).toBe(words.length);
      expect(copy.errors).toEqual([]);
    }
  });

  it('13.7 a write that was torn off is cut, and what was acknowledged stays', async () => {
    const { directory, open, openCopy } = await openPlace();
    const { log } = await open(directory);
    const write = createWriter();
    await log.append(ref, write('one'));
    await log.append(ref, write('two'));
    const [aheadLog = ''] = await filesUnder(join(directory, 'write-ahead'), '.log');
    await appendFile(aheadLog, Buffer.from([200, 0, 0, 0, 1, 2, 3]));
    const copy = await openCopy(directory);
    expect(await wordsIn(copy.log)).toEqual(['one', 'two']);
    expect(copy.errors).toEqual(['the write-ahead file was mended']);
    expect(await copy.log.append(ref, write('three'))).toBe(3);
  });

  it('13.7 a document’s file that was torn off is made whole from the write-ahead file', async () => {
    const { directory, open, openCopy } = await openPlace();
    const { log } = await open(directory);
    const write = createWriter();
    await log.append(ref, write('one'));
    await log.compact(ref);
    const [file = ''] = await filesUnder(directory, '.updates');
    await truncate(file, (await stat(file)).size - 3);
    const copy = await openCopy(directory);
    expect(await wordsIn(copy.log)).toEqual(['one']);
    expect(copy.errors).toEqual(['a document is damaged']);
  });

  it('13.7 bytes that a document’s file has lost are told, kept aside, and harm no other document', async () => {
    const { directory, open } = await openPlace();
    const first = await open(directory);
    const write = createWriter();
    const other = { userId: 'ben', document: 'journal' };
    await first.log.append(ref, write('one'));
    await first.log.append(other, createWriter()('his'));
    await first.log.compact(ref);
    await first.log.compact(other);
    await first.log.close();
    const files = await filesUnder(directory, '.updates');
    const contents = await Promise.all(files.map((file) => readFile(file)));
    const index = contents.findIndex((bytes) => bytes.includes('"ana"'));
    const damaged = Buffer.from(contents[index] as Buffer);
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 255, damaged.length - 1);
    await writeFile(files[index] as string, damaged);
    const second = await open(directory);
    expect(await second.log.read(ref)).toBeUndefined();
    expect(second.errors).toEqual(['a document is damaged']);
    expect((await filesUnder(directory, '')).some((name) => name.includes('.cut-'))).toBe(true);
    expect(await second.log.read(other)).toBeDefined();
    expect(await second.log.append(ref, write('two'))).toBe(1);
  });

  it('13.3 a document’s file does not grow with the number of writes', async () => {
    const { directory, open } = await openPlace();
    const { log } = await open(directory);
    const doc = new Y.Doc();
    const pending: Promise<unknown>[] = [];
    doc.on('update', (update) => pending.push(log.append(ref, update)));
    for (let index = 0; index < 300; index += 1) {
      doc.getMap('record').set('minutes', index);
      if (index % 3 === 0) await log.compact(ref);
    }
    await Promise.all(pending);
    await log.compact(ref);
    const [file = ''] = await filesUnder(directory, '.updates');
    expect((await stat(file)).size).toBeLessThan(4 * Y.encodeStateAsUpdate(doc).length + 300);
    const stored = await log.read(ref);
    expect(stored?.seq).toBe(300);
  });
});
