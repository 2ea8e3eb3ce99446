/** How pieces and passages went, and what is due because of it. Reviews are records; due dates are computed from them. */
import { localDateOf } from '@mirubato/domain/logbook';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import {
  passageOf,
  type Review,
  type ReviewGrade,
  type ReviewInput,
  reviewSchema,
} from '@mirubato/domain/repertoire';
import {
  type Calibration,
  calibrate,
  dueOn,
  expectedRecall,
  type Marked,
  memoryOf,
  outcomesOf,
} from '@mirubato/domain/repertoire/spacing';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import { createRecord, notFound, restoreRecord, trashRecord } from '../store/record-edits.ts';

export interface SpacedThing {
  readonly pieceId: string;
  readonly title: string;
  readonly composer: string | null;
  readonly scoreId: string | null;
  /** Null for the whole piece. */
  readonly passage: string | null;
  readonly dueOn: string;
  readonly isDue: boolean;
  readonly lastOn: string;
  readonly lastGrade: ReviewGrade;
  /** That it would go well today, 0 to 1. */
  readonly expected: number;
  readonly reviews: number;
}

export interface Spacing {
  readonly date: string;
  readonly desiredRetention: number;
  readonly calibration: Calibration;
  /** Of pieces that are neither dropped, archived nor in the trash. What is due first, what is likeliest lost at its head. */
  readonly things: SpacedThing[];
}

export interface Reviews {
  /** Doing it twice under one id is harmless. */
  createReview(id: string, input: ReviewInput): Promise<Result<Review>>;
  trashReview(id: string): Promise<Result<void>>;
  restoreReview(id: string): Promise<Result<Review>>;
  /** Latest first. */
  reviews(pieceId: string, limit: number): Promise<Review[]>;
  /** @param date the present day of the musician */
  spacing(date: string): Promise<Spacing>;
}

interface MarkedThing {
  piece_id: string;
  passage: string;
  label: string | null;
  dates: string[];
  grades: ReviewGrade[];
}

interface SpacedPiece {
  id: string;
  title: string;
  composer: string | null;
  score_id: string | null;
}

export function createReviews(context: CoreContext, settings: SettingsFeature): Reviews {
  const { journal, store } = context;
  const toReview = (id: string) => (result: Result<object>) =>
    result.ok ? ok(reviewSchema.parse({ ...result.value, id })) : result;

  return {
    async createReview(id, input) {
      const piece = await store.db
        .selectFrom('pieces')
        .select('deleted_at')
        .where('id', '=', input.pieceId)
        .executeTakeFirst();
      if (!piece) return notFound('pieces', input.pieceId);
      if (piece.deleted_at)
        return fail('conflict', 'The piece is in the trash: restore it before marking it.');
      const { dayStartHour } = await settings.read();
      const localDate = localDateOf(input.at, input.zone, dayStartHour);
      const passage = passageOf(input.passage)?.label ?? null;
      return createRecord(journal, context, 'reviews', id, { ...input, passage, localDate }).then(
        toReview(id),
      );
    },
    trashReview: (id) => trashRecord(journal, context, 'reviews', id),
    restoreReview: (id) => restoreRecord(journal, context, 'reviews', id).then(toReview(id)),
    async reviews(pieceId, limit) {
      const rows = await store.db
        .selectFrom('reviews')
        .select('record')
        .where('piece_id', '=', pieceId)
        .where('deleted_at', 'is', null)
        .where('grade', 'is not', null)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ record }) => reviewSchema.parse(record));
    },
    async spacing(date) {
      const { desiredRetention } = await settings.read();
      const { rows } = await sql<MarkedThing>`
        SELECT piece_id, passage, array_agg(local_date::text ORDER BY at, id) AS dates,
          array_agg(grade ORDER BY at, id) AS grades,
          (array_agg(record->>'passage' ORDER BY at DESC, id DESC))[1] AS label
        FROM reviews WHERE deleted_at IS NULL AND grade IS NOT NULL
        GROUP BY piece_id, passage`.execute(store.db);
      const marked = rows.map((row) => ({ ...row, marked: markedOf(row) }));
      const calibration = calibrate(marked.flatMap((each) => outcomesOf(each.marked)));
      const pieces = await sql<SpacedPiece>`
        SELECT id, title, composer, record->'scoreIds'->>0 AS score_id FROM pieces
        WHERE deleted_at IS NULL AND status NOT IN ('dropped', 'archived')
          AND id = ANY(${[...new Set(rows.map(({ piece_id }) => piece_id))]}::text[])`.execute(store.db);
      const pieceById = new Map(pieces.rows.map((piece) => [piece.id, piece]));
      const things = marked.flatMap(({ piece_id, label, marked: facts }): SpacedThing[] => {
        const piece = pieceById.get(piece_id);
        const memory = memoryOf(facts);
        if (!piece || !memory) return [];
        const due = dueOn(memory, desiredRetention, calibration.factor);
        return [
          {
            pieceId: piece.id,
            title: piece.title,
            composer: piece.composer,
            scoreId: piece.score_id,
            passage: label,
            dueOn: due,
            isDue: due <= date,
            lastOn: memory.lastOn,
            lastGrade: memory.lastGrade,
            expected: expectedRecall(memory, date, calibration.factor),
            reviews: facts.length,
          },
        ];
      });
      return { date, desiredRetention, calibration, things: things.sort(byUrgency) };
    },
  };
}

function markedOf({ dates, grades }: MarkedThing): Marked[] {
  return dates.flatMap((localDate, index) => {
    const grade = grades[index];
    return grade ? [{ localDate, grade }] : [];
  });
}

function byUrgency(a: SpacedThing, b: SpacedThing): number {
  if (a.isDue !== b.isDue) return a.isDue ? -1 : 1;
  const order = a.isDue ? a.expected - b.expected : compare(a.dueOn, b.dueOn);
  return (
    order ||
    compare(a.title, b.title) ||
    compare(a.passage ?? '', b.passage ?? '') ||
    compare(a.pieceId, b.pieceId)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
