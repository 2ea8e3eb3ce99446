/** What `insightsOf` needs to know, from the rows. */
import { addDays } from '@mirubato/domain/logbook';
import { daysIn, INSIGHT_DAYS, type InsightFacts } from '@mirubato/domain/reports';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { pieceNames, weekdayOf } from './filter-query.ts';

/** Only these wait for being played; what is planned, dropped or archived does not. */
const keptStatuses = ['learning', 'working', 'polished', 'performance_ready'];

/** @returns `from`, the first day that was looked at: not before practice began */
export async function readInsightFacts(
  db: Kysely<Tables>,
  today: string,
): Promise<{ facts: InsightFacts; from: string }> {
  const earliest = addDays(today, 1 - INSIGHT_DAYS);
  const begun = await sql<{
    first: string | null;
  }>`SELECT min(local_date) AS first FROM practice_shares`.execute(db);
  const first = begun.rows[0]?.first ?? today;
  const from = first > earliest ? (first > today ? today : first) : earliest;
  const within = sql`is_first AND local_date BETWEEN ${from}::date AND ${today}::date`;
  const hours = await sql<{ hour: number; minutes: number; sessions: number }>`
    SELECT hour, sum(entry_minutes)::int AS minutes, count(*)::int AS sessions
    FROM practice_shares WHERE ${within} GROUP BY hour ORDER BY hour`.execute(db);
  const weekdays = await sql<{ weekday: number; minutes: number; days: number }>`
    SELECT ${weekdayOf(sql`local_date`)} AS weekday, sum(entry_minutes)::int AS minutes, count(DISTINCT local_date)::int AS days
    FROM practice_shares WHERE ${within} GROUP BY 1`.execute(db);
  const longest = await sql<{ minutes: number; date: string }>`
    SELECT entry_minutes AS minutes, local_date AS date FROM practice_shares WHERE ${within}
    ORDER BY entry_minutes DESC, local_date DESC LIMIT 1`.execute(db);
  const pieces = await sql<{ id: string; title: string; sessions: number; last: string }>`
    WITH named AS (
      SELECT p.id, ep.local_date, ep.sessions FROM pieces p JOIN entry_pieces ep ON ep.piece_id = p.id
        WHERE ep.is_practice AND p.deleted_at IS NULL AND p.status = ANY(${keptStatuses}::text[])
      UNION ALL
      SELECT p.id, ep.local_date, ep.sessions FROM pieces p JOIN entry_pieces ep USING (piece_key)
        WHERE ep.piece_id IS NULL AND ep.is_practice AND p.deleted_at IS NULL AND p.status = ANY(${keptStatuses}::text[]))
    SELECT id, p.title, sum(sessions)::int AS sessions, max(local_date) AS last
    FROM named JOIN pieces p USING (id) GROUP BY id, p.title`.execute(db);
  const tempos = await sql<{ id: string; title: string; date: string; bpm: number }>`
    WITH ${pieceNames}
    SELECT n.id, min(n.title) AS title, s.local_date AS date, max(s.tempo)::float8 AS bpm
    FROM practice_shares s JOIN piece_names n ON n.code = s.piece
    WHERE s.tempo IS NOT NULL AND s.local_date BETWEEN ${from}::date AND ${today}::date
    GROUP BY n.id, s.local_date ORDER BY n.id, s.local_date`.execute(db);
  const sessions = hours.rows.reduce((sum, hour) => sum + hour.sessions, 0);
  const minutes = hours.rows.reduce((sum, hour) => sum + hour.minutes, 0);
  return {
    from,
    facts: {
      hours: hours.rows,
      weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
        const found = weekdays.rows.find((row) => row.weekday === weekday);
        return {
          weekday,
          minutes: found?.minutes ?? 0,
          daysPractised: found?.days ?? 0,
          daysPassed: countOfWeekday(weekday, from, today),
        };
      }),
      pieces: pieces.rows.map(({ id, title, sessions, last }) => ({
        id,
        title,
        sessions,
        daysSince: Math.max(0, daysIn({ from: last, to: today }) - 1),
      })),
      sessions,
      meanMinutes: sessions > 0 ? minutes / sessions : 0,
      longest: longest.rows[0] ?? null,
      tempos: tempos.rows,
    },
  };
}

function countOfWeekday(weekday: number, from: string, to: string): number {
  const days = daysIn({ from, to });
  const first = (new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7;
  const offset = (weekday - 1 - first + 7) % 7;
  return offset < days ? 1 + Math.floor((days - 1 - offset) / 7) : 0;
}
