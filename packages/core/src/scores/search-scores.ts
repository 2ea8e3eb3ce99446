import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { prefixQuery } from '../store/words.ts';
import type { ScoreQuery } from './scores.ts';

export interface ScoreRow {
  readonly record: unknown;
  readonly match?: { readonly page: number; readonly snippet: string };
}

/** How much of the typed words must be found in a title for a mistyped search to show it (pg_trgm). */
const WORD_SIMILARITY = 0.45;

/** A search shows the best of what it found; who looks for more types one more letter. */
const MAX_MATCHES = 500;

/** A word that stands on more pages than this is no help in finding one of them. */
const MAX_PAGES = 2000;

/**
 * Scores whose title, composer or tags have the words come first, with the books that hold a piece so called, then
 * those that have them inside, then, only when nothing matched so far, those that resemble them.
 */
export async function searchScores(
  db: Kysely<Tables>,
  query: ScoreQuery,
): Promise<{ rows: ScoreRow[]; total: number }> {
  const q = query.q?.trim();
  if (!q) return listScores(db, query);
  const found = await findIds(db, q);
  const filtered = found.length === 0 ? [] : await filterIds(db, found, query);
  const page = filtered.slice(query.offset, query.offset + query.limit);
  return { rows: await readHits(db, page, q), total: filtered.length };
}

interface Hit {
  readonly id: string;
  readonly sha256: string;
  /** Page with the words, when they stand inside the score and not in its title. */
  readonly page: number | null;
  /** Of the piece of a book that they name. */
  readonly piece: string | null;
}

async function findIds(db: Kysely<Tables>, q: string): Promise<Hit[]> {
  const words = prefixQuery(q);
  if (words) {
    const { rows } = await sql<Hit>`
      (SELECT id, sha256, NULL::int AS page, NULL AS piece, 0 AS place, ts_rank(words, ${words}) AS rank
        FROM scores WHERE deleted_at IS NULL AND words @@ ${words}
        ORDER BY rank DESC, id LIMIT ${MAX_MATCHES})
      UNION ALL
      (SELECT DISTINCT ON (s.id) s.id, s.sha256, c.first_page, c.record->>'title', 0, ts_rank(c.words, ${words}) AS rank
        FROM contents c JOIN scores s ON s.id = c.score_id
        WHERE c.deleted_at IS NULL AND s.deleted_at IS NULL AND c.words @@ ${words} AND NOT s.words @@ ${words}
        ORDER BY s.id, rank DESC LIMIT ${MAX_MATCHES})
      UNION ALL
      (SELECT s.id, s.sha256, t.page, NULL, 1 AS place, 0 AS rank
        FROM (SELECT sha256, min(page) AS page
          FROM (SELECT sha256, page FROM page_texts WHERE words @@ ${words} LIMIT ${MAX_PAGES}) found
          GROUP BY sha256) t
        JOIN scores s USING (sha256)
        WHERE s.deleted_at IS NULL AND NOT s.words @@ ${words} AND NOT EXISTS (
          SELECT FROM contents c WHERE c.score_id = s.id AND c.deleted_at IS NULL AND c.words @@ ${words})
        ORDER BY s.id LIMIT ${MAX_MATCHES})
      ORDER BY place, rank DESC, id LIMIT ${MAX_MATCHES}`.execute(db);
    if (rows.length > 0) return rows;
  }
  const { rows } = await db.transaction().execute(async (transaction) => {
    await sql.raw(`SET LOCAL pg_trgm.word_similarity_threshold = ${WORD_SIMILARITY}`).execute(transaction);
    return sql<Hit>`
      SELECT id, sha256, NULL::int AS page, NULL AS piece FROM scores
      WHERE deleted_at IS NULL AND fold(${q}) <% folded
      ORDER BY fold(${q}) <<-> folded, id LIMIT ${MAX_MATCHES}`.execute(transaction);
  });
  return rows;
}

/** Keeps the order of the hits. */
async function filterIds(db: Kysely<Tables>, hits: readonly Hit[], query: ScoreQuery): Promise<Hit[]> {
  if (query.isFavourite === undefined && query.needsReview === undefined) return [...hits];
  const kept = await filtered(db, query)
    .select('id')
    .where(
      'id',
      'in',
      hits.map(({ id }) => id),
    )
    .execute();
  const ids = new Set(kept.map(({ id }) => id));
  return hits.filter(({ id }) => ids.has(id));
}

async function readHits(db: Kysely<Tables>, hits: readonly Hit[], q: string): Promise<ScoreRow[]> {
  if (hits.length === 0) return [];
  const { rows } = await sql<{ record: unknown; snippet: string | null }>`
    SELECT s.record, ts_headline('simple', t.text, ${prefixQuery(q) ?? null},
      'MaxWords=14, MinWords=6, StartSel="", StopSel=""') AS snippet
    FROM unnest(${hits.map(({ id }) => id)}::text[], ${hits.map(({ page }) => page)}::int[])
      WITH ORDINALITY AS hit (id, page, position)
    JOIN scores s ON s.id = hit.id
    LEFT JOIN page_texts t ON t.sha256 = s.sha256 AND t.page = hit.page
    ORDER BY position`.execute(db);
  return rows.map(({ record, snippet }, index) => {
    const { page = null, piece = null } = hits[index] ?? {};
    return page === null ? { record } : { record, match: { page, snippet: piece ?? snippet ?? '' } };
  });
}

async function listScores(
  db: Kysely<Tables>,
  query: ScoreQuery,
): Promise<{ rows: ScoreRow[]; total: number }> {
  const order = {
    title: sql`title_order`,
    composer: sql`fold(coalesce(composer, '~'))`,
    difficulty: sql`coalesce(${difficultyLevel}, ${query.order === 'asc' ? 99 : 0}::float8)`,
    added: sql`created_at`,
    confidence: sql`least(${confidenceOf('title')}, ${confidenceOf('composer')})`,
  }[query.sort];
  const rows = await filtered(db, query)
    .select('record')
    .orderBy(order, query.order)
    .orderBy('title_order')
    .orderBy('id')
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  const { total } = await filtered(db, query)
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total };
}

/** A word alone stands for the middle of its third. */
const difficultyLevel = sql`coalesce(
  (record->>'difficultyLevel')::float8,
  CASE record->>'difficulty' WHEN 'beginner' THEN 2 WHEN 'intermediate' THEN 5 WHEN 'advanced' THEN 8 END,
  ((record #>> '{difficultyRange,low}')::float8 + (record #>> '{difficultyRange,high}')::float8) / 2)`;

/** A field without evidence is not known at all. */
function confidenceOf(field: 'title' | 'composer') {
  return sql`coalesce((record #>> ARRAY['evidence', ${field}::text, 'confidence'])::float8, 0)`;
}

function filtered(db: Kysely<Tables>, { isFavourite, needsReview }: ScoreQuery) {
  return db
    .selectFrom('scores')
    .where('deleted_at', 'is', null)
    .$if(isFavourite !== undefined, (rows) => rows.where('is_favourite', '=', isFavourite ?? false))
    .$if(needsReview !== undefined, (rows) => rows.where('needs_review', '=', needsReview ?? false));
}
