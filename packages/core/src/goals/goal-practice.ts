/** What the logbook and the pieces say of goals, summed by the database in one query for all that are asked. */
import {
  beganOn,
  type Goal,
  type GoalPractice,
  MEASURE_RANGE,
  measureRanges,
  PACE_DAYS,
} from '@mirubato/domain/goals';
import { addDays, localDateOf } from '@mirubato/domain/logbook';
import type { Now } from '@mirubato/domain/plans';
import { isScoreId, normalisePieceKey } from '@mirubato/domain/repertoire';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';

interface Row extends GoalPractice {
  readonly id: string;
}

export const noPractice: GoalPractice = {
  minutes: 0,
  recentMinutes: 0,
  entries: 0,
  lastOn: null,
  pieces: 0,
  recentPieces: 0,
};

/**
 * Entries count from the day that the goal began to the day it was completed: those of its piece, or without a piece those with one of its
 * techniques, or for a goal of practice time with neither, all. Measures and techniques that the goal names must be
 * met. An entry that names the goal counts whole, and once, whatever else it is.
 */
export async function goalPractice(
  db: Kysely<Tables>,
  goals: readonly Goal[],
  { today, zone }: Now,
): Promise<Map<string, GoalPractice>> {
  if (goals.length === 0) return new Map();
  const asked = goals.map((goal) => askedOf(goal, zone));
  const recentFrom = addDays(today, -PACE_DAYS + 1);
  const { rows } = await sql<Row>`
    WITH named AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS n (
        id text, type text, began date, ended date, piece_id text, piece_key text, score_id text, techniques jsonb, ranges jsonb)),
    asked AS MATERIALIZED (
      SELECT n.id, n.type, n.began, n.ended, n.score_id, n.techniques, n.ranges, p.status AS piece_status, p.record AS piece,
        coalesce(p.id, n.piece_id) AS piece_id, coalesce(p.piece_key, n.piece_key) AS piece_key,
        n.piece_id IS NULL AND n.piece_key IS NULL AND n.score_id IS NULL AS has_no_piece
      FROM named n LEFT JOIN LATERAL (
        SELECT id, piece_key, status, record FROM pieces
        WHERE deleted_at IS NULL AND (id = n.piece_id OR (n.piece_id IS NULL AND piece_key = n.piece_key)) LIMIT 1) p
        ON true),
    played AS (
      SELECT a.id, a.techniques, a.ranges, ep.entry_id, ep.position, ep.minutes
      FROM asked a JOIN entry_pieces ep ON ep.piece_id = a.piece_id AND ep.local_date BETWEEN a.began AND a.ended
      WHERE ep.is_practice
      UNION ALL
      SELECT a.id, a.techniques, a.ranges, ep.entry_id, ep.position, ep.minutes
      FROM asked a JOIN entry_pieces ep ON ep.piece_key = a.piece_key AND ep.local_date BETWEEN a.began AND a.ended
      WHERE ep.is_practice AND ep.piece_id IS NULL),
    hits AS (
      SELECT p.id, p.entry_id, p.minutes, false AS is_whole FROM played p JOIN entries e ON e.id = p.entry_id
      WHERE ${hasTechnique(sql`p.techniques`)}
        AND (p.ranges = '[]' OR EXISTS (
          SELECT 1 FROM regexp_matches(e.record->'pieces'->p.position->>'measures', ${MEASURE_RANGE}, 'g') m,
            jsonb_to_recordset(p.ranges) AS r ("from" int, "to" int)
          WHERE least(m[1]::int, coalesce(m[2], m[1])::int) <= r."to"
            AND greatest(m[1]::int, coalesce(m[2], m[1])::int) >= r."from"))
      UNION ALL
      SELECT a.id, e.id, e.duration, true FROM asked a JOIN entries e ON e.record->'goalIds' ? a.id
      WHERE e.deleted_at IS NULL AND e.type <> 'status_change'
      UNION ALL
      SELECT a.id, e.id, e.duration, true FROM asked a JOIN entries e ON e.local_date BETWEEN a.began AND a.ended
      WHERE e.deleted_at IS NULL AND e.type <> 'status_change'
        AND ((a.has_no_piece AND (a.techniques <> '[]' OR a.type = 'practice_time')) OR e.score_id = a.score_id)
        AND ${hasTechnique(sql`a.techniques`)}),
    sessions AS (
      SELECT id, entry_id,
        CASE WHEN bool_or(is_whole) THEN max(minutes) FILTER (WHERE is_whole) ELSE sum(minutes) END AS minutes
      FROM hits GROUP BY id, entry_id),
    sums AS (
      SELECT s.id, sum(s.minutes) AS minutes, count(*)::int AS entries, max(e.local_date)::text AS last_on,
        sum(s.minutes) FILTER (WHERE e.local_date >= ${recentFrom}) AS recent
      FROM sessions s JOIN entries e ON e.id = s.entry_id GROUP BY s.id)
    SELECT a.id, round(coalesce(s.minutes, 0))::int AS minutes, round(coalesce(s.recent, 0))::int AS "recentMinutes",
      coalesce(s.entries, 0) AS entries, s.last_on AS "lastOn", r.pieces, r.recent AS "recentPieces"
    FROM asked a LEFT JOIN sums s USING (id) CROSS JOIN LATERAL (
      SELECT count(*)::int AS pieces, (count(*) FILTER (WHERE ready_on >= ${recentFrom}))::int AS recent
      FROM (
        SELECT min(left(h->>'at', 10)) AS ready_on
        FROM pieces p CROSS JOIN jsonb_array_elements(p.record->'statusHistory') h
        WHERE a.type = 'repertoire' AND p.deleted_at IS NULL AND (a.has_no_piece OR p.id = a.piece_id)
          AND p.status IN ('polished', 'performance_ready') AND h->>'to' IN ('polished', 'performance_ready')
        GROUP BY p.id) ready
      WHERE NOT a.has_no_piece OR ready_on BETWEEN a.began::text AND a.ended::text) r`.execute(db);
  return new Map(rows.map(({ id, ...practice }) => [id, practice]));
}

/** Of entry `e`; written by anybody in any case. */
function hasTechnique(techniques: ReturnType<typeof sql>) {
  return sql`(${techniques} = '[]' OR EXISTS (
    SELECT 1 FROM jsonb_array_elements_text(e.record->'techniques') t
    WHERE ${techniques} ? lower(t)))`;
}

function askedOf(goal: Goal, zone: string) {
  const isScore = goal.scoreId !== null && isScoreId(goal.scoreId);
  return {
    id: goal.id,
    type: goal.type,
    began: beganOn(goal),
    ended: goal.completedAt === null ? '9999-12-31' : localDateOf(goal.completedAt, zone, 0),
    piece_id: goal.pieceId,
    piece_key: goal.scoreId === null || isScore ? null : normalisePieceKey(goal.scoreId),
    score_id: isScore ? goal.scoreId : null,
    techniques: (goal.practicePlan?.techniques ?? []).map((name) => name.toLowerCase()),
    ranges: (goal.measures ?? []).flatMap(measureRanges),
  };
}
