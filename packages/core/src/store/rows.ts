/** How each kind of record becomes a row: the columns that queries ask for, beside the whole record. */

import { collectionSchema } from '@mirubato/domain/collections';
import { contentsItemSchema } from '@mirubato/domain/contents';
import { ownTermSchema } from '@mirubato/domain/dictionary';
import { goalSchema } from '@mirubato/domain/goals';
import { importJobSchema } from '@mirubato/domain/import';
import type { RecordFields } from '@mirubato/domain/journal';
import { dateSchema, entrySchema, instantSchema, isPractice, minutesByPiece } from '@mirubato/domain/logbook';
import { occurrenceSchema, planSchema } from '@mirubato/domain/plans';
import { passageOf, pieceKey, pieceSchema, reviewSchema } from '@mirubato/domain/repertoire';
import { savedReportSchema } from '@mirubato/domain/reports';
import { needsReview, scoreSchema } from '@mirubato/domain/scores';
import type { Works } from '@mirubato/domain/works';

export interface Row {
  readonly id: string;
  readonly record: unknown;
  readonly deleted_at: string | null;
  readonly [column: string]: unknown;
}

type RowOf = (id: string, fields: RecordFields, workOf: Works['workOf']) => Row;

/** Of a record that does not say when. */
const LONG_AGO = '1970-01-01T00:00:00.000Z';

const plainRow: RowOf = (id, fields) => ({
  id,
  record: { ...fields, id },
  deleted_at: instantSchema.safeParse(fields.deletedAt).data ?? null,
});

export const rowByCollection = {
  entries: (id, fields) => {
    const entry = entrySchema.parse({ ...fields, id });
    const pieces = entry.pieces.map(({ title, composer }) => `${title} ${composer ?? ''}`);
    return {
      id,
      record: entry,
      deleted_at: entry.deletedAt,
      started_at: entry.timestamp,
      local_date: entry.localDate,
      duration: Math.round(entry.duration),
      type: entry.type,
      instrument: entry.instrument,
      mood: entry.mood,
      score_id: entry.scoreId,
      search: [...pieces, ...entry.techniques, ...entry.tags, entry.instrument ?? '', entry.notes].join(' '),
    };
  },
  pieces: (id, fields, workOf) => {
    const piece = pieceSchema.parse({ ...fields, id });
    return {
      id,
      record: piece,
      deleted_at: piece.deletedAt,
      title: piece.title,
      composer: piece.composer,
      status: piece.status,
      piece_key: typeof fields.scoreId === 'string' ? fields.scoreId : pieceKey(piece.title, piece.composer),
      work_key: workOf(piece) ?? null,
      search: `${piece.title} ${piece.composer ?? ''} ${piece.tags.join(' ')}`,
    };
  },
  goals: (id, fields) => {
    const goal = goalSchema.parse({ ...fields, id });
    return {
      id,
      record: goal,
      deleted_at: goal.deletedAt,
      type: goal.type,
      status: goal.status,
      score_id: goal.scoreId,
    };
  },
  scores: (id, fields, workOf) => {
    const score = scoreSchema.parse({ ...fields, id });
    return {
      id,
      record: score,
      deleted_at: score.deletedAt,
      sha256: score.sha256,
      title: score.title,
      title_order: titleOrder(score.title),
      composer: score.composer,
      work_key: workOf(score) ?? null,
      created_at: score.createdAt,
      page_count: Math.round(score.pageCount),
      is_favourite: score.isFavourite,
      needs_review: needsReview(score),
      search: [score.title, score.composer, score.subtitle, score.opus, ...score.tags, score.fileName]
        .filter(Boolean)
        .join(' '),
    };
  },
  collections: (id, fields) => {
    const collection = collectionSchema.parse({ ...fields, id });
    return { id, record: collection, deleted_at: collection.deletedAt };
  },
  contents: (id, fields) => {
    const item = contentsItemSchema.parse({ ...fields, id });
    return {
      id,
      record: item,
      deleted_at: item.deletedAt,
      score_id: item.scoreId,
      first_page: item.firstPage,
      piece_id: item.pieceId,
      search: [item.title, item.composer, item.opus].filter(Boolean).join(' '),
    };
  },
  reviews: (id, fields) => {
    const review = reviewSchema.parse({ ...fields, id });
    return {
      id,
      record: review,
      deleted_at: review.deletedAt,
      piece_id: review.pieceId,
      passage: passageOf(review.passage)?.key ?? '',
      at: review.at,
      local_date: review.localDate,
      grade: review.grade,
    };
  },
  imports: (id, fields) => {
    const job = importJobSchema.parse({ ...fields, id });
    return {
      id,
      record: job,
      deleted_at: job.deletedAt,
      status: job.status,
      queued_at: job.queuedAt,
      sha256: job.sha256,
    };
  },
  savedReports: (id, fields) => {
    const report = savedReportSchema.parse({ ...fields, id });
    return { id, record: { ...fields, ...report }, deleted_at: report.deletedAt };
  },
  metronomePresets: plainRow,
  plans: (id, fields) => {
    const plan = planSchema.parse({ ...fields, id });
    return {
      id,
      record: plan,
      deleted_at: plan.deletedAt,
      status: plan.status,
      source_template_id: plan.sourceTemplateId,
    };
  },
  occurrences: (id, fields) => {
    const occurrence = occurrenceSchema.parse({ ...fields, id });
    const keyDay = dateSchema.safeParse(occurrence.recurrenceKey).data ?? null;
    const startDay = dateSchema.safeParse(occurrence.scheduledStart?.slice(0, 10)).data ?? null;
    return {
      id,
      record: occurrence,
      deleted_at: occurrence.deletedAt,
      plan_id: occurrence.planId,
      day: occurrence.date ?? keyDay ?? startDay,
      key_day: keyDay ?? startDay,
      status: occurrence.status,
    };
  },
  templates: plainRow,
  terms: (id, fields) => {
    const term = ownTermSchema.parse({ ...fields, id });
    return { id, record: term, deleted_at: term.deletedAt, term_id: term.termId };
  },
  termFeedback: (id, fields, workOf) => ({
    ...plainRow(id, fields, workOf),
    term_id: typeof fields.termId === 'string' ? fields.termId : '',
    created_at: instantSchema.safeParse(fields.createdAt).data ?? LONG_AGO,
  }),
  termLooks: (id, fields, workOf) => ({
    ...plainRow(id, fields, workOf),
    term_id: typeof fields.termId === 'string' ? fields.termId : null,
    count: typeof fields.count === 'number' ? Math.round(fields.count) : 0,
    looked_at: instantSchema.safeParse(fields.lookedAt).data ?? LONG_AGO,
  }),
  termSeeds: plainRow,
  savedFilters: plainRow,
  settings: plainRow,
  timers: plainRow,
  files: plainRow,
  watchedFolders: plainRow,
} as const satisfies Record<string, RowOf>;

/** Without accents and case, and with every number as long as the longest that a title has. */
function titleOrder(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.padStart(6, '0'));
}

export type ProjectedCollection = keyof typeof rowByCollection;

export function isProjected(collection: string): collection is ProjectedCollection {
  return Object.hasOwn(rowByCollection, collection);
}

/** The rows of `entry_pieces`, one for each piece of an entry, with its share of the minutes. */
export function entryPieceRows(id: string, fields: RecordFields): Record<string, unknown>[] {
  const entry = entrySchema.parse({ ...fields, id });
  const minutes = minutesByPiece(entry);
  const keys = entry.pieces.map(({ title, composer }) => pieceKey(title, composer));
  return entry.pieces.map((piece, position) => ({
    entry_id: id,
    position,
    piece_id: piece.pieceId ?? null,
    piece_key: keys[position],
    title: piece.title,
    composer: piece.composer ?? null,
    minutes: minutes[position] ?? 0,
    local_date: entry.localDate,
    is_practice: entry.deletedAt === null && isPractice(entry),
    sessions: keys.indexOf(keys[position] ?? '') === position ? 1 : 0,
    measures: piece.measures || null,
    tempo: piece.tempo ?? null,
  }));
}

/** The rows of `entry_labels`: what an entry outside the trash is filed under, once each. */
export function entryLabelRows(id: string, fields: RecordFields): Record<string, unknown>[] {
  const { deletedAt, tags, techniques, goalIds } = entrySchema.parse({ ...fields, id });
  if (deletedAt !== null) return [];
  const labels = { tag: tags, technique: techniques, goal: goalIds };
  return Object.entries(labels).flatMap(([kind, values]) =>
    [...new Set(values)].map((value) => ({ kind, value, entry_id: id })),
  );
}
