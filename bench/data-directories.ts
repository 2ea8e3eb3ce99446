/**
 * Data directories to measure in. Making one takes up to a minute, so it is kept under the temporary folder by
 * a hash of what it was made from; whoever writes works on a copy, which ends with the run.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { constants, cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalCollections, type RecordEdit } from '@mirubato/domain/journal';
import { ok, unwrap } from '@mirubato/domain/problem';
import { type Journal, openJournal } from '../packages/core/src/journal/journal.ts';
import { reindexPageTexts } from '../packages/core/src/scores/derived-texts.ts';
import { dataDirectoryAt, readReplica } from '../packages/core/src/store/data-directory.ts';
import { openStore, type Store, writeDatabaseImage } from '../packages/core/src/store/database.ts';
import { readWorks, workKeysVersion } from '../packages/core/src/works/read-works.ts';
import { forgetOldWorkKeys } from '../packages/core/src/works/work-keys.ts';
import { ask, openBenchCore, waitMs } from './measure.ts';
import { LAST_EVENING_MS, sampleEntries, samplePieces } from './sample-logbook.ts';
import { sampleScores, scoreEdits, writeDerivedText } from './sample-scores.ts';

export interface DataDirectories {
  /** How the image of an empty database begins, as the product keeps one. */
  readonly imagePath: string;
  /** An empty folder of this run. */
  empty(): Promise<string>;
  /** A directory with so many entries. Not to be written: ask for a `copy`. */
  withEntries(count: number): Promise<string>;
  withScores(count: number): Promise<string>;
  copy(dataDir: string, options?: { withDatabase: boolean }): Promise<string>;
  /** Removes what this run made, and what earlier versions of the product have left. */
  end(): Promise<void>;
}

const CHUNK_RECORDS = 2000;
/** It begins 5 s after a start and says nothing when it has ended. */
const HOUSEKEEPING_MS = 15_000;
const CACHE = join(tmpdir(), 'mirubato-bench');
const REPOSITORY = join(import.meta.dirname, '..');

export async function openDataDirectories(): Promise<DataDirectories> {
  const version = await hashOfSources();
  const cache = join(CACHE, version);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'run-'));
  const imagePath = join(cache, 'database');
  await writeDatabaseImage(imagePath);

  return {
    imagePath,
    empty: () => mkdtemp(join(work, 'empty-')),
    withEntries: (count) => kept(`entries-${count}`, (dataDir) => makeEntries(dataDir, imagePath, count)),
    withScores: (count) => kept(`scores-${count}`, (dataDir) => makeScores(dataDir, imagePath, count)),
    async copy(dataDir, { withDatabase } = { withDatabase: true }) {
      const target = await mkdtemp(join(work, 'copy-'));
      const filter = (path: string) => withDatabase || !path.startsWith(join(dataDir, 'database'));
      await cp(dataDir, target, { recursive: true, mode: constants.COPYFILE_FICLONE, filter });
      return target;
    },
    async end() {
      await rm(work, { recursive: true, force: true });
      for (const other of await readdir(CACHE)) {
        if (other !== version) await rm(join(CACHE, other), { recursive: true, force: true });
      }
    },
  };

  async function kept(name: string, make: (dataDir: string) => Promise<void>): Promise<string> {
    const target = join(cache, name);
    if (existsSync(target)) return target;
    const startMs = performance.now();
    const partial = await mkdtemp(join(work, 'make-'));
    await make(partial);
    await settle(partial);
    await rename(partial, target);
    process.stderr.write(`made ${name} in ${((performance.now() - startMs) / 1000).toFixed(1)} s\n`);
    return target;
  }
}

/** What the core's housekeeping does to a directory belongs to one that has been lived in. */
async function settle(dataDir: string): Promise<void> {
  const core = await openBenchCore(dataDir, undefined);
  await ask(core, '/health');
  await waitMs(HOUSEKEEPING_MS);
  await core.close();
}

/** What lies on disk depends on the storage code and on the samples: when these change, it is made anew. */
async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const core = 'packages/core/src/{core.ts,{store,journal,scores}/**/*.ts}';
  const patterns = [core, 'packages/domain/src/**/*.ts'];
  const samples = ['bench/sample-*.ts', 'bench/words.ts', 'bench/random.ts', 'bench/data-directories.ts'];
  const paths = globSync([...patterns, ...samples], { cwd: REPOSITORY });
  for (const path of paths.sort()) hash.update(await readFile(join(REPOSITORY, path)));
  return hash.digest('hex').slice(0, 16);
}

async function makeEntries(dataDir: string, imagePath: string, count: number): Promise<void> {
  await withJournal(dataDir, imagePath, async (journal) => {
    await writeInChunks(journal, samplePieces());
    await writeInChunks(journal, sampleEntries(count));
  });
}

async function makeScores(dataDir: string, imagePath: string, count: number): Promise<void> {
  const directory = dataDirectoryAt(dataDir);
  await withJournal(dataDir, imagePath, async (journal, store) => {
    await writeInChunks(journal, scoreEdits(count));
    for (const score of sampleScores(count)) await writeDerivedText(directory, score);
    await reindexPageTexts(store.db, directory);
  });
}

/** Leaves the journal compacted, as the core's housekeeping does. */
async function withJournal(
  dataDir: string,
  imagePath: string,
  work: (journal: Journal, store: Store) => Promise<void>,
): Promise<void> {
  const store = await openStore(dataDir, imagePath);
  await forgetOldWorkKeys(store.db, await workKeysVersion());
  const journal = unwrap(
    await openJournal({
      name: 'journal',
      directory: dataDirectoryAt(dataDir).journal,
      collections: journalCollections,
      store,
      replica: await readReplica(dataDir),
      works: readWorks,
      nowMs: () => LAST_EVENING_MS,
      onTouched: () => undefined,
    }),
  );
  await work(journal, store);
  unwrap(await journal.compact());
  await journal.close();
  await store.close();
}

async function writeInChunks(journal: Journal, edits: Iterable<RecordEdit>): Promise<void> {
  let chunk: RecordEdit[] = [];
  const write = async () => {
    const written = chunk;
    chunk = [];
    unwrap(await journal.edit(() => ok({ edits: written, value: undefined })));
  };
  for (const edit of edits) {
    chunk.push(edit);
    if (chunk.length === CHUNK_RECORDS) await write();
  }
  await write();
}
