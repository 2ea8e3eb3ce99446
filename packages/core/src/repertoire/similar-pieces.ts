import { type Piece, pieceSchema, SIMILAR_FROM, similarityOf } from '@mirubato/domain/repertoire';
import type { CoreContext } from '../context.ts';

export interface SimilarPiece {
  readonly piece: Piece;
  /** `work`: it is the same work; `title`: it is called alike, and nothing says that it is another work. */
  readonly by: 'work' | 'title';
}

/** More would be no help to whoever is typing. */
const MAX_SIMILAR = 3;

/**
 * Pieces outside the trash that a new one of this name may be: those of the same work and, where there are none,
 * those called alike, the likest first. Never those that another number, key or composer tells apart.
 */
export async function similarPieces(
  { store, works: readWorks }: CoreContext,
  named: { readonly title: string; readonly composer?: string | undefined },
): Promise<SimilarPiece[]> {
  const works = await readWorks();
  const work = works.workOf(named);
  const pieces = store.db.selectFrom('pieces').select('record').where('deleted_at', 'is', null);
  if (work !== undefined) {
    const rows = await pieces.where('work_key', '=', work).orderBy('id').limit(MAX_SIMILAR).execute();
    if (rows.length > 0)
      return rows.map(({ record }) => ({ piece: pieceSchema.parse(record), by: 'work' as const }));
  }
  const rows = await pieces.execute();
  return rows
    .map(({ record }) => pieceSchema.parse(record))
    .map((piece) => ({ piece, similarity: similarityOf(named, piece) }))
    .filter(({ piece, similarity }) => similarity >= SIMILAR_FROM && !works.areApart(named, piece))
    .sort((a, b) => b.similarity - a.similarity || (a.piece.id < b.piece.id ? -1 : 1))
    .slice(0, MAX_SIMILAR)
    .map(({ piece }) => ({ piece, by: 'title' as const }));
}
