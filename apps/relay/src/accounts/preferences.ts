import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** Of all preferences of a user, as JSON. */
export const MAX_PREFERENCES_BYTES = 64 * 1024;

export interface PreferenceStore {
  read(userId: string): Promise<Record<string, unknown>>;
  /** Puts each given key in the place of the one that was there. Problem `quota-exceeded` over 64 KiB. */
  merge(userId: string, given: Record<string, unknown>): Promise<Result<Record<string, unknown>>>;
}

export function createPreferenceStore(db: Kysely<Tables>): PreferenceStore {
  const select = (from: Kysely<Tables>, userId: string) =>
    from.selectFrom('users').select('preferences').where('id', '=', userId);
  return {
    async read(userId) {
      const row = await select(db, userId).executeTakeFirst();
      return row ? JSON.parse(row.preferences) : {};
    },
    merge(userId, given) {
      return db.transaction().execute(async (transaction) => {
        const row = await select(transaction, userId).forUpdate().executeTakeFirst();
        const merged = { ...(row && JSON.parse(row.preferences)), ...given };
        const preferences = JSON.stringify(merged);
        if (Buffer.byteLength(preferences) > MAX_PREFERENCES_BYTES) {
          return fail('quota-exceeded', 'Preferences may take 64 KiB');
        }
        await transaction.updateTable('users').set({ preferences }).where('id', '=', userId).execute();
        return ok(merged);
      });
    },
  };
}
