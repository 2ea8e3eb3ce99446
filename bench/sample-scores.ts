/** A library of scores without their PDFs: records, and the page texts as an import leaves them on disk. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Sha256, sha256Schema } from '@mirubato/domain/ids';
import type { RecordEdit } from '@mirubato/domain/journal';
import { scoreIdOf } from '@mirubato/domain/scores';
import type { DataDirectory } from '../packages/core/src/store/data-directory.ts';
import { createRandom } from './random.ts';
import { LAST_EVENING_MS } from './sample-logbook.ts';
import { composers, pieceTitle, vocabulary } from './words.ts';

/** As many words as the lyrics and remarks of a volume of songs have. */
const VOCABULARY = 6000;
const WORDS_PER_PAGE = 60;

export interface SampleScore {
  readonly sha256: Sha256;
  readonly title: string;
  readonly composer: string;
  readonly pages: readonly string[];
}

export function* sampleScores(count: number): Generator<SampleScore> {
  const random = createRandom(3);
  const words = sampleVocabulary();
  for (let index = 0; index < count; index += 1) {
    yield {
      sha256: sha256Schema.parse(createHash('sha256').update(`score ${index}`).digest('hex')),
      title: pieceTitle(random),
      composer: random.pickSkewed(composers),
      pages: Array.from({ length: 1 + random.below(7) }, () =>
        Array.from({ length: WORDS_PER_PAGE }, () => random.pickSkewed(words)).join(' '),
      ),
    };
  }
}

/** The words of the pages, the frequent ones first. */
export function sampleVocabulary(): string[] {
  return vocabulary(createRandom(4), VOCABULARY);
}

export function* scoreEdits(count: number): Generator<RecordEdit> {
  for (const score of sampleScores(count)) yield scoreEdit(score);
}

function scoreEdit(score: SampleScore): RecordEdit {
  const at = new Date(LAST_EVENING_MS).toISOString();
  const evidence = { confidence: 0.9, source: 'page', page: 1, box: [100, 40, 300, 20] };
  return {
    collection: 'scores',
    id: scoreIdOf(score.sha256),
    fields: {
      sha256: score.sha256,
      title: score.title,
      composer: score.composer,
      fileName: `${score.title}.pdf`,
      sizeBytes: 120_000,
      pageCount: score.pages.length,
      hasTextLayer: true,
      evidence: { title: evidence, composer: evidence },
      isFavourite: false,
      tags: [],
      ...{ createdAt: at, updatedAt: at, deletedAt: null },
    },
  };
}

export async function writeDerivedText(directory: DataDirectory, score: SampleScore): Promise<void> {
  const path = directory.derivedFile(score.sha256, 'text.json');
  await mkdir(dirname(path), { recursive: true });
  const pages = score.pages.map((text) => ({ widthPt: 595, heightPt: 842, text }));
  await writeFile(path, JSON.stringify({ pages }));
}
