/** Edits of somebody who asks for them now, over REST: they stand, whatever the clocks of other devices say. */
import type { JsonValue, RecordFields } from '@mirubato/domain/journal';
import { ok, type Result } from '@mirubato/domain/problem';
import type { EntityCollection } from '@mirubato/domain/protocol';
import type { JsonSessions } from '../socket/json-sessions.ts';
import type { RecordsView, TimedEdit } from './user-records.ts';

export interface Planned<T> {
  readonly edits: readonly TimedEdit[];
  readonly value: T;
}

/** Writes what `plan` says and gives its value; where the plan is a problem, nothing is written. */
export async function editJournal<T>(
  jsonSessions: JsonSessions,
  userId: string,
  plan: (view: RecordsView) => Promise<Result<Planned<T>>>,
): Promise<Result<T>> {
  let planned: Result<Planned<T>> | undefined;
  await jsonSessions.edit(userId, async (view) => {
    planned = await plan(view);
    return planned.ok ? planned.value.edits : [];
  });
  if (!planned) throw new Error('the plan was not asked');
  return planned.ok ? ok(planned.value.value) : planned;
}

/** Reads the journal's own records, for what the original's entities do not say. */
export async function readJournal<T>(
  jsonSessions: JsonSessions,
  userId: string,
  read: (view: RecordsView) => Promise<T>,
): Promise<T> {
  let found: { value: T } | undefined;
  await jsonSessions.edit(userId, async (view) => {
    found = { value: await read(view) };
    return [];
  });
  if (!found) throw new Error('the journal was not read');
  return found.value;
}

/**
 * What stands in the journal under an id, unless it was deleted.
 * @returns with its texts
 */
export function liveRecord(
  view: RecordsView,
  collection: EntityCollection | 'scores',
  id: string,
): RecordFields | undefined {
  const record = view.read(collection, id);
  return record && typeof record.deletedAt !== 'string' ? record : undefined;
}

/**
 * One edit of a record, later than all that was written of it.
 * @param fields what is undefined is not written; a function is given the ISO instant of the edit
 */
export function editNow(
  view: RecordsView,
  nowMs: number,
  collection: EntityCollection,
  id: string,
  fields: Readonly<Record<string, unknown>> | ((at: string) => Readonly<Record<string, unknown>>),
): TimedEdit {
  const record = view.read(collection, id);
  const names = [...Object.keys(record ?? {}), 'deletedAt', 'updatedAt'];
  const atMs = names.reduce(
    (latest, name) => Math.max(latest, (view.writtenAtMs(collection, id, name) ?? 0) + 1),
    nowMs,
  );
  const at = new Date(atMs).toISOString();
  const given = typeof fields === 'function' ? fields(at) : fields;
  const written: Readonly<Record<string, unknown>> = {
    ...(!record && { createdAt: at, deletedAt: null }),
    updatedAt: at,
    ...given,
  };
  const named = Object.entries(written).filter((pair): pair is [string, JsonValue] => pair[1] !== undefined);
  return { collection, id, atMs, fields: Object.fromEntries(named) };
}

export function trashNow(
  view: RecordsView,
  nowMs: number,
  collection: EntityCollection,
  id: string,
): TimedEdit {
  return editNow(view, nowMs, collection, id, (at) => ({ deletedAt: at }));
}
