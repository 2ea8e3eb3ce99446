/** A user's entries as they stand in the records, for what is counted from them. */
import { type Entry, entrySchema } from '@mirubato/domain/logbook';
import type { UserRecords } from './user-records.ts';

/** Those that are not deleted. Bring the records up to date before. */
export async function logbookEntries(records: UserRecords, userId: string): Promise<Entry[]> {
  const live = await records.live(userId, ['entries']);
  return (live.get('entries') ?? []).map((entity) =>
    entrySchema.parse({ ...entity, timestamp: new Date(Number(entity.timestamp)).toISOString() }),
  );
}
