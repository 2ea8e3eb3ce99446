/** A musician's logbook: ten years, about 300 pieces, notes in three of ten entries. */
import { createHash } from 'node:crypto';
import type { RecordEdit, RecordFields } from '@mirubato/domain/journal';
import { createRandom, type Random } from './random.ts';
import { composers, pieceTitle, practiceNote } from './words.ts';

export const FIRST_DAY_MS = Date.UTC(2016, 0, 1);
export const YEARS = 10;
/** The evening of the logbook's last day: the benchmarks' clock starts here. */
export const LAST_EVENING_MS = Date.UTC(2025, 11, 31, 20);

const PIECES = 300;
const DAYS = (Date.UTC(2026, 0, 1) - FIRST_DAY_MS) / 86_400_000;

export function samplePieces(): RecordEdit[] {
  const random = createRandom(1);
  return Array.from({ length: PIECES }, (_, index) => ({
    collection: 'pieces',
    id: sampleId('piece', index),
    fields: {
      title: pieceTitle(random),
      composer: random.pickSkewed(composers),
      status: random.pick(['planned', 'learning', 'working', 'polished', 'performance_ready']),
      tags: [],
      referenceLinks: [],
      scoreIds: [],
      ...stamps(FIRST_DAY_MS),
    },
  }));
}

/** Entries in order of time, spread evenly over ten years. */
export function* sampleEntries(count: number): Generator<RecordEdit> {
  const random = createRandom(2);
  const pieces = samplePieces();
  for (let index = 0; index < count; index += 1) {
    const day = Math.floor((index / count) * DAYS);
    const startMs = FIRST_DAY_MS + day * 86_400_000 + (6 * 60 + random.below(15 * 60)) * 60_000;
    yield {
      collection: 'entries',
      id: sampleId('entry', index),
      fields: entryFields(random, startMs, pieces),
    };
  }
}

function entryFields(random: Random, startMs: number, pieces: readonly RecordEdit[]): RecordFields {
  const practised = Array.from({ length: 1 + random.below(3) }, () => random.pickSkewed(pieces));
  return {
    timestamp: new Date(startMs).toISOString(),
    zone: 'Europe/Berlin',
    localDate: new Date(startMs).toISOString().slice(0, 10),
    duration: 5 + random.below(85),
    type: random.pickSkewed(['practice', 'technique', 'lesson', 'rehearsal', 'performance']),
    instrument: random.chance(0.8) ? 'piano' : 'violin',
    pieces: practised.map(({ id, fields }) => ({
      pieceId: id,
      title: fields.title ?? '',
      composer: fields.composer ?? null,
    })),
    techniques: random.chance(0.2) ? ['scales'] : [],
    goalIds: [],
    notes: random.chance(0.3) ? practiceNote(random) : '',
    mood: random.chance(0.5) ? random.pick(['frustrated', 'neutral', 'satisfied', 'excited', 'proud']) : null,
    tags: random.chance(0.1) ? ['hands separately'] : [],
    scoreId: null,
    source: 'manual',
    ...stamps(startMs),
  };
}

function stamps(ms: number) {
  const at = new Date(ms).toISOString();
  return { createdAt: at, updatedAt: at, deletedAt: null };
}

/** As long as the ids the product makes (nanoid, 21 characters). */
function sampleId(kind: string, index: number): string {
  return createHash('sha256').update(`${kind} ${index}`).digest('base64url').slice(0, 21);
}
