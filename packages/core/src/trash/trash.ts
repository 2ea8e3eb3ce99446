import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';

export interface TrashItem {
  readonly collection: 'entries' | 'pieces' | 'scores' | 'goals' | 'plans' | 'templates';
  readonly id: string;
  /** Empty for an entry without a piece. */
  readonly title: string;
  readonly deletedAt: string;
}

/** Everything in the trash, latest first. */
export async function readTrash({ store }: CoreContext): Promise<TrashItem[]> {
  const { rows } = await sql<{
    collection: TrashItem['collection'];
    id: string;
    title: string | null;
    deleted_at: Date;
  }>`
    SELECT 'entries' AS collection, id, record->'pieces'->0->>'title' AS title, deleted_at FROM entries WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'pieces', id, title, deleted_at FROM pieces WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'scores', id, title, deleted_at FROM scores WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'goals', id, record->>'title', deleted_at FROM goals WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'plans', id, record->>'title', deleted_at FROM plans WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'templates', id, record->>'title', deleted_at FROM templates WHERE deleted_at IS NOT NULL
    ORDER BY deleted_at DESC, id`.execute(store.db);
  return rows.map(({ collection, id, title, deleted_at }) => ({
    collection,
    id,
    title: title ?? '',
    deletedAt: deleted_at.toISOString(),
  }));
}
