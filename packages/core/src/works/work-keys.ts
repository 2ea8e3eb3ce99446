import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** Where the keys in the rows are of another version, the journal's rows are forgotten: it projects them anew. */
export async function forgetOldWorkKeys(db: Kysely<Tables>, version: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const row = await transaction.selectFrom('work_keys').select('version').executeTakeFirst();
    if (row?.version === version) return;
    await transaction.deleteFrom('work_keys').execute();
    await transaction.insertInto('work_keys').values({ version }).execute();
    await transaction.deleteFrom('projections').where('document', '=', 'journal').execute();
  });
}
