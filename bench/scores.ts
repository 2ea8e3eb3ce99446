/** Searching a large library: by title and composer, by the words inside, and mistyped. */
import type { Core } from '../packages/core/src/core.ts';
import type { DataDirectories } from './data-directories.ts';
import { ask, type BenchOptions, openBenchCore, rssMb, sample, sampleSelectOne } from './measure.ts';
import { createRandom } from './random.ts';
import { sampleScores, sampleVocabulary } from './sample-scores.ts';
import { quantile, type Row } from './table.ts';

const QUERIES = 40;

export async function measureScores(directories: DataDirectories, options: BenchOptions): Promise<Row[]> {
  const dataDir = await directories.copy(await directories.withScores(options.scores));
  const core = await openBenchCore(dataDir, directories.imagePath);
  const queries = sampleQueries(options.scores);
  const list = await sample(40, () => ask(core, '/scores?limit=60'));
  const byTitle = await searchAll(core, 'title and composer', queries.titles);
  const byStart = await searchAll(core, 'first letters of a composer', queries.beginnings);
  const byRare = await searchAll(core, 'three words inside', queries.rareWords);
  const byFrequent = await searchAll(core, 'a frequent word inside', queries.frequentWords);
  const mistyped = await searchAll(core, 'mistyped title and composer', queries.mistyped);
  const rss = rssMb();
  await core.close();
  const peer = { name: 'SELECT 1', values: await sampleSelectOne(dataDir) };
  const more = { aim: 50, peer };
  const label = options.scores.toLocaleString('en');
  return [
    { what: `scores: first 60 of ${label} by title`, values: list, ...more },
    ...[byTitle, byStart, byRare, byFrequent, mistyped].map((found) => ({ ...found, ...more, rssMb: rss })),
  ];
}

/** How many queries found something is told with the time: an empty answer is quick. */
async function searchAll(
  core: Core,
  what: string,
  queries: readonly string[],
): Promise<{ what: string; values: number[] }> {
  const totals: number[] = [];
  const values = await sample(queries.length, async (run) => {
    const q = encodeURIComponent(queries[run] ?? '');
    totals[run] = (await ask<{ total: number }>(core, `/scores?limit=60&q=${q}`)).total;
  });
  const found = totals.filter((total) => total > 0).length;
  const median = quantile(totals, 0.5);
  return { what: `search: ${what} (${found} of ${totals.length} found, median ${median} hits)`, values };
}

function sampleQueries(count: number) {
  const random = createRandom(5);
  const scores = [...sampleScores(count)];
  const words = sampleVocabulary();
  const many = (query: () => string) => Array.from({ length: QUERIES }, query);
  const titleAndComposer = () => {
    const { title, composer } = random.pick(scores);
    return `${title.split(' ')[0]} ${composer.split(' ').at(-1)}`;
  };
  return {
    titles: many(titleAndComposer),
    beginnings: many(() => random.pickSkewed(scores).composer.split(' ').at(-1)?.slice(0, 4) ?? ''),
    rareWords: many(() => {
      const page = random.pick(random.pick(scores).pages).split(' ');
      return `${random.pick(page)} ${random.pick(page)} ${random.pick(page)}`;
    }),
    frequentWords: many(() => words[random.below(40)] ?? ''),
    mistyped: many(() => mistype(titleAndComposer(), () => random.next())),
  };
}

/** One letter of the longest word is doubled, dropped or swapped with its neighbour, never the first. */
function mistype(text: string, next: () => number): string {
  const words = text.split(' ');
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best));
  return words.map((word) => (word === longest ? mistypeWord(word, next) : word)).join(' ');
}

function mistypeWord(word: string, next: () => number): string {
  const letters = [...word];
  const at = 1 + Math.floor(next() * Math.max(1, letters.length - 2));
  const kind = Math.floor(next() * 3);
  const [here = '', after = ''] = letters.slice(at, at + 2);
  if (kind === 0) letters.splice(at, 1, here, here);
  else if (kind === 1) letters.splice(at, 1);
  else letters.splice(at, 2, after, here);
  return letters.join('');
}
