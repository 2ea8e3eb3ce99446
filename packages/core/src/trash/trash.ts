import type { TrashCollection } from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';

export interface TrashItem {
  readonly collection: TrashCollection;
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
    UNION ALL SELECT 'terms', id, record->>'term', deleted_at FROM terms WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'savedReports', id, record->>'name', deleted_at FROM "savedReports" WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'savedFilters', id, record->>'name', deleted_at FROM "savedFilters" WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'metronomePresets', id, record->>'name', deleted_at FROM "metronomePresets" WHERE deleted_at IS NOT NULL
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

/** Takes all of them out of the trash in one edit, or none. What is out already stays. Problem `not-found`. */
export function restoreFromTrash(
  context: CoreContext,
  items: readonly Pick<TrashItem, 'collection' | 'id'>[],
): Promise<Result<{ restored: number }>> {
  return context.journal.edit((view) => {
    const gone = items.find(({ collection, id }) => !view.read(collection, id));
    if (gone) return fail('not-found', `There is no ${gone.id} in ${gone.collection}. Nothing was changed.`);
    const fields = { deletedAt: null, updatedAt: instantNow(context) };
    const edits = items
      .filter(({ collection, id }) => view.read(collection, id)?.deletedAt)
      .map(({ collection, id }) => ({ collection, id, fields }));
    return ok({ edits, value: { restored: edits.length } });
  });
}
