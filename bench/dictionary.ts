/** Looking up as one types, in a dictionary of 10,000 terms: every key is one question to the core. */
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { unwrap } from '@mirubato/domain/problem';
import { createCore } from '../packages/core/src/core.ts';
import type { DataDirectories } from './data-directories.ts';
import { ask, rssMb, sample, waitMs } from './measure.ts';
import type { Row } from './table.ts';

const TERMS = 10_000;
const AIM_MS = 15;

/** Names, beginnings, signs, mistakes, other languages, meanings, what is put together, and nothing at all. */
const typed = [
  ['a name', 'allargando'],
  ['a sign', 'm.d.'],
  ['a mistyped name', 'pizzicatto'],
  ['a meaning, mistyped', 'gradualy slower'],
  ['a meaning in German', 'langsamer werden'],
  ['a meaning in Chinese', '渐渐变慢'],
  ['what is put together', 'poco a poco più mosso'],
  ['nothing known', 'zorblax quimbly'],
] as const;

interface TermFile {
  readonly id: string;
  readonly term: string;
  readonly forms?: readonly string[];
}

export async function measureDictionary(directories: DataDirectories): Promise<Row[]> {
  const dataDir = await directories.copy(await directories.withEntries(1));
  const resources = `${dataDir}-resources`;
  await writeResources(resources);
  const core = unwrap(
    await createCore({
      dataDir,
      ...(directories.imagePath && { databaseImage: directories.imagePath }),
      resources: pathToFileURL(`${resources}/`),
    }),
  );
  const look = (q: string) =>
    ask<{ terms: unknown[]; size: number }>(core, `/dictionary?q=${encodeURIComponent(q)}`);
  const { size } = await look('slow');
  // The embeddings of what is new are made in the background, some milliseconds each.
  for (let before = -1, now = 0; before !== now; ) {
    before = now;
    await waitMs(5000);
    now = (await readdir(join(dataDir, 'derived', 'dictionary')).catch(() => [])).length;
  }
  const rows: Row[] = [];
  for (const [what, text] of typed) {
    const keys = [...text].map((_, at) => text.slice(0, at + 1));
    const values = await sample(keys.length * 3, (run) => look(keys[run % keys.length] ?? ''), keys.length);
    rows.push({ what: `dictionary, each key of ${what}, ${size} terms`, values, aim: AIM_MS });
  }
  const rss = rssMb();
  const floor = await sample(100, () => ask(core, '/dictionary/looked?order=recent&limit=1'));
  await core.close();
  await rm(resources, { recursive: true, force: true });
  const peer = { name: 'a question without a look-up', values: floor };
  return rows.map((row) => ({ ...row, peer, rssMb: rss }));
}

/** Ours, and as many of them again under other names as are missing. */
async function writeResources(folder: string): Promise<void> {
  const ours = fileURLToPath(new URL('../resources/', import.meta.url));
  await mkdir(join(folder, 'dictionary'), { recursive: true });
  for (const name of await readdir(ours)) {
    if (name !== 'dictionary') await symlink(join(ours, name), join(folder, name));
  }
  for (const name of ['encoder', 'grammar'])
    await symlink(join(ours, 'dictionary', name), join(folder, 'dictionary', name));
  const terms = join(folder, 'dictionary', 'terms');
  await cp(join(ours, 'dictionary', 'terms'), terms, { recursive: true });
  const names = (await readdir(terms)).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(names.map((name) => readFile(join(terms, name), 'utf8')));
  const present = texts.flatMap((text) => JSON.parse(text) as TermFile[]);
  const more = Array.from({ length: TERMS - present.length }, (_, index) => {
    const source = present[index % present.length] as TermFile;
    const number = Math.floor(index / present.length) + 2;
    const [id, term] = [`${source.id}-${number}`, `${source.term} ${'abcdefgh'[number]}${index % 97}`];
    return { ...source, id, term, forms: [], abbreviations: [], translations: {} };
  });
  await writeFile(join(terms, 'more.json'), JSON.stringify(more));
}
