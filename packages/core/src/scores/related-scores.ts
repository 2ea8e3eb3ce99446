import { type Piece, pieceSchema } from '@mirubato/domain/repertoire';
import type { Work } from '@mirubato/domain/works';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import { nearlySamePages } from './page-fingerprints.ts';
import type { ScoreItem, Scores } from './scores.ts';

export interface RelatedScore {
  readonly score: ScoreItem;
  /** `pages`: nearly the same pages, whatever is written on its card; `edition`: the same work in other print. */
  readonly relation: 'pages' | 'edition';
}

export interface Related {
  /** What is known of the score's work; null where the work is not known or cannot be told. */
  readonly work: Work | null;
  /** Nearly the same pages first, then by title. */
  readonly scores: RelatedScore[];
  /** Of the same work, and not linked to this score yet. */
  readonly pieces: Piece[];
}

/** A work has seldom more in one library; the list stays readable. */
const MAX_RELATED = 50;

/** Scores and pieces outside the trash that belong to the same work as this score, or have nearly its pages. */
export async function relatedOf(context: CoreContext, scores: Scores, score: ScoreItem): Promise<Related> {
  const { store, works } = context;
  const samePages = await nearlySamePages(store.db, score.sha256);
  const row = await store.db
    .selectFrom('scores')
    .select('work_key')
    .where('id', '=', score.id)
    .executeTakeFirst();
  const key = row?.work_key ?? null;
  const rows = await store.db
    .selectFrom('scores')
    .select(['id', 'sha256'])
    .where('deleted_at', 'is', null)
    .where('id', '!=', score.id)
    .where((is) => is.or([is('work_key', '=', key), is('sha256', 'in', [...samePages, ''])]))
    .orderBy((order) => order('sha256', 'not in', [...samePages, '']))
    .orderBy('title_order')
    .orderBy('id')
    .limit(MAX_RELATED)
    .execute();
  const found = await Promise.all(rows.map(({ id }) => scores.score(id)));
  return {
    work: (key === null ? undefined : (await works()).work(key)) ?? null,
    scores: found.flatMap((result, at) =>
      result.ok
        ? [
            {
              score: result.value,
              relation: samePages.has(rows[at]?.sha256 ?? '') ? 'pages' : 'edition',
            } as const,
          ]
        : [],
    ),
    pieces: key === null ? [] : await piecesOf(context, key, score.id),
  };
}

async function piecesOf({ store }: CoreContext, workKey: string, scoreId: string): Promise<Piece[]> {
  const { rows } = await sql<{ record: unknown }>`
    SELECT record FROM pieces
    WHERE work_key = ${workKey} AND deleted_at IS NULL AND NOT record->'scoreIds' ? ${scoreId}
    ORDER BY title, id`.execute(store.db);
  return rows.map(({ record }) => pieceSchema.parse(record));
}
