/**
 * `npm run -s eval:dictionary [-- --encoder <file>] [--split tune|held-out] [--misses] [--sweep]`: recall@1, @5 and @10 of
 * `queries.tsv` by language, for the full text alone, the encoder alone, both fused, and the whole look-up with names. A query counts as answered
 * when one of its terms, or a synonym of one, is among the first k. `--misses` lists what was not answered and `--sweep`
 * tries weights; both are refused for the held-out queries.
 */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createEmbeddingIndex } from '../../packages/core/src/dictionary/embedding-index.ts';
import { openEncoder } from '../../packages/core/src/dictionary/encoder.ts';
import { readLookUp } from '../../packages/core/src/dictionary/read-terms.ts';
import {
  type ExplanationLanguage,
  explanationLanguages,
  fuseMeanings,
  type MeaningHit,
  type Term,
} from '../../packages/domain/src/dictionary/index.ts';

interface Query {
  readonly language: ExplanationLanguage;
  readonly text: string;
  readonly wanted: ReadonlySet<string>;
  readonly split: 'tune' | 'held-out';
}

interface Answered extends Query {
  readonly byWords: readonly MeaningHit[];
  readonly byEmbedding: readonly MeaningHit[];
}

/** Best first. */
type Way = (query: Answered) => readonly { term: Term }[];

const DEPTHS = [1, 5, 10] as const;
/** How many of each search are fused; the program takes as many. */
const FUSED = 100;

const { values: options } = parseArgs({
  options: {
    encoder: { type: 'string' },
    split: { type: 'string' },
    misses: { type: 'boolean', default: false },
    sweep: { type: 'boolean', default: false },
  },
});
const lookUp = await readLookUp();
const encoder = await openEncoder(
  options.encoder
    ? pathToFileURL(options.encoder)
    : new URL('../../resources/dictionary/encoder/encoder.onnx', import.meta.url),
);
const answered: Answered[] = [];
const queries = await readQueries();
for (const language of explanationLanguages) {
  const index = await createEmbeddingIndex(lookUp.terms(), language, encoder);
  for (const query of queries.filter((each) => each.language === language)) {
    answered.push({
      ...query,
      byWords: lookUp.describe(query.text, { limit: FUSED, language, likeness: 0 }),
      byEmbedding: await index.find(query.text, FUSED),
    });
  }
}
const ways: Readonly<Record<string, Way>> = {
  'full text': ({ byWords }) => byWords,
  encoder: ({ byEmbedding }) => byEmbedding,
  fused: ({ byWords, byEmbedding }) => fuseMeanings(byWords, byEmbedding, FUSED),
  'whole look-up': ({ text, language, byEmbedding }) =>
    lookUp.find(text, { limit: FUSED, language, similar: byEmbedding }),
};

for (const split of ['tune', 'held-out'] as const) {
  if (options.split && options.split !== split) continue;
  console.log(`\n${split}\n`);
  console.log(`| language | queries | ${Object.keys(ways).join(' | ')} |`);
  console.log(
    `| --- | ---: | ${Object.keys(ways)
      .map(() => '---')
      .join(' | ')} |`,
  );
  for (const language of explanationLanguages) {
    const asked = answered.filter((query) => query.split === split && query.language === language);
    const cells = Object.values(ways).map((way) =>
      recalls(asked, way)
        .map((share) => share.toFixed(2))
        .join(' / '),
    );
    console.log(`| ${language} | ${asked.length} | ${cells.join(' | ')} |`);
  }
}
const tuned = answered.filter(({ split }) => split === 'tune');
if (options.misses) {
  for (const query of tuned) {
    const fused = fuseMeanings(query.byWords, query.byEmbedding, FUSED);
    if (rankOf(query, fused) < 5) continue;
    const got = fused.slice(0, 5).map(({ term, likeness }) => `${term.id} ${likeness.toFixed(2)}`);
    console.log(`${query.language}\t${query.text}\t${[...query.wanted].slice(0, 3)}\t<- ${got?.join(', ')}`);
  }
}
if (options.sweep) {
  for (const wordsWeight of [0, 0.05, 0.1, 0.2, 0.4, 0.7]) {
    for (const levelWeight of [0, 0.03, 0.06, 0.09]) {
      const way = ({ byWords, byEmbedding }: Answered) =>
        fuseMeanings(byWords, byEmbedding, FUSED, { wordsWeight, levelWeight });
      const of = (isEnglish: boolean) =>
        recalls(
          tuned.filter(({ language }) => (language === 'en') === isEnglish),
          way,
        )
          .map((share) => share.toFixed(3))
          .join(' / ');
      console.log(`words ${wordsWeight} level ${levelWeight}: en ${of(true)}, others ${of(false)}`);
    }
  }
}

async function readQueries(): Promise<Query[]> {
  const text = await readFile(new URL('./queries.tsv', import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [language = '', asked = '', ids = '', split = ''] = line.split('\t');
      const wanted = ids.split(' ').flatMap((id) => {
        const term = lookUp.term(id);
        if (!term) throw new Error(`no term ${id}: ${line}`);
        return [id, ...term.synonyms];
      });
      return {
        language: language as ExplanationLanguage,
        text: asked,
        wanted: new Set(wanted),
        split: split as Query['split'],
      };
    });
}

function rankOf({ wanted }: Query, hits: readonly { term: Term }[]): number {
  const at = hits.findIndex(({ term }) => wanted.has(term.id));
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function recalls(asked: readonly Answered[], way: Way): number[] {
  const ranks = asked.map((query) => rankOf(query, way(query)));
  return DEPTHS.map((depth) => ranks.filter((rank) => rank < depth).length / Math.max(1, ranks.length));
}
