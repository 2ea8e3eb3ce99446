/** Scores by what the original system's search asks for: fields, tags, how often they were practised. */
import type { ScoreSearch } from '@mirubato/domain/protocol';
import { type Score, scoreSchema } from '@mirubato/domain/scores';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { likePattern } from '../repertoire/repertoire.ts';
import type { Tables } from '../store/tables.ts';
import { prefixQuery } from '../store/words.ts';

/** Every entry that names the score, or a piece that has it, is one. */
const practice = sql`
  SELECT score_id, count(DISTINCT entry_id)::int AS count FROM (
    SELECT score_id, id AS entry_id FROM entries
      WHERE score_id IS NOT NULL AND deleted_at IS NULL AND type <> 'status_change'
    UNION ALL
    SELECT linked.score_id, ep.entry_id
      FROM pieces p
      CROSS JOIN LATERAL jsonb_array_elements_text(p.record->'scoreIds') AS linked (score_id)
      JOIN entry_pieces ep ON ep.piece_id = p.id OR (ep.piece_id IS NULL AND ep.piece_key = p.piece_key)
      WHERE ep.is_practice AND p.deleted_at IS NULL) named
  GROUP BY score_id`;

const difficultyRank = sql`array_position(ARRAY['beginner', 'intermediate', 'advanced'], s.record->>'difficulty')`;
const difficultyLevel = sql`(s.record->>'difficultyLevel')::float8`;
// Not one of the fields that every record has been checked for.
const durationSeconds = sql`CASE jsonb_typeof(s.record->'durationSeconds') WHEN 'number'
  THEN (s.record->>'durationSeconds')::float8 END`;

const orders: Readonly<Record<ScoreSearch['sortBy'], readonly RawBuilder<unknown>[]>> = {
  title: [sql`s.title_order`],
  composer: [sql`fold(coalesce(s.composer, '~'))`],
  difficulty: [difficultyRank, difficultyLevel],
  createdAt: [sql`s.created_at`],
  popularity: [sql`coalesce(practice.count, 0)`],
};

/** Outside the trash; without `mine` only what is public. What is sorted by and not known comes last. */
export async function findScores(
  db: Kysely<Tables>,
  search: ScoreSearch,
): Promise<{ scores: Score[]; total: number }> {
  const matches = sql.join(conditions(search), sql` AND `);
  const direction = search.sortOrder === 'desc' ? sql`DESC NULLS LAST` : sql`ASC NULLS LAST`;
  const order = orders[search.sortBy].map((by) => sql`${by} ${direction}`);
  const { rows } = await sql<{ record: unknown }>`
    WITH practice AS (${practice})
    SELECT s.record FROM scores s LEFT JOIN practice ON practice.score_id = s.id
    WHERE ${matches}
    ORDER BY ${sql.join([...order, sql`s.title_order`, sql`s.id`])}
    LIMIT ${search.limit} OFFSET ${search.offset}`.execute(db);
  const counted = await sql<{ total: number }>`
    SELECT count(*)::int AS total FROM scores s WHERE ${matches}`.execute(db);
  return { scores: rows.map(({ record }) => scoreSchema.parse(record)), total: counted.rows[0]?.total ?? 0 };
}

function conditions(search: ScoreSearch): RawBuilder<unknown>[] {
  const { query, difficulty, stylePeriod, composer, gradeLevel, maxDuration, tags } = search;
  const { minDifficultyLevel, maxDifficultyLevel } = search;
  return [
    sql`s.deleted_at IS NULL`,
    ...(search.mine === 'true' ? [] : [sql`s.record->>'visibility' = 'public'`]),
    ...(query?.trim() ? [matchesWords(query)] : []),
    ...instrumentsOf(search.instrument).map(
      (name) => sql`s.record->>'instrument' ILIKE ${`%${likePattern(name)}%`}`,
    ),
    ...(difficulty ? [sql`s.record->>'difficulty' = ${difficulty}`] : []),
    ...(minDifficultyLevel ? [sql`${difficultyLevel} >= ${minDifficultyLevel}::float8`] : []),
    ...(maxDifficultyLevel ? [sql`${difficultyLevel} <= ${maxDifficultyLevel}::float8`] : []),
    ...(stylePeriod ? [sql`s.record->>'stylePeriod' = ${stylePeriod}`] : []),
    ...(composer?.trim() ? [sql`fold(s.composer) LIKE '%' || fold(${likePattern(composer)}) || '%'`] : []),
    ...(tags ?? []).map((tag) => sql`s.record->'tags' ? ${tag}`),
    ...(maxDuration === undefined ? [] : [sql`${durationSeconds} <= ${maxDuration}::float8`]),
    ...(gradeLevel ? [sql`s.record->>'gradeLevel' = ${gradeLevel}`] : []),
  ];
}

/** What has neither letters nor digits is looked for as it stands. */
function matchesWords(query: string): RawBuilder<unknown> {
  const words = prefixQuery(query);
  return words ? sql`s.words @@ ${words}` : sql`s.folded LIKE '%' || fold(${likePattern(query)}) || '%'`;
}

function instrumentsOf(instrument: string | undefined): string[] {
  if (!instrument?.trim()) return [];
  return instrument === 'both' ? ['piano', 'guitar'] : [instrument];
}
