/** What Today draws on. Another source is one more function here; of two that propose the same the earlier is kept. */
import { addDays } from '@mirubato/domain/logbook';
import { daysBetween } from '@mirubato/domain/repertoire/spacing';
import { type SuggestionReason, suggestPieces } from '@mirubato/domain/repertoire/suggestion';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import type { Plans } from '../plans/plans.ts';
import { isGoalOf, type Repertoire } from '../repertoire/repertoire.ts';
import type { Reviews } from '../repertoire/reviews.ts';
import type { NextReason, NextThing, TodaySource } from './next-thing.ts';

/** Of each source, so that none crowds out the others. */
const MAX_PLANS = 3;
const MAX_GOALS = 2;
const MAX_DUE = 4;
const MAX_SUGGESTIONS = 5;

/** A deadline is near when there are no more than two weeks left. */
const NEAR_DAYS = 14;

export function todaySources(
  context: CoreContext,
  { plans, repertoire, reviews }: { plans: Plans; repertoire: Repertoire; reviews: Reviews },
): readonly TodaySource[] {
  return [plansDue(plans), goalsNear(context), piecesDue(reviews), suggestedPieces(repertoire)];
}

/** Of the day and still open; what was missed before is not asked for again. */
function plansDue(plans: Plans): TodaySource {
  return async ({ date, zone }) => {
    const now = { today: date, zone };
    const occurrences = await plans.occurrences({ from: date, to: date }, now);
    return occurrences
      .filter(({ state }) => state === 'due')
      .slice(0, MAX_PLANS)
      .map(({ title, durationMinutes, segments }): NextThing => {
        const piece = segments.flatMap(({ pieceRefs }) => pieceRefs).find(({ pieceId }) => pieceId);
        return {
          kind: 'plan',
          title: piece?.title ?? title,
          composer: piece?.composer ?? null,
          reason: [{ code: 'planned', values: { plan: title } }],
          pieceId: piece?.pieceId ?? null,
          scoreId: piece?.scoreId ?? null,
          minutes: durationMinutes,
        };
      });
  };
}

function goalsNear({ store }: CoreContext): TodaySource {
  return async ({ date }) => {
    const { rows } = await sql<{
      title: string;
      due: string;
      minutes: number | null;
      piece_id: string | null;
      piece_title: string | null;
      composer: string | null;
      score_id: string | null;
    }>`
      SELECT g.record->>'title' AS title, g.record->>'targetDate' AS due,
        (g.record #>> '{practicePlan,dailyMinutes}')::float8 AS minutes,
        p.id AS piece_id, p.title AS piece_title, p.composer, p.record->'scoreIds'->>0 AS score_id
      FROM goals g LEFT JOIN LATERAL (
        SELECT * FROM pieces WHERE deleted_at IS NULL AND ${isGoalOf('pieces')} ORDER BY id LIMIT 1) p ON true
      WHERE g.deleted_at IS NULL AND g.status = 'active'
        AND g.record->>'targetDate' BETWEEN ${date} AND ${addDays(date, NEAR_DAYS)}
      ORDER BY g.record->>'targetDate', g.id LIMIT ${MAX_GOALS}`.execute(store.db);
    return rows.map(
      (row): NextThing => ({
        kind: 'goal',
        title: row.piece_title ?? row.title,
        composer: row.composer,
        reason: [{ code: 'deadline', values: { goal: row.title, date: row.due } }],
        pieceId: row.piece_id,
        scoreId: row.score_id,
        minutes: row.minutes,
      }),
    );
  };
}

function piecesDue(reviews: Reviews): TodaySource {
  return async ({ date }) => {
    const { things } = await reviews.spacing(date);
    return things
      .filter(({ isDue }) => isDue)
      .slice(0, MAX_DUE)
      .map(({ title, composer, passage, pieceId, scoreId, lastGrade, lastOn, expected }) => ({
        kind: 'due',
        title,
        composer,
        passage,
        reason: [{ code: 'due', values: { grade: lastGrade, days: daysBetween(lastOn, date), expected } }],
        pieceId,
        scoreId,
      }));
  };
}

function suggestedPieces(repertoire: Repertoire): TodaySource {
  return async ({ date, lastDifficulty }) => {
    const pieces = await repertoire.lastPractised();
    const deadlines = await repertoire.deadlines(date);
    const candidates = pieces.map((piece) => ({ ...piece, deadline: deadlines.get(piece.id) ?? null }));
    const pieceById = new Map(candidates.map((piece) => [piece.id, piece]));
    const chosen = suggestPieces(candidates, { date, after: lastDifficulty, limit: MAX_SUGGESTIONS });
    return chosen.flatMap(({ id, reasons }): NextThing[] => {
      const piece = pieceById.get(id);
      if (!piece) return [];
      const { title, composer, scoreId } = piece;
      return [{ kind: 'suggestion', title, composer, reason: reasons.map(inWords), pieceId: id, scoreId }];
    });
  };
}

function inWords({ code, ...values }: SuggestionReason): NextReason {
  return { code, values };
}
