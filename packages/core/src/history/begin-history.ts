/** When a database begins to note the changes of a journal, what its log still tells of earlier ones is noted first. */
import { isHistoryCollection } from '@mirubato/domain/history';
import { createJournalDocument, type RecordRef } from '@mirubato/domain/journal';
import { ok, type Result } from '@mirubato/domain/problem';
import type { Kysely } from 'kysely';
import type { JournalFile } from '../journal/journal-file.ts';
import { rowByCollection } from '../store/rows.ts';
import type { Tables } from '../store/tables.ts';
import { changeOf, noteChanges, type RecordChange } from './record-changes.ts';

/** Does nothing where it has begun. Problem `journal-damaged`. */
export async function beginHistory(db: Kysely<Tables>, file: JournalFile): Promise<Result<void>> {
  const { journalId } = file;
  const begun = await db
    .selectFrom('history_since')
    .select('since')
    .where('journal_id', '=', journalId)
    .executeTakeFirst();
  if (begun) return ok(undefined);
  const read = await file.read();
  if (!read.ok) return read;
  const { snapshot, updates } = read.value;
  const changes = changesInLog(snapshot, updates);
  // A log from the very beginning hides nothing; else nobody knows what was before the first change that it tells.
  const since = snapshot ? (changes[0]?.at ?? new Date()) : null;
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('record_history').execute();
    await transaction.deleteFrom('history_since').execute();
    for (let start = 0; start < changes.length; start += CHUNK_CHANGES) {
      await noteChanges(transaction, changes.slice(start, start + CHUNK_CHANGES));
    }
    await transaction.insertInto('history_since').values({ journal_id: journalId, since }).execute();
  });
  return ok(undefined);
}

/** Changes per statement, as the projector has records. */
const CHUNK_CHANGES = 2000;

function changesInLog(snapshot: Uint8Array | undefined, updates: readonly Uint8Array[]): RecordChange[] {
  if (updates.length === 0) return [];
  const options = { replica: 'history', nowMs: () => 0 };
  const ahead = createJournalDocument(options);
  if (snapshot) ahead.load(snapshot);
  const touched = updates.map((update) =>
    ahead.load(update).filter(({ collection }) => isHistoryCollection(collection)),
  );
  ahead.destroy();
  const document = createJournalDocument(options);
  if (snapshot) document.load(snapshot);
  const recordByKey = new Map<string, unknown>();
  for (const ref of touched.flat()) recordByKey.set(keyOf(ref), recordOf(ref));
  const changes = updates.flatMap((update, index) => {
    document.load(update);
    return (touched[index] ?? []).flatMap((ref) => {
      const [before, after] = [recordByKey.get(keyOf(ref)), recordOf(ref)];
      recordByKey.set(keyOf(ref), after);
      if (!isHistoryCollection(ref.collection) || before === undefined || after === undefined) return [];
      return changeOf(document, { collection: ref.collection, id: ref.id }, before, after) ?? [];
    });
  });
  document.destroy();
  return changes;

  function recordOf({ collection, id }: RecordRef): unknown {
    const fields = document.read(collection, id);
    if (!fields || !isHistoryCollection(collection)) return undefined;
    return rowByCollection[collection](id, fields, () => undefined).record;
  }
}

function keyOf({ collection, id }: RecordRef): string {
  return `${collection} ${id}`;
}
