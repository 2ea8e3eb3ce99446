import {
  type SavedFilter,
  type SavedFilterInput,
  type SavedFilterPatch,
  savedFilterSchema,
} from '@mirubato/domain/logbook';
import { ok, type Result } from '@mirubato/domain/problem';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import { changeRecord, createRecord, restoreRecord, trashRecord } from '../store/record-edits.ts';

export interface SavedFilters {
  /** Outside the trash, by name. */
  filters(): Promise<SavedFilter[]>;
  create(id: string, input: SavedFilterInput): Promise<Result<SavedFilter>>;
  edit(id: string, patch: SavedFilterPatch): Promise<Result<SavedFilter>>;
  trash(id: string): Promise<Result<void>>;
  restore(id: string): Promise<Result<SavedFilter>>;
}

export function createSavedFilters(context: CoreContext): SavedFilters {
  const { journal, store } = context;
  const toFilter = (id: string) => (result: Result<object>) =>
    result.ok ? ok(savedFilterSchema.parse({ ...result.value, id })) : result;
  return {
    async filters() {
      const rows = await store.db
        .selectFrom('savedFilters')
        .select('record')
        .where('deleted_at', 'is', null)
        .orderBy(sql`fold(record->>'name')`)
        .orderBy('id')
        .execute();
      return rows.map(({ record }) => savedFilterSchema.parse(record));
    },
    create: (id, input) =>
      createRecord(journal, context, 'savedFilters', id, { ...input }).then(toFilter(id)),
    edit: (id, patch) =>
      changeRecord(journal, context, 'savedFilters', id, () => ({ ...patch })).then(toFilter(id)),
    trash: (id) => trashRecord(journal, context, 'savedFilters', id),
    restore: (id) => restoreRecord(journal, context, 'savedFilters', id).then(toFilter(id)),
  };
}
