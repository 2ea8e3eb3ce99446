/** What entries say of one piece over time: minutes by week or month, tempos, passages. Sums by SQL; nothing is stored. */
import { type Passage, type PeriodKind, passageOf, periodStarts } from '@mirubato/domain/repertoire';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';

export interface PiecePractice {
  /** Oldest first, without gaps; the last holds the present day. */
  readonly periods: { readonly start: string; readonly minutes: number; readonly sessions: number }[];
  /** Minutes before the first of them. */
  readonly earlierMinutes: number;
  /** The fastest of each day on which a tempo was noted, oldest first. */
  readonly tempos: { readonly date: string; readonly tempo: number }[];
  /** Those practised last first. */
  readonly passages: PractisedPassage[];
}

export interface PractisedPassage extends Passage {
  readonly minutes: number;
  readonly sessions: number;
  readonly lastOn: string;
}

/** Half a year and two years: what a chart of this width still tells apart. */
const PERIODS = { week: 26, month: 24 } as const;

const MAX_TEMPOS = 200;

/** @param options.date the present day of the musician */
export async function readPiecePractice(
  { store }: CoreContext,
  pieceId: string,
  { by, date, firstDay }: { by: PeriodKind; date: string; firstDay: number },
): Promise<PiecePractice> {
  const rowsOfPiece = sql`
    rows_of_piece AS (
      SELECT local_date, minutes, sessions, measures, tempo FROM entry_pieces
        WHERE is_practice AND piece_id = ${pieceId}
      UNION ALL
      SELECT local_date, minutes, sessions, measures, tempo FROM entry_pieces
        WHERE is_practice AND piece_id IS NULL AND piece_key = (SELECT piece_key FROM pieces WHERE id = ${pieceId}))`;
  const starts = periodStarts(by, date, firstDay, PERIODS[by]);
  const start =
    by === 'week'
      ? sql`local_date - (extract(isodow FROM local_date)::int - ${firstDay}::int + 7) % 7`
      : sql`date_trunc('month', local_date)::date`;
  const sums = await sql<{ start: string | null; minutes: number; sessions: number }>`
    WITH ${rowsOfPiece},
    started AS (SELECT ${start} AS start, minutes, sessions FROM rows_of_piece)
    SELECT CASE WHEN start >= ${starts[0]}::date THEN start END::text AS start,
      sum(minutes)::float8 AS minutes, sum(sessions)::int AS sessions
    FROM started GROUP BY 1`.execute(store.db);
  const sumByStart = new Map(sums.rows.map((row) => [row.start, row]));
  const tempos = await sql<{ date: string; tempo: number }>`
    WITH ${rowsOfPiece}
    SELECT local_date::text AS date, max(tempo) AS tempo FROM rows_of_piece WHERE tempo IS NOT NULL
    GROUP BY local_date ORDER BY local_date DESC LIMIT ${MAX_TEMPOS}`.execute(store.db);
  const passages = await sql<{ measures: string; minutes: number; sessions: number; last_on: string }>`
    WITH ${rowsOfPiece}
    SELECT measures, sum(minutes)::float8 AS minutes, count(*)::int AS sessions, max(local_date)::text AS last_on
    FROM rows_of_piece WHERE measures IS NOT NULL GROUP BY measures`.execute(store.db);
  return {
    periods: starts.map((each) => {
      const { minutes = 0, sessions = 0 } = sumByStart.get(each) ?? {};
      return { start: each, minutes, sessions };
    }),
    earlierMinutes: sumByStart.get(null)?.minutes ?? 0,
    tempos: tempos.rows.reverse(),
    passages: passagesOf(passages.rows),
  };
}

/** `1-8` and `mm. 1–8` are one. */
function passagesOf(
  rows: readonly { measures: string; minutes: number; sessions: number; last_on: string }[],
): PractisedPassage[] {
  const passageByKey = new Map<string, PractisedPassage>();
  for (const { measures, minutes, sessions, last_on } of rows) {
    const passage = passageOf(measures);
    if (!passage) continue;
    const known = passageByKey.get(passage.key);
    passageByKey.set(passage.key, {
      ...passage,
      minutes: (known?.minutes ?? 0) + minutes,
      sessions: (known?.sessions ?? 0) + sessions,
      lastOn: known && known.lastOn > last_on ? known.lastOn : last_on,
    });
  }
  return [...passageByKey.values()].sort((a, b) =>
    a.lastOn === b.lastOn ? (a.key < b.key ? -1 : 1) : a.lastOn < b.lastOn ? 1 : -1,
  );
}
