/** Edits that every kind of record shares: create, change, trash, restore. */
import type { JsonValue, RecordFields } from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { type Clock, instantNow } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Creates the record; one that is there with this id already is left as it is, so a repeat is harmless. */
export function createRecord(
  journal: Journal,
  clock: Clock,
  collection: string,
  id: string,
  fields: Fields,
): Promise<Result<RecordFields>> {
  return journal.edit((view) => {
    const present = view.read(collection, id);
    if (present) return ok({ edits: [], value: present });
    const now = instantNow(clock);
    const created = jsonFields({ createdAt: now, updatedAt: now, deletedAt: null, ...fields });
    return ok({ edits: [{ collection, id, fields: created }], value: created });
  });
}

/** Writes what `change` makes of the record as it stands. A trashed record is a conflict. */
export function changeRecord(
  journal: Journal,
  clock: Clock,
  collection: string,
  id: string,
  change: (present: RecordFields) => Fields | Result<Fields>,
): Promise<Result<RecordFields>> {
  return journal.edit((view) => {
    const present = view.read(collection, id);
    if (!present) return notFound(collection, id);
    if (present.deletedAt) return fail('conflict', 'It is in the trash: restore it before changing it.');
    const changed = change(present);
    const result = isResult(changed) ? changed : ok(changed);
    if (!result.ok) return result;
    const fields = jsonFields({ ...result.value, updatedAt: instantNow(clock) });
    return ok({ edits: [{ collection, id, fields }], value: { ...present, ...fields } });
  });
}

/** Puts the record into the trash; doing it twice is harmless. */
export function trashRecord(
  journal: Journal,
  clock: Clock,
  collection: string,
  id: string,
): Promise<Result<void>> {
  return journal.edit((view) => {
    const present = view.read(collection, id);
    if (!present) return notFound(collection, id);
    const fields = { deletedAt: instantNow(clock) };
    return ok({ edits: present.deletedAt ? [] : [{ collection, id, fields }], value: undefined });
  });
}

export function restoreRecord(
  journal: Journal,
  clock: Clock,
  collection: string,
  id: string,
): Promise<Result<RecordFields>> {
  return journal.edit((view) => {
    const present = view.read(collection, id);
    if (!present) return notFound(collection, id);
    const fields = { deletedAt: null, updatedAt: instantNow(clock) };
    return ok({
      edits: present.deletedAt ? [{ collection, id, fields }] : [],
      value: { ...present, ...fields },
    });
  });
}

export function notFound(collection: string, id: string): Result<never> {
  return fail('not-found', `There is no ${id} in ${collection}.`);
}

/** Drops what JSON cannot hold: `undefined` means "not named". */
export function jsonFields(fields: Fields): RecordFields {
  return Object.fromEntries(
    Object.entries(fields).filter((pair): pair is [string, JsonValue] => pair[1] !== undefined),
  );
}

function isResult(value: Fields | Result<Fields>): value is Result<Fields> {
  return typeof (value as { ok?: unknown }).ok === 'boolean' && ('value' in value || 'problem' in value);
}
